using Microsoft.EntityFrameworkCore;
using PeerPlatform.Contracts.Access;
using PeerPlatform.Tenancy.Data;

namespace PeerPlatform.Tenancy.Subscriptions;

/// <summary>What a token names as the tenant's services.</summary>
internal static class SubscribedServices
{
    /// <summary>Read from the database each time a token is made. The network itself, which runs the platform, has all of them.</summary>
    public static async Task<string[]> OfAsync(TenancyDbContext db, Guid tenant, Guid network, CancellationToken cancellationToken) =>
        tenant == network
            ? [.. ServiceName.BySubscription]
            : await db.Subscriptions
                .Where(s => s.EndedOn == null)
                .OrderBy(s => s.Service)
                .Select(s => s.Service)
                .ToArrayAsync(cancellationToken);
}
