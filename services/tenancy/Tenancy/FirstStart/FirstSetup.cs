using System.CommandLine;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PeerPlatform.Tenancy.Data;
using PeerPlatform.Tenancy.SetupLinks;
using PeerPlatform.Tenancy.SignIn;

namespace PeerPlatform.Tenancy.FirstStart;

/// <summary>Offers the link that makes the network and its first coordinator, as long as there is no network.</summary>
internal sealed class FirstSetup(FirstSetupFile file)
{
    /// <summary>
    /// The link's path. The one that lies in the file goes on working; one that is over, was lost, or was made by another replica is
    /// replaced, since nobody but its reader knows it. Null when there is a network.
    /// </summary>
    public async Task<string?> OfferAsync(TenancyDbContext db, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (await db.Networks.AnyAsync(cancellationToken))
        {
            file.Erase();
            return null;
        }

        var offered = await file.ReadAsync(cancellationToken);
        var hash = SecretToken.HashOf(SetupLink.TokenOf(offered ?? ""));
        var earlier = await db.SetupLinks.Where(l => l.Kind == SetupKind.Network).ToListAsync(cancellationToken);
        if (offered is not null && earlier.Exists(l => l.Hash == hash && l.WorksAt(now)))
        {
            return offered;
        }

        db.SetupLinks.RemoveRange(earlier);
        db.SetupLinks.Add(SetupLink.ForNetwork(now, out var path));
        await db.SaveChangesAsync(cancellationToken);
        await file.WriteAsync(path, cancellationToken);
        return path;
    }

    /// <summary><c>first-set-up-link</c>, for those who can't read the file: in a container without a shell.</summary>
    public static Command CommandOf(IServiceProvider provider)
    {
        var command = new Command("first-set-up-link", "Prints the path of the link that sets up the network and its first coordinator, once, within 14 days.");
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var scope = provider.CreateAsyncScope();
            var path = await scope.ServiceProvider.GetRequiredService<FirstSetup>().OfferAsync(
                scope.ServiceProvider.GetRequiredService<TenancyDbContext>(),
                scope.ServiceProvider.GetRequiredService<TimeProvider>().GetUtcNow(),
                cancellationToken);
            await parsed.InvocationConfiguration.Output.WriteLineAsync(
                path ?? "The network is set up. Its coordinators make links for others, in the portal.");
            return path is null ? 1 : 0;
        });
        return command;
    }
}
