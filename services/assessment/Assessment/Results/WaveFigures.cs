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
        var shown = Withholding.Decide(
            [.. groups.Select((g, i) => new GroupCount(g.Invited, tallies[i].Answered))], tally.Ungrouped.Answered);
        // Each scale is a table of its own: a person can answer and still have no score on it.
        var scalesShown = Enumerable.Range(0, tally.Everybody.Scales.Length)
            .Select(scale => Withholding.Decide(
                [.. groups.Select((g, i) => new GroupCount(g.Invited, tallies[i].Scales[scale].Scored))],
                tally.Ungrouped.Scales[scale].Scored,
                shown))
            .ToList();

        var everybody = Withholding.IsLargeEnough(new GroupCount(wave.Invited, tally.Everybody.Answered));
        return new WaveFigures(
            GroupFigures.Of(null, everybody, wave.Invited, tally.Everybody, scale => tally.Everybody.Scales[scale].Scored >= Withholding.Smallest),
            [.. groups.Select((g, i) => GroupFigures.Of(g.GroupId, shown[i], g.Invited, tallies[i], scale => scalesShown[scale][i]))]);
    }
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
