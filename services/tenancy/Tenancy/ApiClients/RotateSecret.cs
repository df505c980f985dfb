using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PeerPlatform.Platform;
using PeerPlatform.Platform.Refusals;
using PeerPlatform.Tenancy.Data;

namespace PeerPlatform.Tenancy.ApiClients;

/// <param name="OverlapDays">For how many days the present secret goes on beside the new one; 0 to 30, 7 unless said.</param>
public sealed record RotateSecretRequest(int? OverlapDays);

/// <param name="ClientSecret">The new secret; shown this once.</param>
/// <param name="EarlierSecretUntil">Null when the earlier secret stopped working at once.</param>
internal sealed record RotatedSecret(Guid ClientId, string ClientSecret, DateTimeOffset? EarlierSecretUntil);

/// <summary>Gives a client a new secret.</summary>
internal static class RotateSecret
{
    public static async Task<Results<Ok<RotatedSecret>, ProblemHttpResult>> HandleAsync(
        Guid id, RotateSecretRequest request, HttpContext http, TenancyDbContext db, TenantScope scope, TimeProvider clock,
        CancellationToken cancellationToken)
    {
        if (await db.ApiClients.SingleOrDefaultAsync(c => c.Id == id, cancellationToken) is not { } client)
        {
            return new ClientUnknown().ToProblem();
        }

        var now = clock.GetUtcNow();
        var today = await TenantDay.OfAsync(db, scope.TenantId, now, cancellationToken);
        if (client.Rotate(request.OverlapDays ?? ApiClient.UsualOverlapDays, scope.MemberId, today, now, out var secret) is { } refusal)
        {
            return refusal.ToProblem();
        }

        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateConcurrencyException)
        {
            return new ClientChanged().ToProblem();
        }

        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(new RotatedSecret(client.Id, secret, client.EarlierUntil));
    }
}

internal sealed record ClientChanged() : Refusal(
    RefusalKind.Conflict, "Somebody else changed this connection in the same moment. Nothing was changed by you.", Remedy: "Look at it again first.");
