using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PeerPlatform.Platform.Refusals;
using PeerPlatform.Recruitment.Applications;
using PeerPlatform.Recruitment.Data;

namespace PeerPlatform.Recruitment.Campaigns;

/// <summary>Closes a campaign and erases in the same commit who was asked, who said no, and what was begun and never sent.</summary>
internal static class CloseCampaign
{
    public static async Task<Results<NoContent, ProblemHttpResult>> HandleAsync(Guid id, RecruitmentDbContext db, CancellationToken cancellationToken)
    {
        await using (var alone = await db.BeginAloneAsync(RecruitmentDbContext.Work, cancellationToken))
        {
            if (await db.Campaigns.SingleOrDefaultAsync(c => c.Id == id, cancellationToken) is not { } campaign)
            {
                return new CampaignUnknown().ToProblem();
            }

            var numbers = await db.NumbersAsync(id, cancellationToken);
            if (campaign.Close(numbers.Undecided, new Tally(numbers.Applied, numbers.Selected, numbers.Waiting, numbers.NotSelected)) is { } refusal)
            {
                return refusal.ToProblem();
            }

            await db.SaveChangesAsync(cancellationToken);
            await db.RunningCampaigns.Where(r => r.CampaignId == id).ExecuteDeleteAsync(cancellationToken);
            await db.Asks.Where(a => a.CampaignId == id).ExecuteDeleteAsync(cancellationToken);
            await db.LeaderNominations.Where(n => n.CampaignId == id).ExecuteDeleteAsync(cancellationToken);
            await db.Applications.Where(a => a.CampaignId == id && a.State == ApplicationState.Draft).ExecuteDeleteAsync(cancellationToken);
            await alone.CommitAsync(cancellationToken);
        }

        await db.OverwriteErasedAsync(cancellationToken);
        return TypedResults.NoContent();
    }
}
