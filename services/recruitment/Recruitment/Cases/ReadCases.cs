using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PeerPlatform.Platform;
using PeerPlatform.Platform.Refusals;
using PeerPlatform.Recruitment.Agencies;
using PeerPlatform.Recruitment.Data;

namespace PeerPlatform.Recruitment.Cases;

/// <summary>Cases for whoever runs the programme, but not those about themselves; and one's own.</summary>
internal static class ReadCases
{
    public static async Task<Ok<ListedCase[]>> ListAsync(RecruitmentDbContext db, TenantScope scope, CancellationToken cancellationToken)
    {
        var known = await db.Cases.AsNoTracking().Where(c => c.SupporterId != scope.MemberId).OrderByDescending(c => c.Id).ToListAsync(cancellationToken);
        return TypedResults.Ok(known.Select(c => new ListedCase(c.Id, c.SupporterName, c.Ground, c.OpenedOn, c.Outcome, c.AwaitsAppealDecision)).ToArray());
    }

    public static async Task<Results<Ok<ShownCase>, ProblemHttpResult>> SeeAsync(
        Guid id, RecruitmentDbContext db, AgencyReader agencies, TenantScope scope, CancellationToken cancellationToken)
    {
        if (await agencies.TodayAsync(cancellationToken) is not { } today)
        {
            return new AgencySilent().ToProblem();
        }

        return await db.Cases.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id && c.SupporterId != scope.MemberId, cancellationToken) is { } about
            ? TypedResults.Ok(ShownCase.Of(about, today))
            : new CaseUnknown().ToProblem();
    }

    /// <summary>What is open about the signed-in person, or was decided and is not erased yet, the latest first.</summary>
    public static async Task<Results<Ok<ShownCase[]>, ProblemHttpResult>> MineAsync(
        RecruitmentDbContext db, AgencyReader agencies, TenantScope scope, CancellationToken cancellationToken)
    {
        if (await agencies.TodayAsync(cancellationToken) is not { } today)
        {
            return new AgencySilent().ToProblem();
        }

        var mine = await db.Cases.AsNoTracking().Where(c => c.SupporterId == scope.MemberId).OrderByDescending(c => c.Id).ToListAsync(cancellationToken);
        return TypedResults.Ok(mine.Select(c => ShownCase.Of(c, today)).ToArray());
    }
}
