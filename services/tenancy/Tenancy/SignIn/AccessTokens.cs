using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using PeerPlatform.Platform.Identity;
using PeerPlatform.Tenancy.ApiClients;
using PeerPlatform.Tenancy.Members;

namespace PeerPlatform.Tenancy.SignIn;

/// <summary>Access tokens: who, in which tenant, with which roles or scopes and for which services; valid for ten minutes and not revocable within them.</summary>
internal sealed class AccessTokens(SigningKeys keys)
{
    /// <summary>The claim that names the sign-in, a <see cref="RefreshFamily"/>.</summary>
    public const string Session = "sid";

    public static readonly TimeSpan Valid = TimeSpan.FromMinutes(10);

    private readonly JsonWebTokenHandler _handler = new() { SetDefaultTimesOnTokenCreation = false };

    public string Issue(Member member, Account account, RefreshFamily family, string[] services, DateTimeOffset now) =>
        Issue(now, new Dictionary<string, object>
        {
            [PlatformClaims.Subject] = member.Id.ToString(),
            [PlatformClaims.Tenant] = account.Tenant.ToString(),
            [PlatformClaims.Network] = account.Network.ToString(),
            [PlatformClaims.Roles] = member.Roles.ToList().Select(r => r.ToString()).ToArray(),
            [PlatformClaims.Name] = member.Name,
            [PlatformClaims.Services] = services,
            [Session] = family.Id.ToString(),
        });

    /// <summary>For an API client: no person, no role, and no refresh token beside it.</summary>
    public string Issue(ClientTenant client, string scope, string[] services, DateTimeOffset now) =>
        Issue(now, new Dictionary<string, object>
        {
            [PlatformClaims.Client] = client.ClientId.ToString(),
            [PlatformClaims.Tenant] = client.Tenant.ToString(),
            [PlatformClaims.Network] = client.Network.ToString(),
            [PlatformClaims.Scope] = scope,
            [PlatformClaims.Services] = services,
        });

    private string Issue(DateTimeOffset now, Dictionary<string, object> claims) =>
        _handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = PlatformClaims.Issuer,
            Audience = PlatformClaims.Issuer,
            IssuedAt = now.UtcDateTime,
            NotBefore = now.UtcDateTime,
            Expires = (now + Valid).UtcDateTime,
            SigningCredentials = keys.Current,
            Claims = claims,
        });
}
