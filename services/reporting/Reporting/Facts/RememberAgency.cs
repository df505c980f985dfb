using Microsoft.EntityFrameworkCore;
using PeerPlatform.Contracts.Events;
using PeerPlatform.Platform.Messaging;
using PeerPlatform.Reporting.Data;

namespace PeerPlatform.Reporting.Facts;

/// <summary>Keeps what agencies are called. An event that is older than what is known, or the same again, sets nothing.</summary>
internal sealed class RememberAgency(ReportingDbContext db) : IEventHandler<AgencyOnboarded>
{
    public async Task HandleAsync(AgencyOnboarded happened, CancellationToken cancellationToken)
    {
        if (await db.Agencies.SingleOrDefaultAsync(a => a.AgencyId == happened.AgencyId, cancellationToken) is { } known)
        {
            known.Hear(happened);
            return;
        }

        db.Agencies.Add(AgencyName.Of(happened));
    }
}
