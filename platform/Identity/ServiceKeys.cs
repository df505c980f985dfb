using System.Security.Cryptography;
using Microsoft.Extensions.Configuration;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace PeerPlatform.Platform.Identity;

/// <summary>
/// What services sign their calls with (decision 0006): the deployment's one shared key, <c>Identity:ServiceKey</c>, or each a
/// key of its own. Then <c>Identity:OwnKey</c> (PKCS#8, P-256) signs, and <c>Identity:ServiceKeys:{service}:0..n</c>
/// (SubjectPublicKeyInfo) are the public keys under which that service, and no other, may speak; two while one is replaced.
/// </summary>
internal sealed class ServiceKeys
{
    private readonly IConfiguration _configuration;
    private readonly Dictionary<string, List<SecurityKey>> _public;
    private readonly bool _hasOwnKey;

    public ServiceKeys(IConfiguration configuration)
    {
        _configuration = configuration;
        _public = configuration.GetSection("Identity:ServiceKeys").GetChildren().ToDictionary(
            service => service.Key,
            service => service.GetChildren().Select(k => k.Value).OfType<string>().Where(k => k.Length > 0).Select(PublicKey).ToList<SecurityKey>(),
            StringComparer.Ordinal);
        _hasOwnKey = configuration["Identity:OwnKey"] is { Length: > 0 };
        if (!_hasOwnKey)
        {
            Shared(configuration);
        }
    }

    /// <summary>True when calls may come that cost a public key's work to verify.</summary>
    public bool AreOfEachService => _public.Count > 0;

    public SigningCredentials Signing()
    {
        if (!_hasOwnKey)
        {
            return new SigningCredentials(Shared(_configuration), SecurityAlgorithms.HmacSha256);
        }

        var key = ECDsa.Create();
        key.ImportPkcs8PrivateKey(Convert.FromBase64String(_configuration["Identity:OwnKey"]!), out _);
        return new SigningCredentials(new ECDsaSecurityKey(key), SecurityAlgorithms.EcdsaSha256)
        {
            // The library's own cache is the process's and would go on with a key that another host has disposed of.
            CryptoProviderFactory = new CryptoProviderFactory { CacheSignatureProviders = false },
        };
    }

    /// <summary>A service with a key of its own takes the shared one no longer.</summary>
    public TokenValidationParameters Verification() => new()
    {
        ValidIssuer = ServiceTokens.Issuer,
        ValidAudience = ServiceTokens.Issuer,
        ValidAlgorithms = _hasOwnKey ? [SecurityAlgorithms.EcdsaSha256] : [SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.HmacSha256],
        IssuerSigningKeyResolver = (_, token, _, _) => KeysOf(token as JsonWebToken),
        ClockSkew = TimeSpan.FromSeconds(30),
        RoleClaimType = PlatformClaims.Roles,
    };

    private List<SecurityKey> KeysOf(JsonWebToken? token)
    {
        if (token?.Alg == SecurityAlgorithms.EcdsaSha256)
        {
            return token.TryGetPayloadValue<string>(ServiceTokens.Service, out var service) ? _public.GetValueOrDefault(service) ?? [] : [];
        }

        return _hasOwnKey ? [] : [Shared(_configuration)];
    }

    private static ECDsaSecurityKey PublicKey(string text)
    {
        var key = ECDsa.Create();
        key.ImportSubjectPublicKeyInfo(Convert.FromBase64String(text), out _);
        return new ECDsaSecurityKey(key);
    }

    private static SymmetricSecurityKey Shared(IConfiguration configuration)
    {
        var text = configuration["Identity:ServiceKey"]
            ?? throw new InvalidOperationException("Identity:ServiceKey, 32 random bytes in Base64 shared by the deployment's services, is not set.");
        var key = Convert.FromBase64String(text);
        return key.Length >= 32
            ? new SymmetricSecurityKey(key)
            : throw new InvalidOperationException("Identity:ServiceKey is shorter than 32 bytes.");
    }
}
