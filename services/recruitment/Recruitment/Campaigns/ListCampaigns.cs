using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PeerPlatform.Platform.Paging;
using PeerPlatform.Platform.Refusals;
using PeerPlatform.Recruitment.Applications;
using PeerPlatform.Recruitment.Data;

namespace PeerPlatform.Recruitment.Campaigns;

/// <summary>The agency's campaigns, those that are open first, the latest first.</summary>
internal static class ListCampaigns
{
    public static async Task<Results<Ok<Listing<ListedCampaign>>, ProblemHttpResult>> HandleAsync(
        [AsParameters] PageAsked asked, RecruitmentDbContext db, CancellationToken cancellationToken)
    {
        if (asked.Refused() is { } refusal)
        {
            return refusal.ToProblem();
        }

        var total = await db.Campaigns.CountAsync(cancellationToken);
        var page = await db.Campaigns.AsNoTracking()
            .OrderBy(c => c.State == CampaignState.Closed).ThenByDescending(c => c.Id)
            .Skip(asked.Before).Take(asked.Length).ToListAsync(cancellationToken);
        var ids = page.Select(c => c.Id).ToList();
        var waiting = await db.Applications
            .Where(a => ids.Contains(a.CampaignId) && a.State == ApplicationState.Submitted)
            .GroupBy(a => a.CampaignId).Select(g => new { g.Key, Count = g.Count() })
            .ToDictionaryAsync(g => g.Key, g => g.Count, cancellationToken);
        return TypedResults.Ok(new Listing<ListedCampaign>(
            [
                .. page.Select(c => new ListedCampaign(
                    c.Id, c.Title, c.TeamId is null ? null : c.TeamName, c.State, c.Places, c.NominateUntil, c.ApplyUntil, waiting.GetValueOrDefault(c.Id))),
            ],
            total,
            asked.Number,
            asked.Length));
    }
}

/// <param name="Undecided">Applications that were sent and wait for a decision.</param>
internal sealed record ListedCampaign(
    Guid Id, string Title, string? TeamName, CampaignState State, int Places, DateOnly NominateUntil, DateOnly ApplyUntil, int Undecided);
