using Microsoft.Extensions.Hosting;

namespace PeerPlatform.Platform.Operations;

/// <summary>
/// Gives the memory back, once, that only the start has needed: a process that nobody asks anything makes no garbage, so that
/// nothing else would ever collect it.
/// </summary>
internal sealed class GiveBackAfterStart(IHostApplicationLifetime lifetime, TimeProvider clock) : BackgroundService
{
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var started = new TaskCompletionSource();
        await using var once = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(stoppingToken);
        await Task.Delay(Settled, clock, stoppingToken);
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
    }
}
