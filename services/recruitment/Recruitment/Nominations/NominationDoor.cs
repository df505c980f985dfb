using Microsoft.EntityFrameworkCore;
using PeerPlatform.Platform;
using PeerPlatform.Platform.Refusals;
using PeerPlatform.Recruitment.Agencies;
using PeerPlatform.Recruitment.Campaigns;
using PeerPlatform.Recruitment.Data;

namespace PeerPlatform.Recruitment.Nominations;

/// <summary>Lets in whoever shows the day's pass of a campaign. Nobody is signed in here.</summary>
internal sealed class NominationDoor(RecruitmentDbContext db, AgencyReader agencies, TenantScope scope)
{
    /// <summary>The campaign of the pass, or why it is not opened.</summary>
    public async Task<(Campaign? Campaign, string AgencyName, Refusal? Refusal)> OpenAsync(Guid campaignId, string? pass, CancellationToken cancellationToken)
    {
        if (await db.RunningCampaigns.AsNoTracking().SingleOrDefaultAsync(r => r.CampaignId == campaignId, cancellationToken) is not { } running)
        {
            return (null, "", new PassUnknown());
        }

        // The pass is the only credential here; the campaign it is for is the one it may see, of whatever agency.
        scope.Enter(running.AgencyId, running.NetworkId);
        if (await agencies.TodayAsync(cancellationToken) is not { } today)
        {
            return (null, "", new AgencySilent());
        }

        if (await db.Campaigns.AsNoTracking().SingleOrDefaultAsync(c => c.Id == campaignId, cancellationToken) is not { } campaign
            || !NominationPass.IsGood(campaign, pass, today.Today))
        {
            return (null, "", new PassUnknown());
        }

        return campaign.TakesNominationsOn(today.Today) ? (campaign, today.Agency.Name, null) : (null, "", new NominationsOver());
    }
}
