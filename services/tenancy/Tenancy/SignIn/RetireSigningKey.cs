using System.Globalization;
using Microsoft.EntityFrameworkCore;
using PeerPlatform.Platform.Refusals;
using PeerPlatform.Tenancy.Data;

namespace PeerPlatform.Tenancy.SignIn;

/// <summary>Takes a key away: it signs no more from now on, and tokens that it signed are refused.</summary>
internal static class RetireSigningKey
{
    /// <summary>So long after its last signature no token of a key is valid: a token's life, and what clocks may differ.</summary>
    public static readonly TimeSpan TokensEndWithin = AccessTokens.Valid + TimeSpan.FromMinutes(1);

    /// <summary>A key that is not there, or no longer, is as good as retired.</summary>
    /// <param name="atOnce">Also while its tokens are in use, because somebody took it; a key that signs is replaced.</param>
    public static async Task<Refusal?> RunAsync(
        string id, bool atOnce, TenancyDbContext db, SigningKeys keys, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var kept = await SigningKeys.KeptAsync(db, cancellationToken);
        if (kept.Find(k => k.KeyId == id) is not { } key)
        {
            return null;
        }

        if (!atOnce && Needed(key, kept, keys, now) is { } refusal)
        {
            return refusal;
        }

        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.SigningKeys.Where(k => k.KeyId == id).ExecuteDeleteAsync(cancellationToken);
        await keys.EnsureAsync(db, now, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return null;
    }

    /// <summary>From when on no token that it signed is valid; null while it signs, or is to sign.</summary>
    public static DateTimeOffset? OverFrom(SigningKey key, List<SigningKey> kept, SigningKeys keys, DateTimeOffset now) =>
        kept.FindLast(k => k.SignsFrom > key.SignsFrom && k.SignsFrom <= now && keys.CanOpen(k))?.SignsFrom + TokensEndWithin;

    private static Refusal? Needed(SigningKey key, List<SigningKey> kept, SigningKeys keys, DateTimeOffset now)
    {
        if (keys.SigningOf(kept, now)?.KeyId == key.KeyId)
        {
            return new KeySigns();
        }

        return OverFrom(key, kept, keys, now) is { } over && over > now ? new TokensInUse(over) : null;
    }
}

internal sealed record KeySigns() : Refusal(
    RefusalKind.Conflict, "This key signs now.", Remedy: "Make another one (keys add), and retire this one when that has taken over.");

internal sealed record TokensInUse(DateTimeOffset Until) : Refusal(
    RefusalKind.Conflict,
    string.Create(CultureInfo.InvariantCulture, $"Tokens that this key signed are valid until {Until.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC."),
    Remedy: "Retire it then. If somebody took the key, retire it --now: tokens in hand end, and their holders sign in again.");
