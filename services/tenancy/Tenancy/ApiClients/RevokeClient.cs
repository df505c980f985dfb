using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PeerPlatform.Platform;
using PeerPlatform.Platform.Refusals;
using PeerPlatform.Tenancy.Data;

namespace PeerPlatform.Tenancy.ApiClients;

/// <summary>Ends a client for good. It stays on the list, so that one can see who ended it and when.</summary>
internal static class RevokeClient
{
    public static async Task<Results<NoContent, ProblemHttpResult>> HandleAsync(
        Guid id, TenancyDbContext db, TenantScope scope, TimeProvider clock, CancellationToken cancellationToken)
    {
        var today = await TenantDay.OfAsync(db, scope.TenantId, clock.GetUtcNow(), cancellationToken);
        while (true)
        {
            if (await db.ApiClients.SingleOrDefaultAsync(c => c.Id == id, cancellationToken) is not { } client)
            {
                return new ClientUnknown().ToProblem();
            }

            if (client.Revoke(scope.MemberId, today) is { } refusal)
            {
                return refusal.ToProblem();
            }

            try
            {
                await db.SaveChangesAsync(cancellationToken);
                return TypedResults.NoContent();
            }
            catch (DbUpdateConcurrencyException)
            {
                // Rotated in the same moment: ending it comes before that.
                db.ChangeTracker.Clear();
            }
        }
    }
}
