using Microsoft.EntityFrameworkCore;
using PeerPlatform.Tenancy.Data;

namespace PeerPlatform.Tenancy.ApiClients;

/// <summary>The day it is for whoever manages clients: at the agency, or in UTC for the network.</summary>
internal static class TenantDay
{
    public static async Task<DateOnly> OfAsync(TenancyDbContext db, Guid? tenant, DateTimeOffset time, CancellationToken cancellationToken)
    {
        var agency = await db.Agencies.AsNoTracking().SingleOrDefaultAsync(a => a.Id == tenant, cancellationToken);
        return agency?.DayOf(time) ?? DateOnly.FromDateTime(time.UtcDateTime);
    }
}
