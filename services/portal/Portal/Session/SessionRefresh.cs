using System.Collections.Concurrent;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using PeerPlatform.Portal.Services;

namespace PeerPlatform.Portal.Session;

/// <summary>
/// Renews a session's access token shortly before it ends. A refresh token may be used once only, so that all requests
/// which still carry the same one (two tabs, a page and its download) share one renewal and its outcome, on all replicas.
/// </summary>
internal sealed class SessionRefresh(TenancyApi tenancy, SharedRenewal shared, TimeProvider clock)
{
    /// <summary>Set on a request whose token could not be renewed because tenancy does not answer.</summary>
    public const string TenancySilent = "tenancy-silent";

    private static readonly TimeSpan Ahead = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Remembered = TimeSpan.FromMinutes(10);
    private readonly ConcurrentDictionary<string, Renewal> _renewals = new(StringComparer.Ordinal);

    public async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        if (SessionTokens.From(context.Properties) is not { } tokens)
        {
            await EndAsync(context);
            return;
        }

        if (tokens.Until - clock.GetUtcNow() > Ahead)
        {
            return;
        }

        try
        {
            if (await RenewAsync(tokens) is not { } renewed)
            {
                await EndAsync(context);
                return;
            }

            renewed.Tokens.KeepIn(context.Properties);
            context.ReplacePrincipal(renewed.Person);
            context.ShouldRenew = true;
        }
        catch (ServiceSilent)
        {
            // The pages that need a service say so themselves; signing somebody out for it would be wrong.
            context.HttpContext.Items[TenancySilent] = true;
        }
    }

    private static async Task EndAsync(CookieValidatePrincipalContext context)
    {
        context.RejectPrincipal();
        await context.HttpContext.SignOutAsync(SessionSetup.Scheme);
    }

    private async Task<SessionPerson?> RenewAsync(SessionTokens tokens)
    {
        var now = clock.GetUtcNow();
        foreach (var (old, past) in _renewals)
        {
            if (past.Started + Remembered < now)
            {
                _renewals.TryRemove(old, out _);
            }
        }

        var key = Convert.ToHexString(SHA256.HashData(Encoding.ASCII.GetBytes(tokens.Refresh)));
        var renewal = _renewals.GetOrAdd(key, _ => new Renewal(now, new Lazy<Task<SessionPerson?>>(() => shared.OnceAsync(key, () => AskAsync(tokens)))));
        try
        {
            return await renewal.Outcome.Value;
        }
        catch (ServiceSilent)
        {
            _renewals.TryRemove(key, out _);
            throw;
        }
    }

    private async Task<SessionPerson?> AskAsync(SessionTokens tokens)
    {
        if (await tenancy.RefreshAsync(tokens.Refresh, CancellationToken.None) is not { } granted)
        {
            return null;
        }

        return await DescribeAsync(granted, CancellationToken.None);
    }

    /// <summary>Asks tenancy who the tokens belong to.</summary>
    public async Task<SessionPerson> DescribeAsync(TokenGranted granted, CancellationToken cancellationToken)
    {
        var me = await tenancy.MeAsync(granted.AccessToken, cancellationToken);
        var tokens = new SessionTokens(granted.AccessToken, granted.RefreshToken, clock.GetUtcNow().AddSeconds(granted.ExpiresIn));
        return new SessionPerson(tokens, Reader.PrincipalOf(me));
    }

    private sealed record Renewal(DateTimeOffset Started, Lazy<Task<SessionPerson?>> Outcome);
}

/// <summary>A session's tokens with the person they stand for.</summary>
internal sealed record SessionPerson(SessionTokens Tokens, ClaimsPrincipal Person);
