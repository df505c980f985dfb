using PeerPlatform.Platform.Calendar;

namespace PeerPlatform.Reporting.Figures;

/// <summary>When a quarter's figures no longer change. Which quarter a fact belongs to is decided by the agency's own day; when one is over, by UTC, for all agencies at once.</summary>
internal static class SettledQuarter
{
    /// <summary>How long word of a quarter may still come: as long as services retain what they told (decision 0005).</summary>
    private const int DaysForLateWord = 3;

    /// <summary>The earliest quarter that still takes in what is told on that day.</summary>
    public static Quarter FirstOpen(DateOnly today)
    {
        var present = Quarter.Of(today);
        return today > present.Previous.Last.AddDays(DaysForLateWord) ? present : present.Previous;
    }

    /// <summary>From this day on its figures never change: a day later than the last word could come, so that nothing is on its way meanwhile.</summary>
    public static DateOnly FixedFrom(this Quarter quarter) => quarter.Last.AddDays(DaysForLateWord + 2);

    public static bool IsFixed(this Quarter quarter, DateOnly today) => today >= quarter.FixedFrom();
}
