using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace PeerPlatform.Portal.Layout;

/// <summary>What a form holds, as a service takes it; null where it can't be read, for the service or the page to name.</summary>
internal static class FormValues
{
    public static string Text(this IFormCollection form, string name) => form[name].ToString().Trim();

    public static int? Number(this IFormCollection form, string name) => Number(form.Text(name));

    public static int? Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    public static Guid? Id(this IFormCollection form, string name) => Guid.TryParse(form[name], out var id) ? id : null;

    public static DateOnly? Day(this IFormCollection form, string name) => Day(form.Text(name));

    /// <summary>A day as browsers write it.</summary>
    public static DateOnly? Day(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    /// <summary>A day and a time of the agency's clocks; null also for an hour that the change of clocks leaves out.</summary>
    public static DateTimeOffset? Moment(this IFormCollection form, string day, string time, TimeZoneInfo zone) => Moment(form.Text(day), form.Text(time), zone);

    /// <summary>The same of a day and a time as browsers write them.</summary>
    public static DateTimeOffset? Moment(string day, string time, TimeZoneInfo zone) =>
        Day(day) is { } on
        && TimeOnly.TryParseExact(time, ["HH:mm", "HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var at)
        && on.ToDateTime(at) is var local && !zone.IsInvalidTime(local)
            ? new DateTimeOffset(local, zone.GetUtcOffset(local))
            : null;

    /// <summary>US dollars with or without cents, in cents.</summary>
    public static int? Cents(this IFormCollection form, string name) =>
        decimal.TryParse(form[name].ToString().Trim().TrimStart('$'), NumberStyles.AllowDecimalPoint | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var dollars)
        && dollars is >= 0 and < 1_000_000
            ? (int)(dollars * 100)
            : null;
}
