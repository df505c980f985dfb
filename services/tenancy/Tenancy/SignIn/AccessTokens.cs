using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using PeerPlatform.Platform.Identity;
using PeerPlatform.Tenancy.Members;

namespace PeerPlatform.Tenancy.SignIn;

/// <summary>Members' access tokens: who, in which tenant, with which roles; valid for ten minutes and not revocable within them.</summary>
internal sealed class AccessTokens(SigningKeys keys)
{
    /// <summary>The claim that names the sign-in, a <see cref="RefreshFamily"/>.</summary>
    public const string Session = "sid";

    public static readonly TimeSpan Valid = TimeSpan.FromMinutes(10);

    private readonly JsonWebTokenHandler _handler = new() { SetDefaultTimesOnTokenCreation = false };

    public string Issue(Member member, Account account, RefreshFamily family, DateTimeOffset now) =>
        _handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = PlatformClaims.Issuer,
            Audience = PlatformClaims.Issuer,
            IssuedAt = now.UtcDateTime,
            NotBefore = now.UtcDateTime,
            Expires = (now + Valid).UtcDateTime,
            SigningCredentials = keys.Current,
            Claims = new Dictionary<string, object>
            {
                [PlatformClaims.Subject] = member.Id.ToString(),
                [PlatformClaims.Tenant] = account.Tenant.ToString(),
                [PlatformClaims.Network] = account.Network.ToString(),
                [PlatformClaims.Roles] = member.Roles.ToList().Select(r => r.ToString()).ToArray(),
                [PlatformClaims.Name] = member.Name,
                [Session] = family.Id.ToString(),
            },
        });
}
