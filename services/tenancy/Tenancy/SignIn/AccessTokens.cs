using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using PeerPlatform.Platform.Identity;
using PeerPlatform.Tenancy.ApiClients;
using PeerPlatform.Tenancy.Data;
using PeerPlatform.Tenancy.Members;

namespace PeerPlatform.Tenancy.SignIn;

/// <summary>Access tokens: who, in which tenant, with which roles or scopes and for which services; valid for ten minutes and not revocable within them.</summary>
internal sealed class AccessTokens(SigningKeys keys, TenancyDbContext db)
{
    /// <summary>The claim that names the sign-in, a <see cref="RefreshFamily"/>.</summary>
    public const string Session = "sid";

    public static readonly TimeSpan Valid = TimeSpan.FromMinutes(10);

    private static readonly JsonWebTokenHandler Handler = new() { SetDefaultTimesOnTokenCreation = false };

    public Task<string> IssueAsync(
        Member member, Account account, RefreshFamily family, string[] services, DateTimeOffset now, CancellationToken cancellationToken) =>
        IssueAsync(
            now,
            new Dictionary<string, object>
            {
                [PlatformClaims.Subject] = member.Id.ToString(),
                [PlatformClaims.Tenant] = account.Tenant.ToString(),
                [PlatformClaims.Network] = account.Network.ToString(),
                [PlatformClaims.Roles] = member.Roles.ToList().Select(r => r.ToString()).ToArray(),
                [PlatformClaims.Name] = member.Name,
                [PlatformClaims.Services] = services,
                [Session] = family.Id.ToString(),
            },
            cancellationToken);

    /// <summary>For an API client: no person, no role, and no refresh token beside it.</summary>
    public Task<string> IssueAsync(ClientTenant client, string scope, string[] services, DateTimeOffset now, CancellationToken cancellationToken) =>
        IssueAsync(
            now,
            new Dictionary<string, object>
            {
                [PlatformClaims.Client] = client.ClientId.ToString(),
                [PlatformClaims.Tenant] = client.Tenant.ToString(),
                [PlatformClaims.Network] = client.Network.ToString(),
                [PlatformClaims.Scope] = scope,
                [PlatformClaims.Services] = services,
            },
            cancellationToken);

    private async Task<string> IssueAsync(DateTimeOffset now, Dictionary<string, object> claims, CancellationToken cancellationToken) =>
        Handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = PlatformClaims.Issuer,
            Audience = PlatformClaims.Issuer,
            IssuedAt = now.UtcDateTime,
            NotBefore = now.UtcDateTime,
            Expires = (now + Valid).UtcDateTime,
            SigningCredentials = await keys.CurrentAsync(db, now, cancellationToken),
            Claims = claims,
        });
}
