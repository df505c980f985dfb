using PeerPlatform.Platform.Texts;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PeerPlatform.Platform.Refusals;
using PeerPlatform.Training.Agencies;
using PeerPlatform.Training.Data;
using PeerPlatform.Training.Qualification;

namespace PeerPlatform.Training.Sessions;

/// <summary>How many can come.</summary>
/// <param name="Seats">1 to 500, and no fewer than are taken.</param>
public sealed record ChangeSeatsRequest(int? Seats);

/// <summary>The attendance list.</summary>
/// <param name="Present">The members who were there; everybody else of the list was not.</param>
public sealed record MarkAttendanceRequest(IReadOnlyList<Guid>? Present);

/// <summary>What whoever leads or runs a session does with it.</summary>
internal static class ChangeSession
{
    public static Task<Results<Ok<SessionForTrainer>, ProblemHttpResult>> SeatsAsync(
        Guid id, ChangeSeatsRequest request, string? lang, TrainingDbContext db, AgencyReader agencies, CancellationToken cancellationToken) =>
        ChangeAsync(
            id, lang, db, agencies,
            (session, _) => Task.FromResult(request.Seats is { } seats and >= 1 and <= Session.MostSeats
                ? session.ChangeSeats(seats)
                : new FieldRefused("seats", $"A session has 1 to {Session.MostSeats} seats.", "Say how many can come.")),
            cancellationToken);

    public static Task<Results<Ok<SessionForTrainer>, ProblemHttpResult>> AttendanceAsync(
        Guid id, MarkAttendanceRequest request, string? lang, TrainingDbContext db, AgencyReader agencies, CancellationToken cancellationToken) =>
        ChangeAsync(
            id, lang, db, agencies, (session, _) => Task.FromResult(session.MarkAttendance((request.Present ?? []).ToHashSet())), cancellationToken);

    public static Task<Results<Ok<SessionForTrainer>, ProblemHttpResult>> CallOffAsync(
        Guid id, string? lang, TrainingDbContext db, AgencyReader agencies, CancellationToken cancellationToken) =>
        ChangeAsync(id, lang, db, agencies, (session, _) => Task.FromResult(session.CallOff()), cancellationToken);

    /// <summary>Closes the session; whoever attended has hours and topics on record from this moment, of the day on which it ended.</summary>
    public static Task<Results<Ok<SessionForTrainer>, ProblemHttpResult>> HoldAsync(
        Guid id, string? lang, TrainingDbContext db, AgencyReader agencies, CancellationToken cancellationToken) =>
        ChangeAsync(
            id, lang, db, agencies,
            async (session, today) =>
            {
                // Closed before its end, it ended today.
                var ended = today.Days.DayAt(session.EndsAt < today.Now ? session.EndsAt : today.Now);
                if (session.Hold(today.Now, ended) is { } refusal)
                {
                    return refusal;
                }

                var attended = session.Enrolments.Where(e => e.Attended).Select(e => e.MemberId).ToList();
                foreach (var supporter in await db.Supporters.Where(s => attended.Contains(s.Id)).ToListAsync(cancellationToken))
                {
                    var training = new CompletedTraining(ended, session.Minutes, session.Live, [.. session.Topics], session.Id);
                    supporter.Change(supporter.Record with { Trainings = supporter.Record.Trainings.Add(training) }, today);
                }

                return null;
            },
            cancellationToken);

    private static async Task<Results<Ok<SessionForTrainer>, ProblemHttpResult>> ChangeAsync(
        Guid id,
        string? lang,
        TrainingDbContext db,
        AgencyReader agencies,
        Func<Session, AgencyToday, Task<Refusal?>> change,
        CancellationToken cancellationToken)
    {
        await using var alone = await db.BeginAloneAsync(TrainingDbContext.Work, cancellationToken);
        if (await agencies.TodayAsync(cancellationToken) is not { } today)
        {
            return new AgencySilent().ToProblem();
        }

        if (await db.Sessions.SingleOrDefaultAsync(s => s.Id == id, cancellationToken) is not { } session)
        {
            return new SessionUnknown().ToProblem();
        }

        if (await change(session, today) is { } refusal)
        {
            return refusal.ToProblem();
        }

        await db.SaveChangesAsync(cancellationToken);
        await alone.CommitAsync(cancellationToken);
        return TypedResults.Ok(SessionForTrainer.Of(session, today, Languages.Named(lang)));
    }
}
