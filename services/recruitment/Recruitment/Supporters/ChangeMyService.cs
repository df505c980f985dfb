using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PeerPlatform.Platform;
using PeerPlatform.Platform.Refusals;
using PeerPlatform.Platform.Texts;
using PeerPlatform.Recruitment.Agencies;
using PeerPlatform.Recruitment.Data;

namespace PeerPlatform.Recruitment.Supporters;

/// <summary>Notice of leaving. No reason is asked.</summary>
/// <param name="LastDay">Today, which takes effect at once, or a day within a year.</param>
public sealed record GiveNoticeRequest(DateOnly? LastDay);

/// <summary>A step of the welcome plan.</summary>
public sealed record MarkStepRequest(bool? Done);

/// <summary>What a supporter does with their own time in the role.</summary>
internal static class ChangeMyService
{
    public static async Task<Ok<MyService>> ReadAsync(string? lang, RecruitmentDbContext db, TenantScope scope, CancellationToken cancellationToken)
    {
        var me = scope.MemberId;
        if (await db.Supporters.AsNoTracking().SingleOrDefaultAsync(s => s.Id == me && s.State == ServingState.Serving, cancellationToken) is not { } mine)
        {
            return TypedResults.Ok(MyService.None);
        }

        var buddyOf = await db.Supporters.Where(s => s.BuddyId == me && s.State == ServingState.Serving).OrderBy(s => s.Name).Select(s => s.Name).ToArrayAsync(cancellationToken);
        return TypedResults.Ok(MyService.Of(mine, buddyOf, Languages.Named(lang)));
    }

    public static Task<Results<NoContent, ProblemHttpResult>> GiveNoticeAsync(
        GiveNoticeRequest request, RecruitmentDbContext db, AgencyReader agencies, TenantScope scope, CancellationToken cancellationToken) =>
        ChangeAsync(db, agencies, scope, (me, today) => me.GiveNotice(request.LastDay, today), cancellationToken);

    public static Task<Results<NoContent, ProblemHttpResult>> StayAsync(
        RecruitmentDbContext db, AgencyReader agencies, TenantScope scope, CancellationToken cancellationToken) =>
        ChangeAsync(db, agencies, scope, (me, _) => me.Stay(), cancellationToken);

    public static Task<Results<NoContent, ProblemHttpResult>> MarkStepAsync(
        string step, MarkStepRequest request, RecruitmentDbContext db, AgencyReader agencies, TenantScope scope, CancellationToken cancellationToken) =>
        ChangeAsync(db, agencies, scope, (me, today) => me.Mark(step, request.Done ?? true, today.Today), cancellationToken);

    private static async Task<Results<NoContent, ProblemHttpResult>> ChangeAsync(
        RecruitmentDbContext db, AgencyReader agencies, TenantScope scope, Func<ServingSupporter, AgencyToday, Refusal?> change, CancellationToken cancellationToken)
    {
        await using var alone = await db.BeginAloneAsync(RecruitmentDbContext.Work, cancellationToken);
        if (await agencies.TodayAsync(cancellationToken) is not { } today)
        {
            return new AgencySilent().ToProblem();
        }

        if (await db.Supporters.SingleOrDefaultAsync(s => s.Id == scope.MemberId, cancellationToken) is not { } me)
        {
            return new NotServing().ToProblem();
        }

        if (change(me, today) is { } refusal)
        {
            return refusal.ToProblem();
        }

        await db.SaveChangesAsync(cancellationToken);
        await alone.CommitAsync(cancellationToken);
        return TypedResults.NoContent();
    }
}
