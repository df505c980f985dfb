using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PeerPlatform.Platform;
using PeerPlatform.Platform.Refusals;
using PeerPlatform.Training.Agencies;
using PeerPlatform.Training.Data;
using PeerPlatform.Training.Supporters;

namespace PeerPlatform.Training.Supervision;

/// <summary>The signed-in supporter's own meetings: who supervises, what is planned, what is on record.</summary>
internal static class MyMeetings
{
    private const int HeldShown = 20;

    public static async Task<Results<Ok<OwnMeetings>, ProblemHttpResult>> HandleAsync(
        TrainingDbContext db, AgencyReader agencies, TenantScope scope, CancellationToken cancellationToken)
    {
        if (await agencies.TodayAsync(cancellationToken) is not { } today)
        {
            return new AgencySilent().ToProblem();
        }

        return await db.Serving.AsNoTracking().SingleOrDefaultAsync(s => s.Id == scope.MemberId, cancellationToken) is { } me
            ? TypedResults.Ok(await db.MeetingsOfAsync(me, today.Today, cancellationToken))
            : new NotASupporter().ToProblem();
    }

    public static async Task<OwnMeetings> MeetingsOfAsync(this TrainingDbContext db, Supporter me, DateOnly today, CancellationToken cancellationToken)
    {
        var supervisor = await db.Serving.Where(s => s.Id == me.SupervisorId).Select(s => s.Name).SingleOrDefaultAsync(cancellationToken);
        var mine = db.Meetings.AsNoTracking().Where(m => m.People.Any(a => a.MemberId == me.Id));
        var planned = await mine
            .Where(m => m.State == MeetingState.Planned && m.Form != MeetingForm.CoReflection && m.Day >= today)
            .OrderBy(m => m.Day).ThenBy(m => m.Id).ToListAsync(cancellationToken);
        var codesFrom = today.AddDays(-Meeting.CodeDays);
        var reflections = await mine
            .Where(m => m.Form == MeetingForm.CoReflection && m.LedBy == me.Id && m.Day >= codesFrom)
            .OrderByDescending(m => m.Day).ToListAsync(cancellationToken);
        return new OwnMeetings(
            today,
            supervisor,
            [.. planned.Select(m => new PlannedMeeting(m.Form, m.Day, m.Minutes))],
            [.. reflections.Select(m => new OwnReflection(m.Day, m.Minutes, m.Code, m.People.Count - 1, m.Day.AddDays(Meeting.CodeDays)))],
            [.. me.Record.Meetings.OrderByDescending(m => m.HeldOn).Take(HeldShown).Select(m => new MeetingOnRecord(m.HeldOn, m.Kind))]);
    }
}

/// <param name="Today">The day where the agency is.</param>
/// <param name="Supervisor">Who looks after the signed-in person; null while nobody is named.</param>
/// <param name="Reflections">Those that the signed-in person put down and whose code is still taken.</param>
/// <param name="OnRecord">The latest first, at most 20.</param>
internal sealed record OwnMeetings(
    DateOnly Today, string? Supervisor, PlannedMeeting[] Planned, OwnReflection[] Reflections, MeetingOnRecord[] OnRecord);

internal sealed record PlannedMeeting(MeetingForm Form, DateOnly Day, int Minutes);

/// <param name="Others">How many others have said that they were there; it counts from the first of them on.</param>
/// <param name="CodeUntil">The last day on which the code is taken.</param>
internal sealed record OwnReflection(DateOnly Day, int Minutes, string Code, int Others, DateOnly CodeUntil);

internal sealed record MeetingOnRecord(DateOnly HeldOn, Qualification.MeetingKind Kind);
