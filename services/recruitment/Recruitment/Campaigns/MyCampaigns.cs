using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PeerPlatform.Platform;
using PeerPlatform.Platform.Refusals;
using PeerPlatform.Platform.Texts;
using PeerPlatform.Recruitment.Agencies;
using PeerPlatform.Recruitment.Applications;
using PeerPlatform.Recruitment.Data;
using PeerPlatform.Recruitment.Nominations;

namespace PeerPlatform.Recruitment.Campaigns;

/// <summary>The campaigns that the signed-in person can take part in, or has an application in.</summary>
internal static class MyCampaigns
{
    public static async Task<Results<Ok<MyCampaign[]>, ProblemHttpResult>> HandleAsync(
        string? lang,
        RecruitmentDbContext db,
        AgencyReader agencies,
        AgencyDirectory directory,
        TenantScope scope,
        CancellationToken cancellationToken)
    {
        if (await agencies.TodayAsync(cancellationToken) is not { } today)
        {
            return new AgencySilent().ToProblem();
        }

        var member = scope.MemberId;
        var states = await db.Applications.AsNoTracking().Where(a => a.MemberId == member)
            .Select(a => new { a.CampaignId, a.State }).ToDictionaryAsync(a => a.CampaignId, a => a.State, cancellationToken);
        var ids = states.Keys.ToList();
        var campaigns = await db.Campaigns.AsNoTracking()
            .Where(c => c.State == CampaignState.Open || ids.Contains(c.Id)).OrderByDescending(c => c.Id).ToListAsync(cancellationToken);
        var mine = new List<MyCampaign>();
        foreach (var campaign in campaigns)
        {
            ApplicationState? state = states.TryGetValue(campaign.Id, out var known) ? known : null;
            if (state is not null || campaign.IsFor(await directory.TeamOfCallerAsync(member, cancellationToken)))
            {
                mine.Add(MyCampaign.Of(campaign, state, state is null && await IsAskedAsync(db, campaign, member, cancellationToken), today, Languages.Named(lang)));
            }
        }

        return TypedResults.Ok(mine.ToArray());
    }

    private static async Task<bool> IsAskedAsync(RecruitmentDbContext db, Campaign campaign, Guid member, CancellationToken cancellationToken)
    {
        var nominee = NomineeHash.Of(campaign, member);
        return await db.Asks.AnyAsync(a => a.CampaignId == campaign.Id && a.Nominee == nominee && !a.Answered, cancellationToken);
    }
}

/// <param name="Asked">True when somebody would like this person to do it, and they have not answered. By whom, and how many, is known to nobody.</param>
/// <param name="Application">Null when none was begun.</param>
internal sealed record MyCampaign(
    Guid Id,
    string Title,
    string? TeamName,
    ShownPosition Position,
    int Places,
    string Goal,
    DateOnly NominateUntil,
    DateOnly ApplyUntil,
    bool TakesNominations,
    bool TakesApplications,
    bool Asked,
    ApplicationState? Application)
{
    public static MyCampaign Of(Campaign campaign, ApplicationState? state, bool asked, AgencyToday today, Language language) => new(
        campaign.Id,
        campaign.Title,
        campaign.TeamId is null ? null : campaign.TeamName,
        ShownPosition.Of(campaign.Position, language),
        campaign.Places,
        campaign.Goal,
        campaign.NominateUntil,
        campaign.ApplyUntil,
        campaign.TakesNominationsOn(today.Today),
        campaign.TakesApplicationsOn(today.Today),
        asked && campaign.TakesApplicationsOn(today.Today),
        state);
}
