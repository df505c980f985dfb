using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using PeerPlatform.Platform;
using PeerPlatform.Tenancy.ApiClients;
using PeerPlatform.Tenancy.Data;
using PeerPlatform.Tenancy.Subscriptions;

namespace PeerPlatform.Tenancy.SignIn;

/// <summary>Signs an API client in with its id and secret (RFC 6749, 4.4).</summary>
internal sealed class ClientGrant(TenancyDbContext db, TenantScope scope, AttemptLimit limit, AccessTokens tokens, TimeProvider clock)
{
    public async Task<TokenGranted> TryAsync(string? authorization, IFormCollection form, CancellationToken cancellationToken)
    {
        if (ClientCredentials.Read(authorization, form, out var credentials) is { } unreadable)
        {
            return unreadable;
        }

        var asked = form["scope"];
        if (asked.Count > 1)
        {
            return TokenRefused.Field("scope");
        }

        var now = clock.GetUtcNow();
        if (await FindAsync(credentials!, now, cancellationToken) is not ({ } tenant, { } client))
        {
            return TokenRefused.InvalidClient;
        }

        var wanted = asked.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal).ToList();
        if (wanted.Exists(name => !client.Scopes.Contains(name)))
        {
            return TokenRefused.InvalidScope(client.ScopeText);
        }

        await NoteUseAsync(client, now, cancellationToken);
        var granted = wanted.Count == 0 ? client.ScopeText : string.Join(' ', wanted);
        var services = await SubscribedServices.OfAsync(db, tenant.Tenant, tenant.Network, cancellationToken);
        return TokenAnswer.ForClient(await tokens.IssueAsync(tenant, granted, services, now, cancellationToken), granted);
    }

    /// <summary>
    /// Unlike a password, 256 random bits need no protection from guesses sent at once, so only failures are counted: a system whose
    /// machines all ask in the same moment must not lock itself out.
    /// </summary>
    private async Task<(ClientTenant? Tenant, ApiClient? Client)> FindAsync(
        ClientCredentials credentials, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var name = $"client:{credentials.Id}";
        var locked = await limit.IsLockedAsync(name, now, cancellationToken);
        ClientTenant? tenant = null;
        ApiClient? client = null;
        if (Guid.TryParse(credentials.Id, out var id)
            && (tenant = await db.ClientTenants.AsNoTracking().SingleOrDefaultAsync(c => c.ClientId == id, cancellationToken)) is not null)
        {
            scope.Enter(tenant.Tenant, tenant.Network);
            client = await db.ApiClients.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, cancellationToken);
        }

        if (client?.Knows(credentials.Secret, now) == true && !locked)
        {
            await limit.ForgetAsync(name, cancellationToken);
            return (tenant, client);
        }

        await limit.BeginAsync(name, now, cancellationToken);
        return (null, null);
    }

    /// <summary>Once a day at most, and the day only: how often a system asks tells nothing to anybody here.</summary>
    private async Task NoteUseAsync(ApiClient client, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var today = await TenantDay.OfAsync(db, scope.TenantId, now, cancellationToken);
        if (client.LastUsedOn != today)
        {
            await db.ApiClients.Where(c => c.Id == client.Id).ExecuteUpdateAsync(
                set => set.SetProperty(c => c.LastUsedOn, today), cancellationToken);
        }
    }
}
