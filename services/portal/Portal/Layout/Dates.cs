using System.Globalization;

namespace PeerPlatform.Portal.Layout;

/// <summary>Days and times as the reader's language writes them.</summary>
internal static class Dates
{
    private static bool IsSpanish => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "es";

    /// <summary>With the day of the week: for what somebody has to plan around.</summary>
    public static string Long(DateOnly day) =>
        day.ToString(IsSpanish ? "dddd d 'de' MMMM 'de' yyyy" : "dddd, MMMM d, yyyy", CultureInfo.CurrentCulture);

    /// <summary>For lists.</summary>
    public static string Short(DateOnly day) =>
        day.ToString(IsSpanish ? "d MMM yyyy" : "MMM d, yyyy", CultureInfo.CurrentCulture);

    /// <summary>A moment that a service has put into the agency's time zone already.</summary>
    public static string Of(DateTimeOffset local) => $"{Long(DateOnly.FromDateTime(local.DateTime))}, {TimeOf(local)}";

    public static string TimeOf(DateTimeOffset local) => local.ToString(IsSpanish ? "H:mm" : "h:mm tt", CultureInfo.CurrentCulture);

    public static string Moment(DateTimeOffset time, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(time, zone);
        var text = local.ToString(IsSpanish ? "d MMM yyyy, H:mm" : "MMM d, yyyy, h:mm tt", CultureInfo.CurrentCulture);
        return zone == TimeZoneInfo.Utc ? $"{text} UTC" : text;
    }
}
