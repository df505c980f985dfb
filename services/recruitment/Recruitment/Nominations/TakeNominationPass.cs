using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PeerPlatform.Platform;
using PeerPlatform.Platform.Refusals;
using PeerPlatform.Recruitment.Agencies;
using PeerPlatform.Recruitment.Campaigns;
using PeerPlatform.Recruitment.Data;

namespace PeerPlatform.Recruitment.Nominations;

/// <summary>Gives the day's pass to a member. It writes nothing, so nobody can find out afterwards who took it.</summary>
internal static class TakeNominationPass
{
    public static async Task<Results<Ok<TakenPass>, ProblemHttpResult>> HandleAsync(
        Guid id,
        RecruitmentDbContext db,
        AgencyReader agencies,
        AgencyDirectory directory,
        TenantScope scope,
        HttpResponse response,
        CancellationToken cancellationToken)
    {
        if (await agencies.TodayAsync(cancellationToken) is not { } today)
        {
            return new AgencySilent().ToProblem();
        }

        if (await db.Campaigns.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, cancellationToken) is not { } campaign
            || !campaign.IsFor(await directory.TeamOfCallerAsync(scope.MemberId, cancellationToken)))
        {
            return new CampaignUnknown().ToProblem();
        }

        if (!campaign.TakesNominationsOn(today.Today))
        {
            return new NominationsOver().ToProblem();
        }

        response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(new TakenPass(NominationPass.Of(campaign, today.Today)));
    }
}

/// <param name="Pass">The same for everybody today.</param>
internal sealed record TakenPass(string Pass);
