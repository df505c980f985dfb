using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PeerPlatform.Contracts.Access;
using PeerPlatform.Platform;
using PeerPlatform.Platform.Paging;
using PeerPlatform.Platform.Refusals;
using PeerPlatform.Tenancy.Data;
using PeerPlatform.Tenancy.Members;
using PeerPlatform.Tenancy.Subscriptions;

namespace PeerPlatform.Tenancy.Networks;

/// <param name="Teams">How many.</param>
/// <param name="Members">How many active ones.</param>
/// <param name="Services">Those that the agency subscribes to now.</param>
internal sealed record ListedAgency(
    Guid Id, string Code, string Name, string TimeZone, string? HelpContact, int Teams, int Members, IReadOnlyList<ListedCoordinator> Coordinators,
    IReadOnlyList<string> Services);

internal sealed record ListedCoordinator(Guid MemberId, string Name, bool CanSignIn);

/// <summary>
/// The agencies of one's own network by name. A network coordinator sees counts of people and, by name, only the
/// agencies' coordinators, to whom the set-up is handed over.
/// </summary>
internal static class ListAgencies
{
    public static async Task<Results<Ok<Listing<ListedAgency>>, ProblemHttpResult>> HandleAsync(
        string? search, [AsParameters] PageAsked asked, TenancyDbContext db, TenantScope scope, CancellationToken cancellationToken)
    {
        if (asked.Refused() is { } refusal)
        {
            return refusal.ToProblem();
        }

        var found = db.Agencies.AsNoTracking().Where(a => a.NetworkId == scope.NetworkId);
        foreach (var word in SearchText.WordsOf(search))
        {
            found = found.Where(a => a.SearchKey.Contains(word));
        }

        var total = await found.CountAsync(cancellationToken);
        var page = await found.OrderBy(a => a.SearchKey).Skip(asked.Before).Take(asked.Length).ToListAsync(cancellationToken);
        var listed = new List<ListedAgency>(page.Count);
        foreach (var agency in page)
        {
            scope.Enter(agency.Id, agency.NetworkId, scope.Caller);
            listed.Add(await DescribeAsync(agency, db, cancellationToken));
        }

        return TypedResults.Ok(asked.Of(listed, total));
    }

    private static async Task<ListedAgency> DescribeAsync(Agency agency, TenancyDbContext db, CancellationToken cancellationToken)
    {
        var coordinator = RoleSet.BitOf(Role.Coordinator);
        var coordinators = await db.Members
            .Where(m => m.Active && (m.RoleBits & coordinator) != 0)
            .OrderBy(m => m.SearchKey)
            .Select(m => new ListedCoordinator(
                m.Id, m.GivenName + " " + m.FamilyName, db.Accounts.Any(a => a.MemberId == m.Id && a.PasswordHash != null)))
            .ToListAsync(cancellationToken);
        return new ListedAgency(
            agency.Id, agency.Code, agency.Name, agency.TimeZone, agency.HelpContact,
            await db.Teams.CountAsync(cancellationToken), await db.Members.CountAsync(m => m.Active, cancellationToken), coordinators,
            await SubscribedServices.OfAsync(db, agency.Id, agency.NetworkId, cancellationToken));
    }
}
