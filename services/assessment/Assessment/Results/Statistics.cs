using System.Runtime.CompilerServices;

namespace PeerPlatform.Assessment.Results;

internal static class Statistics
{
    private const double Z = 1.959963984540054;

    /// <summary>
    /// The 97.5 % point of Student's t, by the expansion in Abramowitz &amp; Stegun 26.7.5; within 0.001 from four degrees
    /// of freedom on, the fewest that a shown figure can have.
    /// </summary>
    public static double StudentT975(int degreesOfFreedom)
    {
        const double Z3 = Z * Z * Z;
        const double Z5 = Z3 * Z * Z;
        const double Z7 = Z5 * Z * Z;
        const double Z9 = Z7 * Z * Z;
        double v = degreesOfFreedom;
        return Z
            + ((Z3 + Z) / (4 * v))
            + (((5 * Z5) + (16 * Z3) + (3 * Z)) / (96 * v * v))
            + (((3 * Z7) + (19 * Z5) + (17 * Z3) - (15 * Z)) / (384 * v * v * v))
            + (((79 * Z9) + (776 * Z7) + (1482 * Z5) - (1920 * Z3) - (945 * Z)) / (92160 * v * v * v * v));
    }

    /// <summary>The sample's standard deviation (n - 1) from sums.</summary>
    public static double StandardDeviation(int count, double sum, double sumOfSquares) =>
        count < 2 ? 0 : Math.Sqrt(Math.Max(0, (sumOfSquares - (sum * sum / count)) / (count - 1)));

    public static double Rounded(double value, int decimals) => Math.Round(value, decimals, MidpointRounding.AwayFromZero);
}

/// <summary>
/// Cronbach's alpha: how much the items of a scale say the same, over people who answered all of them.
/// Sums are whole numbers, so it does not depend on the order of the answers.
/// </summary>
internal sealed class Reliability(int items)
{
    private readonly long[] _sums = new long[items];
    private readonly long[] _squares = new long[items];
    private long _totals;
    private long _totalSquares;

    /// <summary>People who answered every item.</summary>
    public int Complete { get; private set; }

    /// <param name="values">What each item is worth; all answered.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(ReadOnlySpan<int> values)
    {
        long total = 0;
        for (var i = 0; i < values.Length; i++)
        {
            _sums[i] += values[i];
            _squares[i] += (long)values[i] * values[i];
            total += values[i];
        }

        _totals += total;
        _totalSquares += total * total;
        Complete++;
    }

    /// <summary>Null with fewer complete answers than the smallest group, with one item, or when everybody has the same total.</summary>
    public double? Alpha()
    {
        var ofTotal = Spread(_totals, _totalSquares);
        if (Complete < Withholding.Smallest || items < 2 || ofTotal == 0)
        {
            return null;
        }

        double ofItems = 0;
        for (var i = 0; i < items; i++)
        {
            ofItems += Spread(_sums[i], _squares[i]);
        }

        return items / (items - 1.0) * (1 - (ofItems / ofTotal));
    }

    /// <summary>The variance but for a factor that is the same for all.</summary>
    private double Spread(long sum, long squares) => ((double)Complete * squares) - ((double)sum * sum);
}
