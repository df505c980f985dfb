using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PeerPlatform.Platform;
using PeerPlatform.Platform.Refusals;
using PeerPlatform.Training.Agencies;
using PeerPlatform.Training.Data;
using PeerPlatform.Training.Qualification;
using PeerPlatform.Training.Supporters;

namespace PeerPlatform.Training.Supervision;

/// <summary>A co-reflection that took place among supporters.</summary>
/// <param name="Day">Today, or up to 14 days ago, in the agency's time zone.</param>
/// <param name="Minutes">5 to 480.</param>
public sealed record BeginReflectionRequest(DateOnly? Day, int? Minutes);

/// <summary>The code of a co-reflection that one was at.</summary>
/// <param name="Code">Eight letters and digits; blanks, hyphens and small letters do not matter.</param>
public sealed record JoinReflectionRequest(string? Code);

/// <summary>
/// Supporters put down that they reflected together. Each says so for themselves, by a code that the first one gives on: nobody is put on a list
/// by somebody else, and nobody needs a list of names.
/// </summary>
internal static class ReflectTogether
{
    public static Task<Results<Ok<OwnMeetings>, ProblemHttpResult>> BeginAsync(
        BeginReflectionRequest request, TrainingDbContext db, AgencyReader agencies, TenantScope scope, CancellationToken cancellationToken) =>
        ChangeAsync(
            db, agencies, scope,
            async (me, today) =>
            {
                if (request.Day is not { } day || day > today.Today || day < today.Today.AddDays(-Meeting.CodeDays))
                {
                    return new FieldRefused("day", "A co-reflection is noted on its day or up to 14 days later.", "Choose its day.");
                }

                if (request.Minutes is not ({ } minutes and >= Meeting.ShortestMinutes and <= Meeting.LongestMinutes))
                {
                    return new FieldRefused("minutes", "A meeting has 5 to 480 minutes.", "Say how long it is.");
                }

                if (await db.Meetings.AnyAsync(m => m.Form == MeetingForm.CoReflection && m.LedBy == me && m.Day == day, cancellationToken))
                {
                    return new ReflectionOfThatDay();
                }

                db.Meetings.Add(Meeting.Reflect(me, day, minutes));
                return null;
            },
            cancellationToken);

    public static Task<Results<Ok<OwnMeetings>, ProblemHttpResult>> JoinAsync(
        JoinReflectionRequest request, TrainingDbContext db, AgencyReader agencies, TenantScope scope, CancellationToken cancellationToken) =>
        ChangeAsync(
            db, agencies, scope,
            async (me, today) =>
            {
                var code = new string([.. (request.Code ?? "").Where(char.IsAsciiLetterOrDigit).Select(char.ToUpperInvariant)]);
                if (code.Length != Meeting.CodeLength || await db.Meetings.SingleOrDefaultAsync(m => m.Code == code, cancellationToken) is not { } meeting)
                {
                    return new CodeUnknown();
                }

                if (meeting.Join(me, today.Today, out var counts) is { } refusal)
                {
                    return refusal;
                }

                await db.PutOnRecordAsync(counts, new AttendedMeeting(meeting.Day, MeetingKind.CoReflection), today, cancellationToken);
                return null;
            },
            cancellationToken);

    private static async Task<Results<Ok<OwnMeetings>, ProblemHttpResult>> ChangeAsync(
        TrainingDbContext db,
        AgencyReader agencies,
        TenantScope scope,
        Func<Guid, AgencyToday, Task<Refusal?>> change,
        CancellationToken cancellationToken)
    {
        await using var alone = await db.BeginAloneAsync(TrainingDbContext.Work, cancellationToken);
        if (await agencies.TodayAsync(cancellationToken) is not { } today)
        {
            return new AgencySilent().ToProblem();
        }

        if (await db.Serving.SingleOrDefaultAsync(s => s.Id == scope.MemberId, cancellationToken) is not { } me)
        {
            return new NotASupporter().ToProblem();
        }

        if (await change(me.Id, today) is { } refusal)
        {
            return refusal.ToProblem();
        }

        await db.SaveChangesAsync(cancellationToken);
        await alone.CommitAsync(cancellationToken);
        return TypedResults.Ok(await db.MeetingsOfAsync(me, today.Today, cancellationToken));
    }
}
