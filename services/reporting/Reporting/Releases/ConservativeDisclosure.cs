using PeerPlatform.Reporting.Facts;

namespace PeerPlatform.Reporting.Releases;

/// <summary>What may be said of one row, or of the total of all rows.</summary>
internal enum Disclosure
{
    Shown,

    /// <summary>A figure in it could point at few people.</summary>
    TooFew,

    /// <summary>It does not add up, or is not built as the other rows are.</summary>
    Inconsistent,

    /// <summary>Only a total: with it a withheld row could be worked out.</summary>
    WouldUncover,
}

internal sealed record DisclosureVerdict(IReadOnlyList<Disclosure> Rows, Disclosure Total);

/// <summary>
/// Decides before a release which rows are shown (P-6.3, first form). A row is shown when every cell of it is 0 or at
/// least 11. The total is shown when no row is withheld, or when the withheld ones are of at least two agencies and
/// all of what they leave between total and shown rows is again 0 or at least 11. Whatever is in doubt is withheld.
/// </summary>
internal static class ConservativeDisclosure
{
    /// <summary>Fewest people a figure that leaves an agency may stand for; 0 says nothing of anybody.</summary>
    public const int Fewest = 11;

    // Sums of scores are exact in binary as far as scores are; this is the room for those that are not.
    private const double Tolerance = 1e-6;

    public static DisclosureVerdict Decide(IReadOnlyList<WaveFact> waves)
    {
        var shape = waves
            .Where(AddsUp)
            .GroupBy(ShapeOf)
            .OrderByDescending(g => g.Count())
            .FirstOrDefault()?.Key;
        Disclosure[] rows = [.. waves.Select(wave =>
            !AddsUp(wave) || ShapeOf(wave) != shape ? Disclosure.Inconsistent
            : Cells(wave).All(Safe) ? Disclosure.Shown
            : Disclosure.TooFew)];
        return new DisclosureVerdict(rows, DecideTotal(waves, rows));
    }

    /// <summary>Every count that a row shows or that can be had from it by subtraction, in the same order for the same instrument.</summary>
    public static IEnumerable<long> Cells(WaveFact wave)
    {
        yield return wave.Invited;
        yield return wave.Answered;
        yield return (long)wave.Invited - wave.Answered;
        foreach (var scale in wave.Scales)
        {
            yield return scale.Scored;
            yield return scale.NotScored;
            foreach (var band in scale.Bands)
            {
                yield return band.Count;
            }
        }
    }

    private static Disclosure DecideTotal(IReadOnlyList<WaveFact> waves, Disclosure[] rows)
    {
        if (waves.Count == 0 || rows.Contains(Disclosure.Inconsistent))
        {
            return Disclosure.Inconsistent;
        }

        var withheld = waves.Where((_, i) => rows[i] != Disclosure.Shown).ToList();
        if (withheld.Count == 0)
        {
            return Disclosure.Shown;
        }

        var remainder = withheld
            .Select(Cells)
            .Aggregate((sums, cells) => sums.Zip(cells, (sum, cell) => sum + cell));
        return withheld.DistinctBy(w => w.AgencyId).Count() >= 2 && remainder.All(Safe)
            ? Disclosure.Shown
            : Disclosure.WouldUncover;
    }

    private static bool Safe(long cell) => cell is 0 or >= Fewest;

    private static bool AddsUp(WaveFact wave) =>
        wave.Answered >= 0
        && wave.Invited >= wave.Answered
        && wave.Scales.Count > 0
        && wave.Scales.All(scale => AddsUp(scale, wave.Answered));

    private static bool AddsUp(ScaleFact scale, int answered) =>
        scale is { Scored: >= 0, NotScored: >= 0 }
        && (long)scale.Scored + scale.NotScored == answered
        && scale.Bands.Count > 0
        && scale.Bands.All(band => band.Count >= 0)
        && scale.Bands.Sum(band => (long)band.Count) == scale.Scored
        && IsSumOf(scale.Scored, scale.Sum, scale.SumOfSquares);

    /// <summary>True when some <paramref name="count"/> scores from 0 to 100 have this sum and this sum of squares.</summary>
    private static bool IsSumOf(int count, double sum, double sumOfSquares)
    {
        var room = Tolerance * (1 + (100.0 * 100.0 * count));
        return sum >= 0
            && sum <= (100.0 * count) + room
            && sumOfSquares <= (100 * sum) + room
            && sum * sum <= (count * sumOfSquares) + (room * Math.Max(1, count));
    }

    private static string ShapeOf(WaveFact wave) =>
        string.Join(';', wave.Scales.Select(scale => $"{scale.Code}:{string.Join(',', scale.Bands.Select(band => band.Code))}"));
}
