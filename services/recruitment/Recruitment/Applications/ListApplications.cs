using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PeerPlatform.Platform;
using PeerPlatform.Platform.Refusals;
using PeerPlatform.Recruitment.Campaigns;
using PeerPlatform.Recruitment.Data;

namespace PeerPlatform.Recruitment.Applications;

/// <summary>The applications of a campaign that were sent, by name. Drafts are nobody's business, and one's own is not one's own to decide.</summary>
internal static class ListApplications
{
    public static async Task<Results<Ok<ListedApplication[]>, ProblemHttpResult>> HandleAsync(
        Guid id, RecruitmentDbContext db, TenantScope scope, CancellationToken cancellationToken)
    {
        if (await db.Campaigns.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, cancellationToken) is not { } campaign)
        {
            return new CampaignUnknown().ToProblem();
        }

        var sent = await db.Applications.AsNoTracking()
            .Where(a => a.CampaignId == id && a.State != ApplicationState.Draft && a.MemberId != scope.MemberId)
            .OrderBy(a => a.Name).ThenBy(a => a.Id).ToListAsync(cancellationToken);
        return TypedResults.Ok(sent.Select(a => ListedApplication.Of(a, campaign)).ToArray());
    }
}

/// <param name="Scored">How many of the panel have scored.</param>
/// <param name="Expected">How many of the panel are to score: those who did not step aside.</param>
/// <param name="ScoresOpen">True once all are in.</param>
internal sealed record ListedApplication(Guid Id, string Name, ApplicationState State, DateOnly? SubmittedOn, int Scored, int Expected, bool ScoresOpen)
{
    public static ListedApplication Of(Application application, Campaign campaign) => new(
        application.Id,
        application.Name,
        application.State,
        application.SubmittedOn,
        application.Scoring.Cards.Count(c => !c.Recused),
        campaign.Panel.People.Length - application.Scoring.Cards.Count(c => c.Recused),
        application.Scoring.IsOpen(campaign));
}
