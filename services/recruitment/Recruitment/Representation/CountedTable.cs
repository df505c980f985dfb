using System.Collections.Immutable;

namespace PeerPlatform.Recruitment.Representation;

/// <summary>How many of the workforce and of the team said something of themselves; a team member is of the workforce too.</summary>
internal sealed record Counted(int Workforce, int Team);

/// <summary>The counts of one dimension by choice, as they were when it was last shown anew.</summary>
internal sealed record CountedDimension(ImmutableSortedDictionary<string, Counted> Choices)
{
    /// <summary>Nobody is shown in a group smaller than this.</summary>
    public const int SmallestGroup = 5;

    /// <summary>
    /// True when what is shown may be replaced by this: every choice has stayed as it is or changed by at least the smallest group, for the workforce and for the team, so that the
    /// difference between two looks tells of nobody.
    /// </summary>
    public bool MayReplace(CountedDimension shown) => Choices.Keys.Union(shown.Choices.Keys).All(code =>
    {
        var (now, before) = (Choices.GetValueOrDefault(code, Nobody), shown.Choices.GetValueOrDefault(code, Nobody));
        return IsSafe(now.Workforce - before.Workforce) && IsSafe(now.Team - before.Team) && IsSafe(now.Workforce - now.Team - before.Workforce + before.Team);
    });

    /// <summary>
    /// The rows that can be shown: each holds at least the smallest group of the team, and of the rest of the workforce. Choices that are too small are put together; empty when not
    /// two rows remain, for then there is nothing to compare.
    /// </summary>
    public ImmutableArray<ShownRow> Rows()
    {
        var alone = Choices.Where(c => IsLarge(c.Value)).OrderByDescending(c => c.Value.Workforce).ThenBy(c => c.Key, StringComparer.Ordinal).ToList();
        var together = Sum(Choices.Where(c => !IsLarge(c.Value)).Select(c => c.Value));
        while (together != Nobody && !IsLarge(together) && alone.Count > 0)
        {
            together = Sum([together, alone[^1].Value]);
            alone.RemoveAt(alone.Count - 1);
        }

        var rows = alone.Select(c => new ShownRow(c.Key, c.Value)).ToImmutableArray();
        rows = together == Nobody ? rows : rows.Add(new ShownRow(null, together));
        return rows.Length >= 2 ? rows : [];
    }

    private static Counted Nobody { get; } = new(0, 0);

    private static Counted Sum(IEnumerable<Counted> some) => some.Aggregate(Nobody, (all, one) => new Counted(all.Workforce + one.Workforce, all.Team + one.Team));

    private static bool IsLarge(Counted counted) => counted.Team >= SmallestGroup && counted.Workforce - counted.Team >= SmallestGroup;

    private static bool IsSafe(int difference) => difference == 0 || Math.Abs(difference) >= SmallestGroup;
}

/// <param name="Code">Null for choices that were put together, so that nobody stands out.</param>
internal sealed record ShownRow(string? Code, Counted Counted);

/// <summary>The last counts that were shown, by code of the dimension. What people say changes them only when that tells of nobody.</summary>
internal sealed record CountedTable(ImmutableSortedDictionary<string, CountedDimension> Dimensions)
{
    public static CountedTable Empty { get; } = new(ImmutableSortedDictionary<string, CountedDimension>.Empty.WithComparers(StringComparer.Ordinal));

    /// <param name="said">What everybody said, and whether they are of the team.</param>
    public static CountedTable Of(IEnumerable<(Said Said, bool InTeam)> said)
    {
        var all = said.SelectMany(s => s.Said.Choices.Select(c => (Dimension: c.Key, Choice: c.Value, s.InTeam))).ToList();
        return new CountedTable(all.GroupBy(s => s.Dimension).ToImmutableSortedDictionary(
            d => d.Key,
            d => new CountedDimension(d.GroupBy(s => s.Choice).ToImmutableSortedDictionary(
                c => c.Key, c => new Counted(c.Count(), c.Count(s => s.InTeam)), StringComparer.Ordinal)),
            StringComparer.Ordinal));
    }

    /// <summary>This table where a dimension may be shown anew, and the one shown before where not. A dimension is first shown when it has two rows.</summary>
    public CountedTable After(CountedTable shown) => new(Dimension.All.Select(d => d.Code)
        .Select(code => (Code: code, Now: Dimensions.GetValueOrDefault(code), Before: shown.Dimensions.GetValueOrDefault(code)))
        .Select(d => (d.Code, Kept: d.Before is null ? (d.Now?.Rows().Length >= 2 ? d.Now : null) : d.Now?.MayReplace(d.Before) == true ? d.Now : d.Before))
        .Where(d => d.Kept is not null)
        .ToImmutableSortedDictionary(d => d.Code, d => d.Kept!, StringComparer.Ordinal));
}

/// <summary>What was last shown to an agency.</summary>
internal sealed class ShownTable
{
    public required Guid AgencyId { get; init; }

    public required CountedTable Table { get; set; }
}
