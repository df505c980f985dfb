using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PeerPlatform.Contracts.Access;
using PeerPlatform.Platform;
using PeerPlatform.Platform.Refusals;
using PeerPlatform.Tenancy.Data;
using PeerPlatform.Tenancy.Networks;

namespace PeerPlatform.Tenancy.Subscriptions;

/// <param name="Since">The first day of the period that goes on; null when the service is not used now.</param>
/// <param name="History">All periods, the newest first.</param>
internal sealed record ListedSubscription(string Service, bool Subscribed, DateOnly? Since, IReadOnlyList<SubscribedPeriod> History);

/// <param name="EndedOn">Null while it goes on.</param>
internal sealed record SubscribedPeriod(DateOnly Since, DateOnly? EndedOn);

/// <param name="Services">Every service that can be subscribed to.</param>
internal sealed record AgencySubscriptions(Guid AgencyId, string Code, string Name, IReadOnlyList<ListedSubscription> Services);

/// <summary>Every service with whether the agency uses it, and since when.</summary>
internal static class ListSubscriptions
{
    /// <summary>For the network's coordinator.</summary>
    public static async Task<Results<Ok<AgencySubscriptions>, ProblemHttpResult>> OfAgencyAsync(
        Guid id, TenancyDbContext db, TenantScope scope, CancellationToken cancellationToken)
    {
        if (await AgencyOfNetwork.EnterAsync(id, db, scope, cancellationToken) is not { } agency)
        {
            return new AgencyUnknown().ToProblem();
        }

        return TypedResults.Ok(new AgencySubscriptions(agency.Id, agency.Code, agency.Name, await OfTenantAsync(db, cancellationToken)));
    }

    /// <summary>The agency's own view.</summary>
    public static async Task<Ok<IReadOnlyList<ListedSubscription>>> OfOwnAsync(TenancyDbContext db, CancellationToken cancellationToken) =>
        TypedResults.Ok(await OfTenantAsync(db, cancellationToken));

    internal static async Task<IReadOnlyList<ListedSubscription>> OfTenantAsync(TenancyDbContext db, CancellationToken cancellationToken)
    {
        var periods = await db.Subscriptions.AsNoTracking().OrderByDescending(s => s.Period).ToListAsync(cancellationToken);
        return [.. ServiceName.BySubscription.Select(service => Describe(service, [.. periods.Where(p => p.Service == service)]))];
    }

    private static ListedSubscription Describe(string service, List<Subscription> periods)
    {
        var current = periods.Find(p => p.EndedOn is null);
        return new ListedSubscription(
            service, current is not null, current?.Since, [.. periods.Select(p => new SubscribedPeriod(p.Since, p.EndedOn))]);
    }
}
