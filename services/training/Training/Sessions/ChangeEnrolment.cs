using PeerPlatform.Platform.Texts;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PeerPlatform.Platform;
using PeerPlatform.Platform.Refusals;
using PeerPlatform.Training.Agencies;
using PeerPlatform.Training.Data;
using PeerPlatform.Training.Supporters;

namespace PeerPlatform.Training.Sessions;

/// <summary>The code that the trainer shows.</summary>
/// <param name="Code">Six digits.</param>
public sealed record CheckInRequest(string? Code);

/// <summary>What the signed-in supporter does with a session: enrol, withdraw, check in at the door.</summary>
internal static class ChangeEnrolment
{
    public static Task<Results<Ok<OfferedSession>, ProblemHttpResult>> EnrolAsync(
        Guid id, string? lang, TrainingDbContext db, AgencyReader agencies, TenantScope scope, CancellationToken cancellationToken) =>
        ChangeAsync(id, lang, db, agencies, scope, (session, me, now) => session.Enrol(me.Id, me.Name, now), cancellationToken);

    public static Task<Results<Ok<OfferedSession>, ProblemHttpResult>> WithdrawAsync(
        Guid id, string? lang, TrainingDbContext db, AgencyReader agencies, TenantScope scope, CancellationToken cancellationToken) =>
        ChangeAsync(id, lang, db, agencies, scope, (session, me, now) => session.Withdraw(me.Id, now), cancellationToken);

    public static Task<Results<Ok<OfferedSession>, ProblemHttpResult>> CheckInAsync(
        Guid id, CheckInRequest request, string? lang, TrainingDbContext db, AgencyReader agencies, TenantScope scope, CancellationToken cancellationToken) =>
        ChangeAsync(id, lang, db, agencies, scope, (session, me, now) => session.CheckIn(me.Id, request.Code?.Trim() ?? "", now), cancellationToken);

    private static async Task<Results<Ok<OfferedSession>, ProblemHttpResult>> ChangeAsync(
        Guid id,
        string? lang,
        TrainingDbContext db,
        AgencyReader agencies,
        TenantScope scope,
        Func<Session, Supporter, DateTimeOffset, Refusal?> change,
        CancellationToken cancellationToken)
    {
        // One at a time: of two people the second sees that the last seat is taken.
        await using var alone = await db.BeginAloneAsync(TrainingDbContext.Work, cancellationToken);
        if (await agencies.TodayAsync(cancellationToken) is not { } today)
        {
            return new AgencySilent().ToProblem();
        }

        if (await db.Serving.AsNoTracking().SingleOrDefaultAsync(s => s.Id == scope.MemberId, cancellationToken) is not { } me)
        {
            return new NotASupporter().ToProblem();
        }

        if (await db.Sessions.SingleOrDefaultAsync(s => s.Id == id, cancellationToken) is not { } session)
        {
            return new SessionUnknown().ToProblem();
        }

        var refusal = change(session, me, today.Now);
        // A refusal is saved too: a wrong code counts.
        await db.SaveChangesAsync(cancellationToken);
        await alone.CommitAsync(cancellationToken);
        return refusal is not null ? refusal.ToProblem() : TypedResults.Ok(OfferedSession.Of(session, me.Id, today, Languages.Named(lang)));
    }
}
