using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PeerPlatform.Platform;
using PeerPlatform.Platform.Refusals;
using PeerPlatform.Platform.Texts;
using PeerPlatform.Training.Agencies;
using PeerPlatform.Training.Data;
using PeerPlatform.Training.Qualification;
using PeerPlatform.Training.Supporters;

namespace PeerPlatform.Training.Supervision;

/// <summary>The signed-in supervisor's own team: how ready each one is, meetings to come and past. Nobody else's people are in it (P-4.8).</summary>
internal static class MyTeam
{
    private const int HeldShown = 20;

    public static async Task<Results<Ok<OwnTeam>, ProblemHttpResult>> HandleAsync(
        string? lang, TrainingDbContext db, AgencyReader agencies, TenantScope scope, CancellationToken cancellationToken) =>
        await agencies.TodayAsync(cancellationToken) is { } today
            ? TypedResults.Ok(await db.TeamOfAsync(scope.MemberId, today, lang, cancellationToken))
            : new AgencySilent().ToProblem();

    public static async Task<OwnTeam> TeamOfAsync(
        this TrainingDbContext db, Guid supervisor, AgencyToday today, string? lang, CancellationToken cancellationToken)
    {
        var team = await db.Serving.AsNoTracking().Where(s => s.SupervisorId == supervisor).OrderBy(s => s.Name).ThenBy(s => s.Id).ToListAsync(cancellationToken);
        var led = db.Meetings.AsNoTracking().Where(m => m.LedBy == supervisor && m.Form != MeetingForm.CoReflection);
        var planned = await led.Where(m => m.State == MeetingState.Planned).OrderBy(m => m.Day).ThenBy(m => m.Id).ToListAsync(cancellationToken);
        var held = await led.Where(m => m.State == MeetingState.Held).OrderByDescending(m => m.Day).ThenBy(m => m.Id).Take(HeldShown).ToListAsync(cancellationToken);
        var names = team.ToDictionary(s => s.Id, s => s.Name);
        var language = Languages.Named(lang);
        return new OwnTeam(
            today.Today,
            [.. team.Select(s => PersonOfTeam.Of(s, today, language))],
            [.. planned.Select(m => TeamMeeting.Of(m, names, today.Today))],
            [.. held.Select(m => TeamMeeting.Of(m, names, today.Today))]);
    }
}

/// <param name="Today">The day where the agency is.</param>
/// <param name="Planned">The earliest first; those whose day has come wait for who was there.</param>
/// <param name="Held">The latest first, at most 20.</param>
internal sealed record OwnTeam(DateOnly Today, PersonOfTeam[] People, TeamMeeting[] Planned, TeamMeeting[] Held);

/// <param name="Summary">The standing in one sentence.</param>
/// <param name="Open">One sentence for each requirement that is not met.</param>
/// <param name="LastMet">The day of the latest supervision on record; null without one.</param>
internal sealed record PersonOfTeam(Guid MemberId, string Name, StandingState State, DateOnly? LapsesOn, string Summary, string[] Open, DateOnly? LastMet)
{
    public static PersonOfTeam Of(Supporter supporter, AgencyToday today, Language language)
    {
        var row = BoardRow.Of(supporter, today, language);
        var met = supporter.Record.Meetings.Where(m => m.Kind == MeetingKind.Supervision).Select(m => (DateOnly?)m.HeldOn).Max();
        return new PersonOfTeam(row.MemberId, row.Name, row.State, row.LapsesOn, row.Summary, row.Open, met);
    }
}

/// <param name="CanBeHeld">True once its day has come and while it is not on record.</param>
/// <param name="People">Those who are in the team today; somebody who has left it is in <paramref name="Others"/> only.</param>
/// <param name="Others">How many more are on the list.</param>
internal sealed record TeamMeeting(Guid Id, MeetingForm Form, DateOnly Day, int Minutes, bool CanBeHeld, PersonOfMeeting[] People, int Others)
{
    public static TeamMeeting Of(Meeting meeting, IReadOnlyDictionary<Guid, string> team, DateOnly today)
    {
        var people = meeting.People.Where(a => team.ContainsKey(a.MemberId)).ToList();
        return new TeamMeeting(
            meeting.Id,
            meeting.Form,
            meeting.Day,
            meeting.Minutes,
            meeting.State == MeetingState.Planned && meeting.Day <= today,
            [.. people.Select(a => new PersonOfMeeting(a.MemberId, team[a.MemberId], a.Attended))],
            meeting.People.Count - people.Count);
    }
}

internal sealed record PersonOfMeeting(Guid MemberId, string Name, bool Attended);
