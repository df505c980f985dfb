using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using PeerPlatform.Platform;
using PeerPlatform.Tenancy.Data;

namespace PeerPlatform.Tenancy.Onboarding;

/// <summary>Files that wait to be worked on.</summary>
internal sealed class OnboardingQueue
{
    private readonly Channel<(Guid Network, Guid Import)> _waiting = Channel.CreateUnbounded<(Guid, Guid)>();

    public ChannelReader<(Guid Network, Guid Import)> Waiting => _waiting.Reader;

    public void Add(Guid network, Guid import) => _waiting.Writer.TryWrite((network, import));
}

/// <summary>Works on one file after the other. At start it goes on with what a stop or a crash has cut off.</summary>
internal sealed class OnboardingRunner(IServiceScopeFactory scopes, OnboardingQueue queue, OnboardingWork work, TimeProvider clock) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var (network, import) in CutOffAsync(stoppingToken))
        {
            queue.Add(network, import);
        }

        await foreach (var (network, import) in queue.Waiting.ReadAllAsync(stoppingToken))
        {
            await work.RunAsync(network, import, stoppingToken);
        }
    }

    private async IAsyncEnumerable<(Guid Network, Guid Import)> CutOffAsync(
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var start = scopes.CreateAsyncScope();
        var db = start.ServiceProvider.GetRequiredService<TenancyDbContext>();
        var scope = start.ServiceProvider.GetRequiredService<TenantScope>();
        foreach (var network in await db.Networks.Select(n => n.Id).ToListAsync(cancellationToken))
        {
            scope.Enter(network, network);
            await DiscardUnusedAsync(db, clock.GetUtcNow(), cancellationToken);
            var unfinished = await db.Imports
                .Where(i => i.State == OnboardingState.Reading || i.State == OnboardingState.Importing)
                .OrderBy(i => i.UploadedAt)
                .Select(i => i.Id)
                .ToListAsync(cancellationToken);
            foreach (var import in unfinished)
            {
                yield return (network, import);
            }
        }
    }

    /// <summary>Uploads that were cut off a day ago and more, and previews that nobody has imported for two weeks.</summary>
    public static async Task DiscardUnusedAsync(TenancyDbContext db, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var cutOff = now - TimeSpan.FromDays(1);
        var unused = now - OnboardingImport.KeptUnused;
        await db.Imports
            .Where(i => (i.State == OnboardingState.Receiving && i.UploadedAt < cutOff)
                || (i.UploadedAt < unused
                    && (i.State == OnboardingState.Faulty || i.State == OnboardingState.Ready || i.State == OnboardingState.Failed)))
            .ExecuteDeleteAsync(cancellationToken);
    }
}
