using Microsoft.EntityFrameworkCore;
using PeerPlatform.Contracts.Access;
using PeerPlatform.Contracts.Events;
using PeerPlatform.Platform.Messaging;
using PeerPlatform.Reporting.Data;

namespace PeerPlatform.Reporting.Facts;

/// <summary>
/// Keeps which agencies subscribe to reporting. An event that is older than what is known, or the same again, sets nothing.
/// </summary>
internal sealed class RememberParticipation(ReportingDbContext db) : IEventHandler<SubscriptionChanged>
{
    public async Task HandleAsync(SubscriptionChanged happened, CancellationToken cancellationToken)
    {
        if (happened.Service != ServiceName.Reporting)
        {
            return;
        }

        if (await db.Participations.SingleOrDefaultAsync(p => p.AgencyId == happened.AgencyId, cancellationToken) is { } known)
        {
            known.Hear(happened);
            return;
        }

        db.Participations.Add(Participation.Of(happened));
    }
}
