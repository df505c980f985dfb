using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PeerPlatform.Platform;
using PeerPlatform.Platform.Data;
using PeerPlatform.Platform.Refusals;
using PeerPlatform.Recruitment.Agencies;
using PeerPlatform.Recruitment.Campaigns;
using PeerPlatform.Recruitment.Data;

namespace PeerPlatform.Recruitment.Nominations;

/// <summary>
/// A no to being asked, also before anybody has asked. It is final for this campaign and told to nobody: what leaders wrote is erased, and all that stays is that the
/// person is not asked again. Whoever changes their mind can still put themselves forward.
/// </summary>
internal static class SayNo
{
    public static async Task<Results<NoContent, ProblemHttpResult>> HandleAsync(
        Guid id,
        RecruitmentDbContext db,
        AgencyDirectory directory,
        TenantScope scope,
        CancellationToken cancellationToken)
    {
        if (await db.Campaigns.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id && c.State == CampaignState.Open, cancellationToken) is not { } campaign
            || !campaign.IsFor(await directory.TeamOfCallerAsync(scope.MemberId, cancellationToken)))
        {
            return new CampaignUnknown().ToProblem();
        }

        await using (var alone = await db.BeginAloneAsync(RecruitmentDbContext.Work, cancellationToken))
        {
            await db.AnswerAskAsync(campaign, scope.MemberId, cancellationToken);
            await alone.CommitAsync(cancellationToken);
        }

        await db.OverwriteErasedAsync(cancellationToken);
        return TypedResults.NoContent();
    }

    /// <summary>Marks that the person is not to be asked any more, and takes out what leaders wrote; what they wrote, for a yes.</summary>
    public static async Task<List<LeaderNomination>> AnswerAskAsync(this RecruitmentDbContext db, Campaign campaign, Guid member, CancellationToken cancellationToken)
    {
        var nominee = NomineeHash.Of(campaign, member);
        await db.InsertUnlessThereAsync(new Ask(campaign.Id, nominee), cancellationToken);
        await db.Asks.Where(a => a.CampaignId == campaign.Id && a.Nominee == nominee).ExecuteUpdateAsync(a => a.SetProperty(x => x.Answered, true), cancellationToken);
        var words = await db.LeaderNominations.AsNoTracking().Where(n => n.CampaignId == campaign.Id && n.Nominee == nominee).ToListAsync(cancellationToken);
        await db.LeaderNominations.Where(n => n.CampaignId == campaign.Id && n.Nominee == nominee).ExecuteDeleteAsync(cancellationToken);
        return words;
    }
}
