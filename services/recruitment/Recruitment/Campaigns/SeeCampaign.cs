using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PeerPlatform.Platform.Refusals;
using PeerPlatform.Platform.Texts;
using PeerPlatform.Recruitment.Agencies;
using PeerPlatform.Recruitment.Applications;
using PeerPlatform.Recruitment.Data;

namespace PeerPlatform.Recruitment.Campaigns;

/// <summary>One campaign with its numbers and its announcement.</summary>
internal static class SeeCampaign
{
    public static async Task<Results<Ok<CampaignForCoordinator>, ProblemHttpResult>> HandleAsync(
        Guid id, string? lang, RecruitmentDbContext db, AgencyReader agencies, FairPay fair, CancellationToken cancellationToken)
    {
        if (await agencies.TodayAsync(cancellationToken) is not { } today)
        {
            return new AgencySilent().ToProblem();
        }

        return await db.Campaigns.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, cancellationToken) is { } campaign
            ? TypedResults.Ok(CampaignForCoordinator.Of(campaign, await db.NumbersAsync(id, cancellationToken), today, fair, Languages.Named(lang)))
            : new CampaignUnknown().ToProblem();
    }

    /// <summary>Counts of the applications of one campaign that were sent.</summary>
    public static async Task<CampaignNumbers> NumbersAsync(this RecruitmentDbContext db, Guid campaign, CancellationToken cancellationToken)
    {
        var counts = await db.Applications
            .Where(a => a.CampaignId == campaign && a.State != ApplicationState.Draft)
            .GroupBy(a => a.State).Select(g => new { g.Key, Count = g.Count() })
            .ToDictionaryAsync(g => g.Key, g => g.Count, cancellationToken);
        return new CampaignNumbers(
            counts.Values.Sum(),
            counts.GetValueOrDefault(ApplicationState.Submitted),
            counts.GetValueOrDefault(ApplicationState.Selected),
            counts.GetValueOrDefault(ApplicationState.Waiting),
            counts.GetValueOrDefault(ApplicationState.NotSelected));
    }
}
