using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PeerPlatform.Contracts.Access;
using PeerPlatform.Platform;
using PeerPlatform.Platform.Refusals;
using PeerPlatform.Tenancy.Data;
using PeerPlatform.Tenancy.Networks;

namespace PeerPlatform.Tenancy.Subscriptions;

/// <summary>The network's coordinator says that an agency uses a service, or no longer.</summary>
internal static class ChangeSubscription
{
    /// <summary>Saying so twice changes nothing.</summary>
    public static async Task<Results<NoContent, ProblemHttpResult>> SubscribeAsync(
        Guid id, string service, TenancyDbContext db, TenantScope scope, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (!ServiceName.NeedsSubscription(service))
        {
            return new ServiceUnknown().ToProblem();
        }

        if (await AgencyOfNetwork.EnterAsync(id, db, scope, cancellationToken) is not { } agency)
        {
            return new AgencyUnknown().ToProblem();
        }

        var periods = await db.Subscriptions.AsNoTracking().Where(s => s.Service == service).ToListAsync(cancellationToken);
        if (periods.Exists(s => s.EndedOn is null))
        {
            return TypedResults.NoContent();
        }

        db.Subscriptions.Add(Subscription.Begin(agency, service, periods.Count, scope.MemberId, clock.GetUtcNow()));
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException)
        {
            // Somebody else may have begun it in the same moment; anything else is thrown again.
            db.ChangeTracker.Clear();
            if (!await db.Subscriptions.AnyAsync(s => s.Service == service && s.EndedOn == null, cancellationToken))
            {
                throw;
            }
        }

        return TypedResults.NoContent();
    }

    public static async Task<Results<NoContent, ProblemHttpResult>> EndAsync(
        Guid id, string service, TenancyDbContext db, TenantScope scope, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (!ServiceName.NeedsSubscription(service))
        {
            return new ServiceUnknown().ToProblem();
        }

        if (await AgencyOfNetwork.EnterAsync(id, db, scope, cancellationToken) is not { } agency)
        {
            return new AgencyUnknown().ToProblem();
        }

        var current = await db.Subscriptions.SingleOrDefaultAsync(s => s.Service == service && s.EndedOn == null, cancellationToken);
        if (current is null)
        {
            return new NotSubscribed(service).ToProblem();
        }

        if (current.End(agency, scope.MemberId, clock.GetUtcNow()) is { } refusal)
        {
            return refusal.ToProblem();
        }

        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateConcurrencyException)
        {
            return new NotSubscribed(service).ToProblem();
        }

        return TypedResults.NoContent();
    }
}
