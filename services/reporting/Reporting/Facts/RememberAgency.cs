using PeerPlatform.Contracts.Events;
using PeerPlatform.Platform.Messaging;
using PeerPlatform.Reporting.Data;

namespace PeerPlatform.Reporting.Facts;

/// <summary>Keeps what agencies are called. A second delivery is known by its inbox row and sets nothing again.</summary>
internal sealed class RememberAgency(ReportingDbContext db) : IEventHandler<AgencyOnboarded>
{
    public async Task HandleAsync(AgencyOnboarded happened, CancellationToken cancellationToken)
    {
        if (await db.Agencies.FindAsync([happened.AgencyId], cancellationToken) is { } known)
        {
            known.Name = happened.Name;
            return;
        }

        db.Agencies.Add(new AgencyName { AgencyId = happened.AgencyId, Name = happened.Name });
    }
}
