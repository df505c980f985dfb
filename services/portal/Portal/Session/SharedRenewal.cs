using System.Globalization;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using PeerPlatform.Platform.Caching;
using StackExchange.Redis;

namespace PeerPlatform.Portal.Session;

/// <summary>
/// Lets one replica renew a session's tokens and the others take its outcome, sealed under the session keys, out of Redis. When
/// Redis does not answer each asks tenancy for itself, which takes a refresh token once more within seconds.
/// </summary>
internal sealed class SharedRenewal(SharedRedis redis, IDataProtectionProvider protection)
{
    private static readonly TimeSpan OneRenewal = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Remembered = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>The longest wait for another replica, in pauses.</summary>
    private const int Pauses = 100;

    /// <summary>Worth a longer wait than most: two renewals at once leave a browser with one of two tokens.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    private readonly IDataProtector _seal = protection.CreateProtector("renewal");

    /// <param name="refreshHash">SHA-256 of the refresh token.</param>
    /// <param name="ask">Asks tenancy; null means that the session is over.</param>
    public async Task<SessionPerson?> OnceAsync(string refreshHash, Func<Task<SessionPerson?>> ask)
    {
        if (!redis.IsConfigured)
        {
            return await ask();
        }

        RedisKey outcome = $"session:{refreshHash}:renewed";
        RedisKey held = $"session:{refreshHash}:renewing";
        using var pause = new PeriodicTimer(Pause);
        for (var waited = 0; waited < Pauses; waited++)
        {
            var (found, value) = await redis.AskAsync(db => db.StringGetAsync(outcome), Patience);
            if (found && Open(value) is { } known)
            {
                return known.Person;
            }

            var (answered, mine) = await redis.AskAsync(db => db.StringSetAsync(held, "1", OneRenewal, When.NotExists), Patience);
            if (!answered)
            {
                break;
            }

            if (mine)
            {
                return await AskForAllAsync(held, outcome, ask);
            }

            await pause.WaitForNextTickAsync();
        }

        return await ask();
    }

    private async Task<SessionPerson?> AskForAllAsync(RedisKey held, RedisKey outcome, Func<Task<SessionPerson?>> ask)
    {
        try
        {
            var renewed = await ask();
            await redis.AskAsync(db => db.StringSetAsync(outcome, Seal(renewed), Remembered), Patience);
            return renewed;
        }
        finally
        {
            await redis.AskAsync(db => db.KeyDeleteAsync(held), Patience);
        }
    }

    private byte[] Seal(SessionPerson? renewed) => _seal.Protect(JsonSerializer.SerializeToUtf8Bytes(renewed is null
        ? new Outcome(null, null, null, [])
        : new Outcome(
            renewed.Tokens.Access,
            renewed.Tokens.Refresh,
            renewed.Tokens.Until.ToString("O", CultureInfo.InvariantCulture),
            [.. renewed.Person.Claims.Select(c => new Said(c.Type, c.Value))])));

    /// <summary>Null when there is nothing, or nothing that our keys open.</summary>
    private Known? Open(RedisValue value)
    {
        if (value.IsNull)
        {
            return null;
        }

        try
        {
            var outcome = JsonSerializer.Deserialize<Outcome>(_seal.Unprotect((byte[])value!))!;
            return outcome is { Access: { } access, Refresh: { } refresh, Until: { } until }
                ? new Known(new SessionPerson(
                    new SessionTokens(access, refresh, DateTimeOffset.Parse(until, CultureInfo.InvariantCulture)),
                    Reader.PrincipalOf(outcome.Claims.Select(c => new Claim(c.Type, c.Value)))))
                : new Known(null);
        }
        catch (Exception e) when (e is CryptographicException or JsonException)
        {
            return null;
        }
    }

    private sealed record Known(SessionPerson? Person);

    private sealed record Outcome(string? Access, string? Refresh, string? Until, List<Said> Claims);

    private sealed record Said(string Type, string Value);
}
