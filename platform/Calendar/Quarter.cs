namespace PeerPlatform.Platform.Calendar;

/// <summary>Three months of the calendar: January to March, April to June, July to September, October to December.</summary>
/// <param name="Number">1 to 4.</param>
public readonly record struct Quarter(int Year, int Number) : IComparable<Quarter>
{
    public DateOnly First => new(Year, Number * 3 - 2, 1);

    public DateOnly Last => new(Year, Number * 3, DateTime.DaysInMonth(Year, Number * 3));

    /// <summary>90 to 92.</summary>
    public int Days => Last.DayNumber - First.DayNumber + 1;

    public Quarter Next => Number == 4 ? new(Year + 1, 1) : new(Year, Number + 1);

    public Quarter Previous => Number == 1 ? new(Year - 1, 4) : new(Year, Number - 1);

    public static Quarter Of(DateOnly day) => new(day.Year, (day.Month + 2) / 3);

    public static bool operator <(Quarter left, Quarter right) => left.CompareTo(right) < 0;

    public static bool operator >(Quarter left, Quarter right) => left.CompareTo(right) > 0;

    public static bool operator <=(Quarter left, Quarter right) => left.CompareTo(right) <= 0;

    public static bool operator >=(Quarter left, Quarter right) => left.CompareTo(right) >= 0;

    /// <summary>Such as <c>2026-Q4</c>.</summary>
    public override string ToString() => FormattableString.Invariant($"{Year:0000}-Q{Number}");

    public int CompareTo(Quarter other) => (Year * 4 + Number).CompareTo(other.Year * 4 + other.Number);
}
