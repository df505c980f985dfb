using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PeerPlatform.Platform;
using PeerPlatform.Tenancy.Data;

namespace PeerPlatform.Tenancy.SignIn;

/// <summary>Ends the sign-in that the token came from; its refresh tokens are worth nothing afterwards.</summary>
internal static class SignOut
{
    public static async Task<NoContent> HandleAsync(
        HttpContext http, TenancyDbContext db, TenantScope scope, CancellationToken cancellationToken)
    {
        if (Guid.TryParse(http.User.FindFirst(AccessTokens.Session)?.Value, out var session))
        {
            var family = await db.RefreshFamilies.SingleOrDefaultAsync(
                f => f.Id == session && f.MemberId == scope.MemberId, cancellationToken);
            family?.Revoke();
            await db.SaveChangesAsync(cancellationToken);
        }

        return TypedResults.NoContent();
    }
}
