using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using PeerPlatform.Platform.Identity;

namespace PeerPlatform.Gateway.Limits;

/// <summary>Whose a verified token is.</summary>
internal sealed record TokenOwner(string Id, bool IsClient);

/// <summary>
/// Finds out whose a request is by its access token, verified with tenancy's published keys, and remembers a verified token by
/// its hash for as long as it is valid. Without one a request is nobody's, whatever else it says; the services verify again.
/// </summary>
internal sealed class TokenOwners(MemberKeys keys, TimeProvider clock)
{
    private const string Bearer = "Bearer ";
    private const int LongestToken = 8192;
    private const int KeptAtMost = 50_000;
    private static readonly JsonWebTokenHandler Handler = new() { MapInboundClaims = false };
    private readonly ConcurrentDictionary<UInt128, (TokenOwner Owner, DateTimeOffset Until)> _known = new();

    public ValueTask<TokenOwner?> FindAsync(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        if (header.Length > LongestToken || !header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
        {
            return ValueTask.FromResult<TokenOwner?>(null);
        }

        var hash = BinaryPrimitives.ReadUInt128BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(header)));
        return _known.TryGetValue(hash, out var known) && known.Until > clock.GetUtcNow()
            ? ValueTask.FromResult<TokenOwner?>(known.Owner)
            : VerifyAsync(hash, header[Bearer.Length..].Trim());
    }

    private async ValueTask<TokenOwner?> VerifyAsync(UInt128 hash, string token)
    {
        if (!Handler.CanReadToken(token) || Handler.ReadJsonWebToken(token).Kid is not { Length: > 0 } id || await keys.FindAsync(id) is not { } key)
        {
            return null;
        }

        var verified = await Handler.ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidIssuer = PlatformClaims.Issuer,
            ValidAudience = PlatformClaims.Issuer,
            ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256],
            ClockSkew = TimeSpan.FromSeconds(30),
            IssuerSigningKey = key,
        });
        if (!verified.IsValid || verified.SecurityToken is not JsonWebToken read || OwnerOf(read) is not { } owner)
        {
            return null;
        }

        if (_known.Count >= KeptAtMost)
        {
            _known.Clear();
        }

        _known[hash] = (owner, read.ValidTo);
        return owner;
    }

    private static TokenOwner? OwnerOf(JsonWebToken token) =>
        token.TryGetPayloadValue<string>(PlatformClaims.Client, out var client) ? new TokenOwner(client, true)
        : token.Subject is { Length: > 0 } person ? new TokenOwner(person, false)
        : null;
}
