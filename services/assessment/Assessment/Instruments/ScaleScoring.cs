using System.Runtime.CompilerServices;

namespace PeerPlatform.Assessment.Instruments;

/// <summary>Scores one scale of an instrument: the mean of the answered items, if enough are (P-2.9).</summary>
internal sealed class ScaleScoring
{
    private readonly int[] _positions;
    private readonly int[][] _values;

    public ScaleScoring(Instrument instrument, Scale scale)
    {
        Scale = scale;
        _positions = [.. scale.Items.Select(code => instrument.PositionOf(code)!.Value)];
        _values = [.. _positions.Select(position =>
            Enumerable.Range(0, instrument.ChoicesOf(instrument.Items[position]).Count).Select(choice => instrument.ValueOf(position, choice)).ToArray())];
    }

    public Scale Scale { get; }

    public int Items => _positions.Length;

    /// <summary>The score from 0 to 100; null with fewer answered items than the scale demands.</summary>
    public double? Score(string responses)
    {
        Span<int> values = stackalloc int[_positions.Length];
        var answered = Read(responses, values, out var sum);
        return answered >= Scale.MinAnswered ? (double)sum / answered : null;
    }

    /// <summary>Fills in what each item is worth, -1 where left out, and returns how many were answered.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public int Read(string responses, Span<int> values, out int sum)
    {
        var answered = 0;
        sum = 0;
        for (var item = 0; item < _positions.Length; item++)
        {
            var response = responses[_positions[item]];
            if (response == ResponseSheet.Skipped)
            {
                values[item] = -1;
                continue;
            }

            values[item] = _values[item][response - '0'];
            sum += values[item];
            answered++;
        }

        return answered;
    }
}
