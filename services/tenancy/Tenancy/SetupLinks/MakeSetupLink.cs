using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PeerPlatform.Contracts.Access;
using PeerPlatform.Platform;
using PeerPlatform.Platform.Refusals;
using PeerPlatform.Tenancy.Data;
using PeerPlatform.Tenancy.Members;
using PeerPlatform.Tenancy.Networks;

namespace PeerPlatform.Tenancy.SetupLinks;

/// <summary>A link with which a member chooses a password; the member's earlier unused link stops working.</summary>
internal static class MakeSetupLink
{
    /// <summary>Names the work of an agency that only one may do at a time.</summary>
    public const string Work = "make-setup-link";

    /// <summary>By the agency's coordinator, for anybody of the agency.</summary>
    public static async Task<Results<Ok<MadeSetupLink>, ProblemHttpResult>> ForMemberAsync(
        Guid id, HttpContext http, TenancyDbContext db, TenantScope scope, TimeProvider clock, CancellationToken cancellationToken)
    {
        var agency = await db.Agencies.AsNoTracking().SingleOrDefaultAsync(a => a.Id == scope.TenantId, cancellationToken);
        var member = await db.Members.AsNoTracking().SingleOrDefaultAsync(m => m.Id == id && m.Active, cancellationToken);
        return agency is null || member is null
            ? new MemberUnknown().ToProblem()
            : TypedResults.Ok(await MakeAsync(member, agency, http, db, clock, cancellationToken));
    }

    /// <summary>By the network's coordinator, for an agency's coordinators only: they hand over to the others.</summary>
    public static async Task<Results<Ok<MadeSetupLink>, ProblemHttpResult>> ForCoordinatorAsync(
        Guid id, Guid memberId, HttpContext http, TenancyDbContext db, TenantScope scope, TimeProvider clock, CancellationToken cancellationToken)
    {
        var agency = await db.Agencies.AsNoTracking()
            .SingleOrDefaultAsync(a => a.Id == id && a.NetworkId == scope.NetworkId, cancellationToken);
        if (agency is null)
        {
            return new AgencyUnknown().ToProblem();
        }

        scope.Enter(agency.Id, agency.NetworkId, scope.Caller);
        var member = await db.Members.AsNoTracking().SingleOrDefaultAsync(m => m.Id == memberId && m.Active, cancellationToken);
        return member is null || !member.Roles.Has(Role.Coordinator)
            ? new MemberUnknown().ToProblem()
            : TypedResults.Ok(await MakeAsync(member, agency, http, db, clock, cancellationToken));
    }

    private static async Task<MadeSetupLink> MakeAsync(
        Member member, Agency agency, HttpContext http, TenancyDbContext db, TimeProvider clock, CancellationToken cancellationToken)
    {
        http.Response.Headers.CacheControl = "no-store";
        // One at a time: of two requests for one member the second replaces the first one's link.
        await using var alone = await db.BeginAloneAsync(Work, cancellationToken);
        await db.SetupLinks.Where(l => l.MemberId == member.Id && !l.Used).ExecuteDeleteAsync(cancellationToken);
        var link = SetupLink.ForMember(member.Id, clock.GetUtcNow(), out var path);
        db.SetupLinks.Add(link);
        await db.SaveChangesAsync(cancellationToken);
        await alone.CommitAsync(cancellationToken);
        return new MadeSetupLink(path, LinkDay.Of(link, agency));
    }
}
