namespace PeerPlatform.Platform.Calendar;

/// <summary>Where an agency's days begin and end. Instants become days here and nowhere else.</summary>
public sealed class AgencyDays(TimeZoneInfo zone)
{
    /// <param name="timeZone">IANA name, such as <c>America/New_York</c>.</param>
    public static AgencyDays Of(string timeZone) => new(TimeZoneInfo.FindSystemTimeZoneById(timeZone));

    /// <summary>The day on the agency's calendar at that instant.</summary>
    public DateOnly DayAt(DateTimeOffset instant) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, zone).DateTime);

    /// <summary>The same instant as clocks there show it.</summary>
    public DateTimeOffset Local(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, zone);

    /// <summary>
    /// The first instant of the day. Where clocks jump over midnight the day begins after the jump; where they go back over midnight, and it
    /// strikes twice, the day begins with the first. A day that a zone left out altogether begins with the next one.
    /// </summary>
    public DateTimeOffset StartOf(DateOnly day)
    {
        var midnight = day.ToDateTime(TimeOnly.MinValue);
        var offset = zone.IsAmbiguousTime(midnight) ? zone.GetAmbiguousTimeOffsets(midnight).Max()
            : zone.IsInvalidTime(midnight) ? zone.GetUtcOffset(midnight.AddDays(-1))
            : zone.GetUtcOffset(midnight);
        return new DateTimeOffset(midnight, offset).ToUniversalTime();
    }
}
