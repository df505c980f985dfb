using Microsoft.EntityFrameworkCore;
using PeerPlatform.Contracts.Access;
using PeerPlatform.Contracts.Events;
using PeerPlatform.Platform.Messaging;
using PeerPlatform.Recruitment.Agencies;
using PeerPlatform.Recruitment.Campaigns;
using PeerPlatform.Recruitment.Data;
using PeerPlatform.Recruitment.Supporters;

namespace PeerPlatform.Recruitment.Demonstration;

/// <summary>Codes of the agencies that get imagined searches, separated by commas; every other agency has real people.</summary>
internal sealed class DemonstrationAgencies(string codes)
{
    private readonly HashSet<string> _codes = [.. codes.Split(',')];

    public bool Contains(string code) => _codes.Contains(code);
}

/// <summary>
/// Only where a deployment names agencies of a demonstration: a search that is over, by which two of the supporters came, and one that is open, so that there
/// is something to read and to score. A second delivery finds its inbox row, a later change of the agency finds the searches.
/// </summary>
internal sealed class ImagineSearches(
    TakeInThoseWhoServe takeIn, RecruitmentDbContext db, AgencyDirectory directory, DemonstrationAgencies demonstration, TimeProvider clock)
    : IEventHandler<AgencyOnboarded>
{
    private static readonly Role[] BesideTheJob = [Role.Supporter, Role.Supervisor, Role.Coordinator, Role.Trainer, Role.Panel];

    public async Task HandleAsync(AgencyOnboarded happened, CancellationToken cancellationToken)
    {
        if (!demonstration.Contains(happened.Code) || await db.Campaigns.AnyAsync(cancellationToken))
        {
            await takeIn.HandleAsync(happened, cancellationToken);
            return;
        }

        var serving = await takeIn.TakeInAsync(happened, ImaginedSearches.DecidedAgo, cancellationToken);
        if (await InAsync([Role.Coordinator], cancellationToken) is not [var coordinator, ..])
        {
            return;
        }

        var busy = (await directory.MembersInAsync(BesideTheJob, cancellationToken)).Select(m => m.Id).ToHashSet();
        var others = (await directory.MembersAsync(team: null, cancellationToken)).Where(m => !busy.Contains(m.Id));
        var imagined = new ImaginedSearches(
            db.Agencies.Local.Single(), clock.GetUtcNow(), coordinator, await InAsync([Role.Panel], cancellationToken), ByName(serving), ByName(others));
        db.Campaigns.AddRange(imagined.Campaigns);
        db.Applications.AddRange(imagined.Applications);
        db.RunningCampaigns.AddRange(imagined.Campaigns.Where(c => c.State == CampaignState.Open)
            .Select(c => new RunningCampaign { CampaignId = c.Id, AgencyId = happened.AgencyId, NetworkId = happened.NetworkId }));
    }

    private async Task<List<KnownMember>> InAsync(Role[] roles, CancellationToken cancellationToken) =>
        ByName(await directory.MembersInAsync(roles, cancellationToken));

    /// <summary>Names that begin with a letter first: the others are in the file to try out what a name can do to a table.</summary>
    private static List<KnownMember> ByName(IEnumerable<KnownMember> people) =>
        [.. people.OrderByDescending(p => char.IsLetter(p.Name.FirstOrDefault())).ThenBy(p => p.Name, StringComparer.Ordinal).ThenBy(p => p.Id)];
}
