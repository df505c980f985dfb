namespace PeerPlatform.Reporting.Figures;

/// <summary>A calendar quarter. Which one a fact belongs to is decided by the agency's own day; when a quarter is over, by UTC, for all agencies at once.</summary>
internal readonly record struct Quarter
{
    /// <summary>How long word of a quarter may still come: as long as services retain what they told (decision 0005).</summary>
    private const int DaysForLateWord = 3;

    private Quarter(DateOnly from) => From = from;

    /// <summary>Its first day.</summary>
    public DateOnly From { get; }

    /// <summary>Its last day.</summary>
    public DateOnly Through => From.AddMonths(3).AddDays(-1);

    public Quarter Next => new(From.AddMonths(3));

    public static Quarter Of(DateOnly day) => new(new DateOnly(day.Year, (((day.Month - 1) / 3) * 3) + 1, 1));

    /// <summary>The earliest quarter that still takes in what is told on that day.</summary>
    public static Quarter FirstOpen(DateOnly today)
    {
        var before = Of(Of(today).From.AddDays(-1));
        return today > before.Through.AddDays(DaysForLateWord) ? before.Next : before;
    }

    /// <summary>From this day on its figures never change: a day later than the last word could come, so that nothing is on its way meanwhile.</summary>
    public DateOnly FixedFrom => Through.AddDays(DaysForLateWord + 2);

    public bool IsFixed(DateOnly today) => today >= FixedFrom;

    /// <summary>Such as <c>2026-Q4</c>.</summary>
    public override string ToString() => FormattableString.Invariant($"{From.Year:0000}-Q{((From.Month - 1) / 3) + 1}");
}
