using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PeerPlatform.Tenancy.Data;
using PeerPlatform.Tenancy.SetupLinks;
using PeerPlatform.Tenancy.SignIn;

namespace PeerPlatform.Tenancy.FirstStart;

/// <summary>
/// Before the service listens: the signing key is there, and there is a network, made by the demonstration or
/// to be made through the first set-up link.
/// </summary>
internal sealed partial class TenancyStart(
    IServiceScopeFactory scopes, IConfiguration configuration, SigningKeys keys, Demonstration demonstration, FirstSetupFile file,
    TimeProvider clock, ILogger<TenancyStart> logger) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await using var start = scopes.CreateAsyncScope();
        var db = start.ServiceProvider.GetRequiredService<TenancyDbContext>();
        var now = clock.GetUtcNow();
        await keys.LoadAsync(db, now, cancellationToken);
        if (configuration["Tenancy:Start:Demonstration"] is { Length: > 0 } csv)
        {
            await demonstration.MakeAsync(csv, cancellationToken);
        }
        else if (!await db.Networks.AnyAsync(cancellationToken))
        {
            await OfferSetupAsync(db, now, cancellationToken);
        }
        else
        {
            file.Erase();
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>The link that lies there goes on working; one that is over or lost is replaced.</summary>
    private async Task OfferSetupAsync(TenancyDbContext db, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var hash = SecretToken.HashOf(SetupLink.TokenOf(await file.ReadAsync(cancellationToken) ?? ""));
        var earlier = await db.SetupLinks.Where(l => l.Kind == SetupKind.Network).ToListAsync(cancellationToken);
        if (!earlier.Any(l => l.Hash == hash && l.WorksAt(now)))
        {
            db.SetupLinks.RemoveRange(earlier);
            db.SetupLinks.Add(SetupLink.ForNetwork(now, out var path));
            await db.SaveChangesAsync(cancellationToken);
            await file.WriteAsync(path, cancellationToken);
        }

        LogOffered(logger, file.Place);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "There is no network yet. The link that sets it up is in {File}.")]
    private static partial void LogOffered(ILogger logger, string file);
}
