using PeerPlatform.Assessment.Instruments;
using PeerPlatform.Assessment.Waves;

namespace PeerPlatform.Assessment.Results;

/// <summary>A closed wave's figures after withholding, without words, as they are stored. What is withheld is not in it.</summary>
internal sealed record WaveFigures(GroupFigures Everybody, IReadOnlyList<GroupFigures> Groups)
{
    public static WaveFigures Of(Wave wave, WaveTally tally)
    {
        var groups = wave.Groups.Where(g => g.GroupId is not null).ToList();
        var tallies = groups.Select(g => tally.Of(g.GroupId!.Value)).ToList();
        var answered = TableOf(wave.Invited, groups, tally, t => t.Answered, allowed: null);
        // Each scale is a table of its own: a person can answer and still have no score on it.
        var scales = Enumerable.Range(0, tally.Everybody.Scales.Length)
            .Select(scale => TableOf(wave.Invited, groups, tally, t => t.Scales[scale].Scored, answered))
            .ToList();
        return new WaveFigures(
            GroupFigures.Of(null, answered.Everybody, wave.Invited, tally.Everybody, scale => scales[scale].Everybody),
            [.. groups.Select((g, i) => GroupFigures.Of(g.GroupId, answered.Groups[i], g.Invited, tallies[i], scale => scales[scale].Groups[i]))]);
    }

    /// <summary>What is shown of one table. Where not even withholding every group makes the total safe, it is withheld as well.</summary>
    private static ShownInTable TableOf(
        int invited, IReadOnlyList<WaveGroup> groups, WaveTally tally, Func<GroupTally, int> count, ShownInTable? allowed)
    {
        var counts = groups.Select(g => new GroupCount(g.Invited, count(tally.Of(g.GroupId!.Value)))).ToList();
        var ungrouped = count(tally.Ungrouped);
        var shown = Withholding.Decide(counts, ungrouped, allowed?.Groups);
        var everybody = (allowed?.Everybody ?? true)
            && Withholding.IsLargeEnough(new GroupCount(invited, count(tally.Everybody)))
            && Withholding.RemainderIsSafe(counts, shown, ungrouped);
        return new ShownInTable(everybody, shown);
    }

    private sealed record ShownInTable(bool Everybody, bool[] Groups);
}

/// <param name="GroupId">Null for everybody.</param>
internal sealed record GroupFigures(Guid? GroupId, bool Shown, int? Invited, int? Answered, IReadOnlyList<ScaleFigures?> Scales)
{
    public static GroupFigures Of(Guid? id, bool shown, int invited, GroupTally tally, Func<int, bool> scaleShown) => shown
        ? new(id, true, invited, tally.Answered, [.. tally.Scales.Select((scale, i) => scaleShown(i) ? ScaleFigures.Of(scale) : null)])
        : new(id, false, null, null, [.. tally.Scales.Select(_ => (ScaleFigures?)null)]);
}

/// <summary>One scale of a shown group, scores 0 to 100.</summary>
/// <param name="Sd">The sample's standard deviation (n - 1).</param>
/// <param name="Low95">Lower end of the 95 % interval of the mean by Student's t, not below 0.</param>
/// <param name="High95">Its upper end, not above 100.</param>
/// <param name="Alpha">Cronbach's alpha; null where it cannot be had.</param>
internal sealed record ScaleFigures(
    int Scored, double Mean, double Sd, double Low95, double High95, double? Alpha, IReadOnlyList<int> Bands, IReadOnlyList<int> Histogram)
{
    public static ScaleFigures Of(ScaleTally tally)
    {
        var mean = tally.Sum / tally.Scored;
        var sd = Statistics.StandardDeviation(tally.Scored, tally.Sum, tally.SumOfSquares);
        var reach = Statistics.StudentT975(tally.Scored - 1) * sd / Math.Sqrt(tally.Scored);
        return new ScaleFigures(
            tally.Scored,
            Statistics.Rounded(mean, 1),
            Statistics.Rounded(sd, 1),
            Statistics.Rounded(Math.Max(0, mean - reach), 1),
            Statistics.Rounded(Math.Min(100, mean + reach), 1),
            tally.Alpha is { } alpha ? Statistics.Rounded(alpha, 2) : null,
            tally.Bands,
            tally.Histogram);
    }
}

/// <summary>A closed wave in counts for everybody, nothing withheld; other services ask for it and withhold themselves.</summary>
internal sealed record WaveCounts(int Answered, IReadOnlyList<ScaleCounts> Scales)
{
    public static WaveCounts Of(Instrument instrument, WaveTally tally) => new(
        tally.Everybody.Answered,
        [.. tally.Everybody.Scales.Select((scale, i) => new ScaleCounts(
            instrument.Scales[i].Code, scale.Scored, scale.NotScored, scale.Sum, scale.SumOfSquares, scale.Bands))]);
}

internal sealed record ScaleCounts(string Code, int Scored, int NotScored, double Sum, double SumOfSquares, IReadOnlyList<int> Bands);
