using PeerPlatform.Tenancy.Data;

namespace PeerPlatform.Tenancy.SignIn;

/// <summary>Makes the key that signs next. It is published at once and signs when everybody who verifies tokens knows it.</summary>
internal static class AddSigningKey
{
    /// <summary>Longer than anybody goes without asking for the published keys: a service for a minute, the gateway for five.</summary>
    public static readonly TimeSpan PublishedBefore = TimeSpan.FromMinutes(15);

    /// <summary>The key that waits to sign; another one is made only when none does.</summary>
    public static async Task<(SigningKey Key, bool IsNew)> RunAsync(
        TenancyDbContext db, SigningKeys keys, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var kept = await SigningKeys.KeptAsync(db, cancellationToken);
        if (kept.Find(k => k.SignsFrom > now && keys.CanOpen(k)) is { } waiting)
        {
            return (waiting, false);
        }

        var made = keys.Make(now + PublishedBefore);
        db.SigningKeys.Add(made);
        await db.SaveChangesAsync(cancellationToken);
        return (made, true);
    }
}
