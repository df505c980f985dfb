using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PeerPlatform.Platform;
using PeerPlatform.Platform.Refusals;
using PeerPlatform.Tenancy.Data;
using PeerPlatform.Tenancy.FirstStart;
using PeerPlatform.Tenancy.Networks;
using PeerPlatform.Tenancy.Onboarding;
using PeerPlatform.Tenancy.SignIn;

namespace PeerPlatform.Tenancy.SetupLinks;

/// <summary>What the holder of a set-up link sends.</summary>
/// <param name="Token">The last part of the link's path.</param>
/// <param name="Password">12–200 characters.</param>
/// <param name="NetworkName">For the link that makes the network only, like the names and the e-mail address.</param>
public sealed record SetupRequest(
    string? Token, string? Password, string? NetworkName = null, string? GivenName = null, string? FamilyName = null, string? Email = null);

/// <summary>Uses a set-up link: sets the member's password, or makes the network and its first coordinator.</summary>
internal static class RedeemSetupLink
{
    public static async Task<Results<NoContent, ProblemHttpResult>> HandleAsync(
        SetupRequest request, TenancyDbContext db, TenantScope scope, PasswordCheck passwords, FirstSetupFile file,
        TimeProvider clock, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var hash = SecretToken.HashOf(request.Token ?? "");
        while (true)
        {
            if (await db.SetupLinks.SingleOrDefaultAsync(l => l.Hash == hash, cancellationToken) is not { } link || !link.WorksAt(now))
            {
                return new SetupLinkOver().ToProblem();
            }

            var refusal = link.Kind == SetupKind.Network
                ? await MakeNetworkAsync(request, db, scope, passwords, cancellationToken)
                : await SetPasswordAsync(request, link, db, scope, passwords, cancellationToken);
            refusal ??= link.Use(now);
            if (refusal is not null)
            {
                return refusal.ToProblem();
            }

            try
            {
                await db.SaveChangesAsync(cancellationToken);
            }
            catch (DbUpdateConcurrencyException)
            {
                // The link was used in the same moment, or one of the member's sign-ins was: the second look tells which.
                db.ChangeTracker.Clear();
                continue;
            }

            if (link.Kind == SetupKind.Network)
            {
                file.Erase();
            }

            return TypedResults.NoContent();
        }
    }

    private static async Task<Refusal?> SetPasswordAsync(
        SetupRequest request, SetupLink link, TenancyDbContext db, TenantScope scope, PasswordCheck passwords, CancellationToken cancellationToken)
    {
        var account = await db.Accounts.SingleAsync(a => a.MemberId == link.MemberId, cancellationToken);
        scope.Enter(account.Tenant, account.Network);
        if (!await db.Members.AnyAsync(m => m.Id == link.MemberId && m.Active, cancellationToken))
        {
            return new SetupLinkOver();
        }

        if (PasswordRules.Check(request.Password, account.EmailKey) is { } refusal)
        {
            return refusal;
        }

        account.SetPassword(passwords.Hash(request.Password!));
        foreach (var family in await db.RefreshFamilies.Where(f => f.MemberId == link.MemberId && !f.Revoked).ToListAsync(cancellationToken))
        {
            family.Revoke();
        }

        var attempts = SignInAttempts.HashOf(account.EmailKey);
        db.SignInAttempts.RemoveRange(await db.SignInAttempts.Where(a => a.EmailHash == attempts).ToListAsync(cancellationToken));
        return null;
    }

    private static async Task<Refusal?> MakeNetworkAsync(
        SetupRequest request, TenancyDbContext db, TenantScope scope, PasswordCheck passwords, CancellationToken cancellationToken)
    {
        if (await db.Networks.AnyAsync(cancellationToken))
        {
            return new SetupLinkOver();
        }

        var refusal = NameRule("networkName", request.NetworkName)
            ?? NameRule("givenName", request.GivenName)
            ?? NameRule("familyName", request.FamilyName)
            ?? (CellRules.EmailFault(CellRules.Tidy(request.Email ?? "")) is { } fault ? new FieldRefused("email", fault.Reason, fault.Remedy) : null)
            ?? PasswordRules.Check(request.Password, request.Email!);
        if (refusal is not null)
        {
            return refusal;
        }

        var network = new Network(CellRules.Tidy(request.NetworkName!), demonstration: false);
        NetworkCoordinators.Add(
            db, scope, network, CellRules.Tidy(request.GivenName!), CellRules.Tidy(request.FamilyName!), CellRules.Tidy(request.Email!),
            passwords.Hash(request.Password!));
        return null;
    }

    private static FieldRefused? NameRule(string field, string? name) =>
        CellRules.NameFault(CellRules.Tidy(name ?? "")) is { } fault ? new FieldRefused(field, fault.Reason, fault.Remedy) : null;
}
