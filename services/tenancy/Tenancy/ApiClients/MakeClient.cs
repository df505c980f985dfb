using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PeerPlatform.Contracts.Access;
using PeerPlatform.Platform;
using PeerPlatform.Platform.Refusals;
using PeerPlatform.Tenancy.Data;
using PeerPlatform.Tenancy.Subscriptions;

namespace PeerPlatform.Tenancy.ApiClients;

/// <param name="Name">1 to 100 characters, for people: which system it is.</param>
/// <param name="Scopes">At least one, of services that the tenant subscribes to.</param>
public sealed record MakeClientRequest(string? Name, IReadOnlyList<string>? Scopes);

/// <param name="ClientSecret">256 random bits in base64url; shown this once.</param>
internal sealed record MadeClient(Guid ClientId, string ClientSecret, string Name, IReadOnlyList<string> Scopes);

/// <summary>Makes a client of the caller's own agency, or of the network, and shows its secret once.</summary>
internal static class MakeClient
{
    private const int LongestName = 100;
    private const int Most = 50;

    public static async Task<Results<Created<MadeClient>, ProblemHttpResult>> HandleAsync(
        MakeClientRequest request, HttpContext http, TenancyDbContext db, TenantScope scope, TimeProvider clock, CancellationToken cancellationToken)
    {
        var name = request.Name?.Trim() ?? "";
        if (name.Length is 0 or > LongestName || name.Any(char.IsControl))
        {
            return new FieldRefused("name", $"A name has 1 to {LongestName} characters on one line.", "Write which system it is for.").ToProblem();
        }

        var scopes = (request.Scopes ?? []).Distinct(StringComparer.Ordinal).ToList();
        if (await RefusedScopesAsync(scopes, db, scope, cancellationToken) is { } refused)
        {
            return refused.ToProblem();
        }

        if (await db.ApiClients.CountAsync(c => c.RevokedOn == null, cancellationToken) >= Most)
        {
            return new TooManyClients(Most).ToProblem();
        }

        http.Response.Headers.CacheControl = "no-store";
        var today = await TenantDay.OfAsync(db, scope.TenantId, clock.GetUtcNow(), cancellationToken);
        var client = ApiClient.Make(name, scopes, scope.MemberId, today, out var secret);
        db.ApiClients.Add(client);
        db.ClientTenants.Add(new ClientTenant(client.Id, scope.TenantId!.Value, scope.NetworkId!.Value));
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Created($"/api/tenancy/v1/api-clients/{client.Id}", new MadeClient(client.Id, secret, client.Name, client.Scopes));
    }

    private static async Task<Refusal?> RefusedScopesAsync(
        List<string> scopes, TenancyDbContext db, TenantScope scope, CancellationToken cancellationToken)
    {
        if (scopes.Count == 0)
        {
            return new FieldRefused("scopes", "Nothing is chosen that it may do.", "Choose at least one.");
        }

        var given = AccessTable.ClientScopes.Where(s => scope.Caller!.Roles.Contains(s.GivenBy)).ToList();
        if (scopes.Find(name => !given.Exists(s => s.Name == name)) is { } foreign)
        {
            return new FieldRefused(
                "scopes", $"'{foreign}' is not something you can allow.", $"Choose from {string.Join(", ", given.Select(s => s.Name))}.");
        }

        var subscribed = await SubscribedServices.OfAsync(db, scope.TenantId!.Value, scope.NetworkId!.Value, cancellationToken);
        var missing = given
            .Where(s => scopes.Contains(s.Name) && ServiceName.NeedsSubscription(s.Service) && !subscribed.Contains(s.Service))
            .Select(s => s.Service)
            .FirstOrDefault();
        return missing is null
            ? null
            : new FieldRefused(
                "scopes", $"Your agency does not use the service '{missing}'.", "Leave it out, or ask your network coordinator for the service first.");
    }
}
