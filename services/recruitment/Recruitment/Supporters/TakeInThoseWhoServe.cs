using Microsoft.EntityFrameworkCore;
using PeerPlatform.Contracts.Access;
using PeerPlatform.Contracts.Events;
using PeerPlatform.Platform.Messaging;
using PeerPlatform.Recruitment.Agencies;
using PeerPlatform.Recruitment.Data;

namespace PeerPlatform.Recruitment.Supporters;

/// <summary>
/// Remembers the agency, and takes onto the team's list those who hold the role of supporter there and were never heard of here. Whoever stood down is known
/// here and stays away, whatever a list of members says later. While tenancy is silent the delivery fails and comes again.
/// </summary>
internal sealed class TakeInThoseWhoServe(RememberAgency remember, RecruitmentDbContext db, AgencyDirectory directory, TimeProvider clock)
    : IEventHandler<AgencyOnboarded>
{
    public Task HandleAsync(AgencyOnboarded happened, CancellationToken cancellationToken) => TakeInAsync(happened, TimeSpan.Zero, cancellationToken);

    /// <summary>Who serves there now, as tenancy says.</summary>
    /// <param name="ago">How long ago this is to have been.</param>
    public async Task<List<KnownMember>> TakeInAsync(AgencyOnboarded happened, TimeSpan ago, CancellationToken cancellationToken)
    {
        await remember.HandleAsync(happened, cancellationToken);
        var then = AgencyToday.Of(db.Agencies.Local.Single(), clock.GetUtcNow() - ago);
        var serving = await directory.MembersInAsync([Role.Supporter], cancellationToken);
        var known = (await db.Supporters.Select(s => s.Id).ToListAsync(cancellationToken)).ToHashSet();
        db.Supporters.AddRange(serving.Where(s => !known.Contains(s.Id)).Select(s => ServingSupporter.TakeIn(s.Id, s.Name, then)));
        return serving;
    }
}
