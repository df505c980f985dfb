using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using PeerPlatform.Contracts.Access;
using PeerPlatform.Platform.Identity;

namespace PeerPlatform.Testing;

/// <summary>Signs tokens as tenancy does and publishes the key over HTTP, for tests of the other services.</summary>
public sealed class TestIssuer : IAsyncDisposable
{
    private readonly ECDsaSecurityKey _key = new(ECDsa.Create(ECCurve.NamedCurves.nistP256)) { KeyId = Guid.NewGuid().ToString("N") };
    private readonly WebApplication _app;

    private TestIssuer(WebApplication app, string keys)
    {
        _app = app;
        Keys = keys;
    }

    /// <summary>Where the key is published.</summary>
    public string Keys { get; }

    /// <summary>What is published, as a JSON Web Key Set.</summary>
    public object KeySet => new { keys = new[] { PublicKey() } };

    /// <summary>Starts to publish on a free loopback port.</summary>
    public static async Task<TestIssuer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        var address = $"http://127.0.0.1:{FreePort.Next()}";
        builder.WebHost.UseUrls(address);
        var app = builder.Build();
        var issuer = new TestIssuer(app, $"{address}/.well-known/jwks.json");
        app.MapGet("/.well-known/jwks.json", () => issuer.KeySet);
        await app.StartAsync();
        return issuer;
    }

    /// <summary>
    /// A member's access token with the given roles, for a tenant that subscribes to everything; valid for ten minutes from <paramref name="now"/>.
    /// </summary>
    public string Token(Guid tenant, Guid network, Guid? member = null, DateTimeOffset? now = null, params Role[] roles) =>
        TokenFor(ServiceName.BySubscription, tenant, network, member, now, roles);

    /// <summary>A member's access token for a tenant that subscribes to the services named only.</summary>
    public string TokenFor(
        IReadOnlyList<string> services, Guid tenant, Guid network, Guid? member = null, DateTimeOffset? now = null, params Role[] roles) =>
        Sign(now ?? DateTimeOffset.UtcNow, new Dictionary<string, object>
        {
            [PlatformClaims.Subject] = (member ?? Guid.CreateVersion7()).ToString(),
            [PlatformClaims.Tenant] = tenant.ToString(),
            [PlatformClaims.Network] = network.ToString(),
            [PlatformClaims.Name] = "Test Person",
            [PlatformClaims.Roles] = roles.Select(r => r.ToString()).ToArray(),
            [PlatformClaims.Services] = services.ToArray(),
        });

    /// <summary>An API client's access token with the given scopes.</summary>
    public string ClientToken(Guid tenant, Guid network, IReadOnlyList<string> services, params string[] scopes) =>
        Sign(DateTimeOffset.UtcNow, new Dictionary<string, object>
        {
            [PlatformClaims.Client] = Guid.CreateVersion7().ToString(),
            [PlatformClaims.Tenant] = tenant.ToString(),
            [PlatformClaims.Network] = network.ToString(),
            [PlatformClaims.Scope] = string.Join(' ', scopes),
            [PlatformClaims.Services] = services.ToArray(),
        });

    private string Sign(DateTimeOffset issued, Dictionary<string, object> claims)
    {
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = PlatformClaims.Issuer,
            Audience = PlatformClaims.Issuer,
            IssuedAt = issued.UtcDateTime,
            NotBefore = issued.UtcDateTime,
            Expires = issued.AddMinutes(10).UtcDateTime,
            Claims = claims,
            SigningCredentials = new SigningCredentials(_key, SecurityAlgorithms.EcdsaSha256),
        });
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private object PublicKey()
    {
        var point = _key.ECDsa.ExportParameters(false).Q;
        return new
        {
            kty = "EC", crv = "P-256", alg = "ES256", use = "sig", kid = _key.KeyId,
            x = Base64UrlEncoder.Encode(point.X), y = Base64UrlEncoder.Encode(point.Y),
        };
    }
}
