using Microsoft.EntityFrameworkCore;
using PeerPlatform.Platform;
using PeerPlatform.Tenancy.Data;
using PeerPlatform.Tenancy.Networks;

namespace PeerPlatform.Tenancy.Subscriptions;

/// <summary>An agency that the caller's network may look into, with its tenant entered.</summary>
internal static class AgencyOfNetwork
{
    /// <summary>Null when there is none of that id in the caller's network.</summary>
    public static async Task<Agency?> EnterAsync(Guid id, TenancyDbContext db, TenantScope scope, CancellationToken cancellationToken)
    {
        var agency = await db.Agencies.SingleOrDefaultAsync(a => a.Id == id && a.NetworkId == scope.NetworkId, cancellationToken);
        if (agency is not null)
        {
            scope.Enter(agency.Id, agency.NetworkId, scope.Caller);
        }

        return agency;
    }
}
