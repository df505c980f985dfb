using Microsoft.EntityFrameworkCore;
using PeerPlatform.Tenancy.Data;

namespace PeerPlatform.Tenancy.SignIn;

/// <summary>Counts failed attempts to sign in by e-mail address, or by client id.</summary>
internal sealed class AttemptLimit(TenancyDbContext db)
{
    public async Task<bool> IsLockedAsync(string name, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var hash = SignInAttempts.HashOf(name);
        return await db.SignInAttempts.AnyAsync(a => a.EmailHash == hash && a.LockedUntil > now, cancellationToken);
    }

    /// <summary>Null while the name is locked. Two attempts at the same moment are counted one after the other.</summary>
    public async Task<SignInAttempts?> BeginAsync(string name, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var hash = SignInAttempts.HashOf(name);
        while (true)
        {
            var attempts = await db.SignInAttempts.SingleOrDefaultAsync(a => a.EmailHash == hash, cancellationToken);
            if (attempts is null)
            {
                var forgotten = now - SignInAttempts.Remembered;
                await db.SignInAttempts.Where(a => a.LastAt < forgotten).ExecuteDeleteAsync(cancellationToken);
                attempts = new SignInAttempts(name);
                db.SignInAttempts.Add(attempts);
            }

            if (!attempts.Begin(now))
            {
                return null;
            }

            try
            {
                await db.SaveChangesAsync(cancellationToken);
                return attempts;
            }
            catch (DbUpdateException)
            {
                // Somebody tried the same name in this very moment.
                db.ChangeTracker.Clear();
            }
        }
    }

    public async Task ForgetAsync(string name, CancellationToken cancellationToken)
    {
        var hash = SignInAttempts.HashOf(name);
        await db.SignInAttempts.Where(a => a.EmailHash == hash).ExecuteDeleteAsync(cancellationToken);
    }
}
