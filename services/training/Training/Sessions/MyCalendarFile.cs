using System.Text;
using Ical.Net;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using Ical.Net.Serialization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PeerPlatform.Platform;
using PeerPlatform.Platform.Refusals;
using PeerPlatform.Training.Agencies;
using PeerPlatform.Training.Data;

namespace PeerPlatform.Training.Sessions;

/// <summary>A session of the signed-in supporter for their own calendar (P-4.3): iCalendar, RFC 5545. It names nobody who comes.</summary>
internal static class MyCalendarFile
{
    public static async Task<Results<FileContentHttpResult, ProblemHttpResult>> HandleAsync(
        Guid id, TrainingDbContext db, AgencyReader agencies, TenantScope scope, CancellationToken cancellationToken)
    {
        if (await agencies.TodayAsync(cancellationToken) is not { } today)
        {
            return new AgencySilent().ToProblem();
        }

        var session = await db.Sessions.AsNoTracking().SingleOrDefaultAsync(s => s.Id == id && s.State == SessionState.Planned, cancellationToken);
        return session?.Of(scope.MemberId) is { HasSeat: true }
            ? TypedResults.File(Encoding.UTF8.GetBytes(Write(session, today)), "text/calendar; charset=utf-8", "session.ics")
            : new NoSeatForCalendar().ToProblem();
    }

    /// <summary>A live session from its beginning to its end; one at one's own pace as its last day.</summary>
    internal static string Write(Session session, AgencyToday today)
    {
        var entry = new CalendarEvent
        {
            // The same for each download, so that a calendar replaces what it has.
            Uid = $"{session.Id}@training",
            DtStamp = Instant(today.Now),
            Summary = session.Title,
            Location = session.Place.Length > 0 ? session.Place : null,
            Url = session.Link.Length > 0 ? new Uri(session.Link) : null,
        };
        if (session.Live)
        {
            (entry.Start, entry.End) = (Instant(session.StartsAt), Instant(session.EndsAt));
        }
        else
        {
            var last = today.Days.DayAt(session.EndsAt);
            (entry.Start, entry.End) = (new CalDateTime(last), new CalDateTime(last.AddDays(1)));
        }

        var calendar = new Calendar { Method = "PUBLISH", ProductId = "-//PeerPlatform//Training//EN", Events = { entry } };
        return new CalendarSerializer().SerializeToString(calendar)!;
    }

    /// <summary>In UTC and whole seconds, as the format has it.</summary>
    private static CalDateTime Instant(DateTimeOffset instant) =>
        new(DateTime.SpecifyKind(instant.UtcDateTime.AddTicks(-(instant.UtcTicks % TimeSpan.TicksPerSecond)), DateTimeKind.Utc));
}

internal sealed record NoSeatForCalendar() : Refusal(
    RefusalKind.NotFound, "There is nothing here for your calendar.", Remedy: "Take a seat first; a session that is over or was called off has no file.");
