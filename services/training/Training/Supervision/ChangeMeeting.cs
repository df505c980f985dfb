using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PeerPlatform.Platform;
using PeerPlatform.Platform.Refusals;
using PeerPlatform.Training.Agencies;
using PeerPlatform.Training.Data;
using PeerPlatform.Training.Qualification;

namespace PeerPlatform.Training.Supervision;

/// <summary>Who took part in supervision.</summary>
/// <param name="Present">Members of the meeting's list who were there, at least one.</param>
public sealed record HoldMeetingRequest(IReadOnlyList<Guid>? Present);

/// <summary>What a supervisor does with a meeting of the own team; a meeting of another supervisor is none.</summary>
internal static class ChangeMeeting
{
    /// <summary>Whoever was there has it on record from this moment, of the meeting's day.</summary>
    public static Task<Results<Ok<OwnTeam>, ProblemHttpResult>> HoldAsync(
        Guid id, HoldMeetingRequest request, string? lang, TrainingDbContext db, AgencyReader agencies, TenantScope scope, CancellationToken cancellationToken) =>
        ChangeAsync(
            id, lang, db, agencies, scope,
            async (meeting, today) =>
            {
                if (meeting.Hold((request.Present ?? []).ToHashSet(), today.Today) is { } refusal)
                {
                    return refusal;
                }

                var present = meeting.People.Where(a => a.Attended).Select(a => a.MemberId);
                await db.PutOnRecordAsync(present, new AttendedMeeting(meeting.Day, MeetingKind.Supervision), today, cancellationToken);
                return null;
            },
            cancellationToken);

    /// <summary>Erases a meeting that did not take place.</summary>
    public static Task<Results<Ok<OwnTeam>, ProblemHttpResult>> CallOffAsync(
        Guid id, string? lang, TrainingDbContext db, AgencyReader agencies, TenantScope scope, CancellationToken cancellationToken) =>
        ChangeAsync(
            id, lang, db, agencies, scope,
            (meeting, _) =>
            {
                var refusal = meeting.CallOff();
                if (refusal is null)
                {
                    db.Meetings.Remove(meeting);
                }

                return Task.FromResult(refusal);
            },
            cancellationToken);

    private static async Task<Results<Ok<OwnTeam>, ProblemHttpResult>> ChangeAsync(
        Guid id,
        string? lang,
        TrainingDbContext db,
        AgencyReader agencies,
        TenantScope scope,
        Func<Meeting, AgencyToday, Task<Refusal?>> change,
        CancellationToken cancellationToken)
    {
        await using var alone = await db.BeginAloneAsync(TrainingDbContext.Work, cancellationToken);
        if (await agencies.TodayAsync(cancellationToken) is not { } today)
        {
            return new AgencySilent().ToProblem();
        }

        if (await db.Meetings.SingleOrDefaultAsync(
            m => m.Id == id && m.LedBy == scope.MemberId && m.Form != MeetingForm.CoReflection, cancellationToken) is not { } meeting)
        {
            return new MeetingUnknown().ToProblem();
        }

        if (await change(meeting, today) is { } refusal)
        {
            return refusal.ToProblem();
        }

        await db.SaveChangesAsync(cancellationToken);
        await alone.CommitAsync(cancellationToken);
        return TypedResults.Ok(await db.TeamOfAsync(scope.MemberId, today, lang, cancellationToken));
    }
}
