using System.Runtime.CompilerServices;
using PeerPlatform.Assessment.Instruments;
using PeerPlatform.Assessment.Waves;

namespace PeerPlatform.Assessment.Results;

/// <summary>
/// Counts a wave's answers one after the other, for everybody and for each group, in fixed memory. Its loops are
/// compiled optimized at once: a large wave is over before the runtime would have noticed that they are hot.
/// </summary>
internal sealed class WaveTally
{
    private readonly ScaleScoring[] _scorings;
    private readonly Dictionary<Guid, GroupTally> _groups;
    private readonly int[] _values;

    public WaveTally(Instrument instrument, IEnumerable<WaveGroup> groups)
    {
        _scorings = [.. instrument.Scales.Select(scale => new ScaleScoring(instrument, scale))];
        _values = new int[_scorings.Max(s => s.Items)];
        Everybody = new GroupTally(_scorings);
        Ungrouped = new GroupTally(_scorings);
        _groups = groups.Where(g => g.GroupId is not null).ToDictionary(g => g.GroupId!.Value, _ => new GroupTally(_scorings));
    }

    public GroupTally Everybody { get; }

    /// <summary>Answers that carry no group.</summary>
    public GroupTally Ungrouped { get; }

    public GroupTally Of(Guid groupId) => _groups[groupId];

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(Guid? groupId, string responses)
    {
        var group = groupId is { } id ? _groups[id] : Ungrouped;
        Everybody.Answered++;
        group.Answered++;
        for (var scale = 0; scale < _scorings.Length; scale++)
        {
            var values = _values.AsSpan(0, _scorings[scale].Items);
            var answered = _scorings[scale].Read(responses, values, out var sum);
            Everybody.Scales[scale].Add(values, answered, sum);
            group.Scales[scale].Add(values, answered, sum);
        }
    }
}

internal sealed class GroupTally(IEnumerable<ScaleScoring> scorings)
{
    public int Answered { get; set; }

    public ScaleTally[] Scales { get; } = [.. scorings.Select(s => new ScaleTally(s))];
}

/// <summary>Sums of one scale in one group.</summary>
internal sealed class ScaleTally(ScaleScoring scoring)
{
    public const int HistogramBars = 10;

    private readonly Reliability _reliability = new(scoring.Items);

    public int Scored { get; private set; }

    public int NotScored { get; private set; }

    public double Sum { get; private set; }

    public double SumOfSquares { get; private set; }

    /// <summary>In the order of the scale's bands.</summary>
    public int[] Bands { get; } = new int[scoring.Scale.Bands.Count];

    /// <summary>Scores from 0 up to 10, from 10 up to 20, … from 90 to 100.</summary>
    public int[] Histogram { get; } = new int[HistogramBars];

    public double? Alpha => _reliability.Alpha();

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(ReadOnlySpan<int> values, int answered, int sum)
    {
        if (answered < scoring.Scale.MinAnswered)
        {
            NotScored++;
            return;
        }

        var score = (double)sum / answered;
        Scored++;
        Sum += score;
        SumOfSquares += score * score;
        Bands[scoring.Scale.BandOf(score)]++;
        Histogram[Math.Min((int)(score / HistogramBars), HistogramBars - 1)]++;
        if (answered == values.Length)
        {
            _reliability.Add(values);
        }
    }
}
