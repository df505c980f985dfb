using Microsoft.EntityFrameworkCore;
using PeerPlatform.Platform;
using PeerPlatform.Tenancy.Data;
using PeerPlatform.Tenancy.Subscriptions;

namespace PeerPlatform.Tenancy.SignIn;

/// <summary>Goes on with a sign-in: the refresh token is spent and the next one handed out. Roles and subscriptions are read anew.</summary>
internal sealed class RefreshGrant(TenancyDbContext db, TenantScope scope, AccessTokens tokens, TimeProvider clock)
{
    public async Task<TokenGranted> TryAsync(string secret, CancellationToken cancellationToken)
    {
        var hash = SecretToken.HashOf(secret);
        while (true)
        {
            try
            {
                return await SpendAsync(hash, cancellationToken);
            }
            catch (DbUpdateConcurrencyException)
            {
                // Two tokens of the sign-in were used in this very moment: the second look finds the first use.
                db.ChangeTracker.Clear();
            }
        }
    }

    private async Task<TokenGranted> SpendAsync(string hash, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (await db.RefreshTokens.SingleOrDefaultAsync(t => t.Hash == hash, cancellationToken) is not { } token)
        {
            return TokenRefused.SignInAgain;
        }

        var family = await db.RefreshFamilies.SingleAsync(f => f.Id == token.FamilyId, cancellationToken);
        var account = await db.Accounts.AsNoTracking().SingleAsync(a => a.MemberId == family.MemberId, cancellationToken);
        scope.Enter(account.Tenant, account.Network);
        var member = await db.Members.AsNoTracking().SingleAsync(m => m.Id == family.MemberId, cancellationToken);
        if (!member.Active)
        {
            family.Revoke();
        }

        var overtaken = await db.RefreshTokens.AnyAsync(
            t => t.FamilyId == family.Id && t.Hash != hash && t.Used && (t.After == hash || (t.After != null && t.After == token.After)),
            cancellationToken);
        if (!token.Use(family, overtaken, now))
        {
            await db.SaveChangesAsync(cancellationToken);
            return TokenRefused.SignInAgain;
        }

        db.RefreshTokens.Add(family.Next(now, token, out var next));
        await db.SaveChangesAsync(cancellationToken);
        var services = await SubscribedServices.OfAsync(db, account.Tenant, account.Network, cancellationToken);
        return TokenAnswer.ForMember(await tokens.IssueAsync(member, account, family, services, now, cancellationToken), next);
    }
}
