using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using PeerPlatform.Contracts.Access;
using PeerPlatform.Platform;
using PeerPlatform.Tenancy.Data;
using PeerPlatform.Tenancy.Members;
using PeerPlatform.Tenancy.Networks;
using PeerPlatform.Tenancy.Onboarding;
using PeerPlatform.Tenancy.SignIn;

namespace PeerPlatform.Tenancy.FirstStart;

/// <summary>
/// A network to try things out with: its agencies come from a file, through the same import as everybody's. Each step
/// looks whether it is done, so a start that was cut off is gone on with at the next one.
/// </summary>
internal sealed class Demonstration(
    IServiceScopeFactory scopes, IConfiguration configuration, PasswordCheck passwords, OnboardingWork onboarding, TimeProvider clock)
{
    private const string NetworkName = "Commonwealth Peer Support Network";
    private const string AgencyWithSignIns = "MASSUP";

    /// <summary>Changes nothing in a deployment whose network is a real one.</summary>
    public async Task MakeAsync(string csv, CancellationToken cancellationToken)
    {
        // One password for all, so one hash will do; it is worked out beside the import, and only when somebody needs it.
        var hash = new Lazy<Task<string>>(() => Task.Run(() => passwords.Hash(Password()), cancellationToken));
        if (await NetworkAsync(hash, cancellationToken) is not { } network)
        {
            return;
        }

        await ImportAsync(network, csv, cancellationToken);
        await GiveSignInsAsync(network, hash, cancellationToken);
    }

    private async Task<Guid?> NetworkAsync(Lazy<Task<string>> hash, CancellationToken cancellationToken)
    {
        await using var work = scopes.CreateAsyncScope();
        var db = work.ServiceProvider.GetRequiredService<TenancyDbContext>();
        if (await db.Networks.AsNoTracking().OrderBy(n => n.Id).FirstOrDefaultAsync(cancellationToken) is { } there)
        {
            return there.Demonstration ? there.Id : null;
        }

        var network = new Network(NetworkName, demonstration: true);
        NetworkCoordinators.Add(
            db, work.ServiceProvider.GetRequiredService<TenantScope>(), network, "Nora", "Quill", "nora@network.example", await hash.Value);
        await db.SaveChangesAsync(cancellationToken);
        return network.Id;
    }

    private async Task ImportAsync(Guid network, string csv, CancellationToken cancellationToken)
    {
        await using var work = scopes.CreateAsyncScope();
        var db = Enter(work, network, network);
        if (await db.Agencies.AnyAsync(cancellationToken))
        {
            return;
        }

        await db.Imports.ExecuteDeleteAsync(cancellationToken);
        var import = new OnboardingImport(Path.GetFileName(csv), "Demonstration", clock.GetUtcNow());
        await using (var file = File.OpenRead(csv))
        {
            await UploadFile.StoreAsync(import, file, db, cancellationToken);
        }

        await onboarding.RunAsync(network, import.Id, cancellationToken);
        await db.Entry(import).ReloadAsync(cancellationToken);
        if (import.Begin() is { } refusal)
        {
            throw new InvalidOperationException($"The demonstration's file '{csv}' cannot be imported. {refusal.Reason}");
        }

        await db.SaveChangesAsync(cancellationToken);
        await onboarding.RunAsync(network, import.Id, cancellationToken);
    }

    /// <summary>The first coordinator, the first plain member and the first supporter of one agency can sign in; nobody else has a password.</summary>
    private async Task GiveSignInsAsync(Guid network, Lazy<Task<string>> hash, CancellationToken cancellationToken)
    {
        await using var work = scopes.CreateAsyncScope();
        var db = work.ServiceProvider.GetRequiredService<TenancyDbContext>();
        if (await db.Agencies.AsNoTracking().SingleOrDefaultAsync(a => a.Code == AgencyWithSignIns, cancellationToken) is not { } agency)
        {
            return;
        }

        Enter(work, agency.Id, network);
        foreach (var roles in new[] { RoleSet.Of(Role.Member, Role.Coordinator), RoleSet.Of(Role.Member), RoleSet.Of(Role.Member, Role.Supporter) })
        {
            var first = await db.Members
                .Where(m => m.RoleBits == roles.Bits)
                .OrderBy(m => m.StaffNumber)
                .Select(m => m.Id)
                .FirstOrDefaultAsync(cancellationToken);
            var account = await db.Accounts.SingleOrDefaultAsync(a => a.MemberId == first, cancellationToken);
            if (account is { PasswordHash: null })
            {
                account.SetPassword(await hash.Value);
            }
        }

        await db.SaveChangesAsync(cancellationToken);
    }

    private static TenancyDbContext Enter(AsyncServiceScope work, Guid tenant, Guid network)
    {
        work.ServiceProvider.GetRequiredService<TenantScope>().Enter(tenant, network);
        return work.ServiceProvider.GetRequiredService<TenancyDbContext>();
    }

    private string Password() => configuration["Tenancy:Start:DemonstrationPassword"]
        ?? throw new InvalidOperationException("Tenancy:Start:DemonstrationPassword, of the demonstration's sign-ins, is not set.");
}
