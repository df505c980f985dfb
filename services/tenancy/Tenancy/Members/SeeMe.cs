using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PeerPlatform.Contracts.Access;
using PeerPlatform.Platform;
using PeerPlatform.Platform.Refusals;
using PeerPlatform.Tenancy.Data;
using PeerPlatform.Tenancy.Subscriptions;

namespace PeerPlatform.Tenancy.Members;

/// <param name="Services">Those that the agency subscribes to; all of them for the network's coordinators.</param>
internal sealed record Me(
    Guid MemberId, string Name, string GivenName, string Email, string Language, IReadOnlyList<Role> Roles, MyNetwork Network, MyAgency? Agency,
    IReadOnlyList<string> Services);

internal sealed record MyNetwork(Guid Id, string Name);

internal sealed record MyAgency(
    Guid Id, string Code, string Name, string TimeZone, string? HelpContact, Guid? TeamId, string? TeamName);

/// <summary>Who is signed in, and where they work.</summary>
internal static class SeeMe
{
    public static async Task<Results<Ok<Me>, ProblemHttpResult>> HandleAsync(
        TenancyDbContext db, TenantScope scope, CancellationToken cancellationToken)
    {
        var member = await db.Members.AsNoTracking().SingleOrDefaultAsync(m => m.Id == scope.MemberId, cancellationToken);
        var network = await db.Networks.AsNoTracking().SingleOrDefaultAsync(n => n.Id == scope.NetworkId, cancellationToken);
        if (member is null || network is null)
        {
            return new MemberUnknown().ToProblem();
        }

        var agency = await db.Agencies.AsNoTracking()
            .Where(a => a.Id == scope.TenantId)
            .Select(a => new MyAgency(
                a.Id, a.Code, a.Name, a.TimeZone, a.HelpContact, member.TeamId,
                db.Teams.Where(t => t.Id == member.TeamId).Select(t => t.Name).FirstOrDefault()))
            .SingleOrDefaultAsync(cancellationToken);
        var services = await SubscribedServices.OfAsync(db, scope.TenantId!.Value, network.Id, cancellationToken);
        return TypedResults.Ok(new Me(
            member.Id, member.Name, member.GivenName, member.Email, member.Language, member.Roles.ToList(),
            new MyNetwork(network.Id, network.Name), agency, services));
    }
}

internal sealed record MemberUnknown() : Refusal(
    RefusalKind.NotFound, "There is no such person here.", Remedy: "Go back to the list of people.");
