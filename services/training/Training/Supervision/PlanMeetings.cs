using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PeerPlatform.Platform;
using PeerPlatform.Platform.Refusals;
using PeerPlatform.Training.Agencies;
using PeerPlatform.Training.Data;

namespace PeerPlatform.Training.Supervision;

/// <summary>A meeting of the supervisor with people of the own team, or a row of them; there is no field for what it is about.</summary>
/// <param name="Form"><c>oneToOne</c> with one person, or <c>group</c> with 2 to 30.</param>
/// <param name="Day">The first day: a year ago to a year ahead, in the agency's time zone.</param>
/// <param name="Minutes">5 to 480.</param>
/// <param name="People">Members of the own team.</param>
/// <param name="EveryWeeks">1 to 13: how many weeks lie between two meetings; missing for one meeting.</param>
/// <param name="Times">2 to 26 meetings in all; with <paramref name="EveryWeeks"/> only.</param>
public sealed record PlanMeetingsRequest(string? Form, DateOnly? Day, int? Minutes, IReadOnlyList<Guid>? People, int? EveryWeeks, int? Times);

/// <summary>Puts down supervision meetings, to come or just past; who was there is said afterwards.</summary>
internal static class PlanMeetings
{
    private const int MostWeeks = 13;
    private const int MostTimes = 26;

    public static async Task<Results<Ok<OwnTeam>, ProblemHttpResult>> HandleAsync(
        PlanMeetingsRequest request, string? lang, TrainingDbContext db, AgencyReader agencies, TenantScope scope, CancellationToken cancellationToken)
    {
        await using var alone = await db.BeginAloneAsync(TrainingDbContext.Work, cancellationToken);
        if (await agencies.TodayAsync(cancellationToken) is not { } today)
        {
            return new AgencySilent().ToProblem();
        }

        var people = (request.People ?? []).ToHashSet();
        if (Read(request, people.Count, today.Today, out var form) is { } unreadable)
        {
            return unreadable.ToProblem();
        }

        if (await db.Serving.CountAsync(s => s.SupervisorId == scope.MemberId && people.Contains(s.Id), cancellationToken) != people.Count)
        {
            return new NotOfYourTeam("people").ToProblem();
        }

        for (var i = 0; i < (request.Times ?? 1); i++)
        {
            var day = request.Day!.Value.AddDays(i * 7 * (request.EveryWeeks ?? 0));
            db.Meetings.Add(Meeting.Plan(scope.MemberId, form, day, request.Minutes!.Value, people));
        }

        await db.SaveChangesAsync(cancellationToken);
        await alone.CommitAsync(cancellationToken);
        return TypedResults.Ok(await db.TeamOfAsync(scope.MemberId, today, lang, cancellationToken));
    }

    private static FieldRefused? Read(PlanMeetingsRequest request, int people, DateOnly today, out MeetingForm form)
    {
        (form, var known) = request.Form switch { "oneToOne" => (MeetingForm.OneToOne, true), "group" => (MeetingForm.Group, true), _ => (default, false) };
        return !known ? new FieldRefused("form", "A supervisor meets one person or a group.", "Say oneToOne or group.")
            : request.Day is not { } day || day < today.AddYears(-1) || day > today.AddYears(1)
                ? new FieldRefused("day", "A meeting is at most a year ago or a year ahead.", "Choose its day.")
            : request.Minutes is not (>= Meeting.ShortestMinutes and <= Meeting.LongestMinutes)
                ? new FieldRefused("minutes", "A meeting has 5 to 480 minutes.", "Say how long it is.")
            : form == MeetingForm.OneToOne && people != 1 ? new FieldRefused("people", "Here you meet one person.", "Choose one, or say that it is a group.")
            : form == MeetingForm.Group && people is < 2 or > Meeting.LargestGroup
                ? new FieldRefused("people", "A group has 2 to 30 people.", "Choose at least two, or say that you meet one person.")
            : (request.EveryWeeks is null) != (request.Times is null) || request.EveryWeeks is < 1 or > MostWeeks || request.Times is < 2 or > MostTimes
                ? new FieldRefused("everyWeeks", "Meetings come back every 1 to 13 weeks, 2 to 26 times.", "Say both, or neither for one meeting.")
            : null;
    }
}
