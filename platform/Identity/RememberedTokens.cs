using System.Collections.Concurrent;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace PeerPlatform.Platform.Identity;

/// <summary>
/// Remembers which tokens it has verified, for as long as they are valid: a service sends the same one for minutes, and a public
/// key's signature costs more than the call.
/// </summary>
internal sealed class RememberedTokens(TimeProvider clock) : TokenHandler
{
    private const int KeptAtMost = 4096;
    private readonly JsonWebTokenHandler _handler = new() { MapInboundClaims = false };
    private readonly ConcurrentDictionary<string, TokenValidationResult> _known = new(StringComparer.Ordinal);

    public override SecurityToken ReadToken(string token) => _handler.ReadToken(token);

    public override async Task<TokenValidationResult> ValidateTokenAsync(string token, TokenValidationParameters validationParameters)
    {
        if (_known.TryGetValue(token, out var known) && known.SecurityToken.ValidTo > clock.GetUtcNow())
        {
            return new TokenValidationResult { IsValid = true, ClaimsIdentity = known.ClaimsIdentity.Clone(), SecurityToken = known.SecurityToken };
        }

        var verified = await _handler.ValidateTokenAsync(token, validationParameters);
        if (verified.IsValid)
        {
            if (_known.Count >= KeptAtMost)
            {
                _known.Clear();
            }

            _known[token] = verified;
        }

        return verified;
    }
}
