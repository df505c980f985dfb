using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PeerPlatform.Platform;
using PeerPlatform.Platform.Refusals;
using PeerPlatform.Tenancy.Data;
using PeerPlatform.Tenancy.SignIn;

namespace PeerPlatform.Tenancy.SetupLinks;

/// <param name="Name">Whose link it is; null for the link that makes the network.</param>
internal sealed record SeenSetupLink(SetupKind Kind, string? Name, string? Email, string? AgencyName, DateOnly ExpiresOn);

/// <summary>Whom a link is for, so that its holder sees that it is theirs.</summary>
internal static class SeeSetupLink
{
    public static async Task<Results<Ok<SeenSetupLink>, ProblemHttpResult>> HandleAsync(
        string token, HttpContext http, TenancyDbContext db, TenantScope scope, TimeProvider clock, CancellationToken cancellationToken)
    {
        http.Response.Headers.CacheControl = "no-store";
        var hash = SecretToken.HashOf(token);
        var link = await db.SetupLinks.AsNoTracking().SingleOrDefaultAsync(l => l.Hash == hash, cancellationToken);
        if (link is null || !link.WorksAt(clock.GetUtcNow()))
        {
            return new SetupLinkOver().ToProblem();
        }

        if (link.Kind == SetupKind.Network)
        {
            return TypedResults.Ok(new SeenSetupLink(link.Kind, null, null, null, DateOnly.FromDateTime(link.ExpiresAt.UtcDateTime)));
        }

        var account = await db.Accounts.AsNoTracking().SingleAsync(a => a.MemberId == link.MemberId, cancellationToken);
        scope.Enter(account.Tenant, account.Network);
        var member = await db.Members.AsNoTracking().SingleAsync(m => m.Id == link.MemberId, cancellationToken);
        if (!member.Active)
        {
            return new SetupLinkOver().ToProblem();
        }

        var agency = await db.Agencies.AsNoTracking().SingleOrDefaultAsync(a => a.Id == account.Tenant, cancellationToken);
        return TypedResults.Ok(new SeenSetupLink(link.Kind, member.Name, member.Email, agency?.Name, LinkDay.Of(link, agency)));
    }
}
