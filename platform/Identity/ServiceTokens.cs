using System.Collections.Concurrent;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace PeerPlatform.Platform.Identity;

/// <summary>
/// The credential of a call between services: who calls, for which tenant and on whose behalf, signed with the
/// deployment's service key or the service's own, and valid for five minutes (decision 0006).
/// </summary>
internal sealed class ServiceTokens(ServiceKeys keys, TimeProvider clock)
{
    public const string Issuer = "peerplatform-services";

    /// <summary>The claim that names the calling service.</summary>
    public const string Service = "service";

    private const int KeptAtMost = 4096;
    private static readonly TimeSpan Valid = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan ReusedFor = TimeSpan.FromMinutes(4);

    private readonly JsonWebTokenHandler _handler = new() { SetDefaultTimesOnTokenCreation = false };
    private readonly SigningCredentials _credentials = keys.Signing();
    private readonly ConcurrentDictionary<(string, Guid?, Guid?, Guid?, string?), (string Token, DateTimeOffset Until)> _made = new();

    public string For(string service, TenantScope scope)
    {
        var now = clock.GetUtcNow();
        var who = (service, scope.TenantId, scope.Caller?.MemberId, scope.Caller?.ClientId, SubscribedIn(scope));
        if (_made.TryGetValue(who, out var made) && made.Until > now)
        {
            return made.Token;
        }

        if (_made.Count >= KeptAtMost)
        {
            _made.Clear();
        }

        var token = Make(service, scope, now);
        _made[who] = (token, now + ReusedFor);
        return token;
    }

    private string Make(string service, TenantScope scope, DateTimeOffset now)
    {
        var claims = new Dictionary<string, object> { [Service] = service };
        if (scope is { TenantId: { } tenant, NetworkId: { } network })
        {
            claims[PlatformClaims.Tenant] = tenant.ToString();
            claims[PlatformClaims.Network] = network.ToString();
        }

        if (scope.Caller is { MemberId: { } member } caller)
        {
            claims[PlatformClaims.Subject] = member.ToString();
            claims[PlatformClaims.Roles] = caller.Roles.Select(r => r.ToString()).ToArray();
        }

        if (scope.Caller is { ClientId: { } client })
        {
            claims[PlatformClaims.Client] = client.ToString();
        }

        if (scope.Caller?.Services is { } subscribed)
        {
            // Named even when there is none: without the claim the call would count as the service's own.
            claims[PlatformClaims.Services] = subscribed.Count == 0 ? [""] : subscribed.ToArray();
        }

        return _handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Issuer,
            Audience = Issuer,
            IssuedAt = now.UtcDateTime,
            NotBefore = now.UtcDateTime,
            Expires = (now + Valid).UtcDateTime,
            Claims = claims,
            SigningCredentials = _credentials,
        });
    }

    private static string? SubscribedIn(TenantScope scope) =>
        scope.Caller?.Services is { } services ? string.Join(' ', services.Order(StringComparer.Ordinal)) : null;
}
