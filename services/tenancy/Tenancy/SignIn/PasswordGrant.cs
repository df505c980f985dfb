using Microsoft.EntityFrameworkCore;
using PeerPlatform.Platform;
using PeerPlatform.Tenancy.Data;
using PeerPlatform.Tenancy.Subscriptions;

namespace PeerPlatform.Tenancy.SignIn;

/// <summary>Signs in with e-mail address and password.</summary>
internal sealed class PasswordGrant(
    TenancyDbContext db, TenantScope scope, AttemptLimit limit, PasswordCheck passwords, AccessTokens tokens, TimeProvider clock)
{
    public async Task<TokenGranted> TryAsync(string email, string password, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var attempt = await limit.BeginAsync(email, now, cancellationToken);
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
        db.RefreshTokens.Add(family.Next(now, null, out var secret));
        await db.SaveChangesAsync(cancellationToken);
        await limit.ForgetAsync(email, cancellationToken);
        var services = await SubscribedServices.OfAsync(db, account.Tenant, account.Network, cancellationToken);
        return TokenAnswer.ForMember(await tokens.IssueAsync(member, account, family, services, now, cancellationToken), secret);
    }
}
