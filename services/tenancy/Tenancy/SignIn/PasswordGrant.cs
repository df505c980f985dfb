using Microsoft.EntityFrameworkCore;
using PeerPlatform.Platform;
using PeerPlatform.Tenancy.Data;

namespace PeerPlatform.Tenancy.SignIn;

/// <summary>Signs in with e-mail address and password.</summary>
internal sealed class PasswordGrant(
    TenancyDbContext db, TenantScope scope, PasswordCheck passwords, AccessTokens tokens, TimeProvider clock)
{
    public async Task<TokenGranted> TryAsync(string email, string password, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var attempt = await BeginAttemptAsync(email, now, cancellationToken);
        var key = Account.KeyOf(email);
        var account = await db.Accounts.AsNoTracking().SingleOrDefaultAsync(a => a.EmailKey == key, cancellationToken);
        var matches = passwords.Matches(account?.PasswordHash, password);
        if (attempt is null || !matches || account is null)
        {
            return TokenRefused.WrongPassword;
        }

        scope.Enter(account.Tenant, account.Network);
        var member = await db.Members.AsNoTracking().SingleOrDefaultAsync(m => m.Id == account.MemberId && m.Active, cancellationToken);
        if (member is null)
        {
            return TokenRefused.WrongPassword;
        }

        await db.RefreshFamilies.Where(f => f.MemberId == member.Id && f.EndsAt <= now).ExecuteDeleteAsync(cancellationToken);
        var family = new RefreshFamily(member.Id, now);
        db.RefreshFamilies.Add(family);
        db.RefreshTokens.Add(family.Next(now, out var secret));
        await db.SaveChangesAsync(cancellationToken);
        await db.SignInAttempts.Where(a => a.EmailHash == attempt.EmailHash).ExecuteDeleteAsync(cancellationToken);
        return new TokenAnswer(
            tokens.Issue(member, account, family, now), "Bearer", (int)AccessTokens.Valid.TotalSeconds, secret);
    }

    /// <summary>Null while the address is locked. Two attempts at the same moment are counted one after the other.</summary>
    private async Task<SignInAttempts?> BeginAttemptAsync(string email, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var hash = SignInAttempts.HashOf(email);
        while (true)
        {
            var attempts = await db.SignInAttempts.SingleOrDefaultAsync(a => a.EmailHash == hash, cancellationToken);
            if (attempts is null)
            {
                var forgotten = now - SignInAttempts.Remembered;
                await db.SignInAttempts.Where(a => a.LastAt < forgotten).ExecuteDeleteAsync(cancellationToken);
                attempts = new SignInAttempts(email);
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
                // Somebody tried the same address in this very moment.
                db.ChangeTracker.Clear();
            }
        }
    }
}
