using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace PeerPlatform.Platform.Operations;

/// <summary>
/// Work that becomes due by the clock: looked for when the service starts, for what became due while it was off, and every 20
/// seconds from then on. A round that fails is tried again with the next.
/// </summary>
public abstract partial class DueWork(TimeProvider clock, ILogger logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(20);

    /// <summary>The moment by which something is due or not.</summary>
    protected DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>Does everything that is due now, across all agencies: the clock belongs to none. Safe against another replica at the same.</summary>
    /// <returns>How many it did.</returns>
    public abstract Task<int> LookAsync(CancellationToken cancellationToken);

    /// <inheritdoc />
    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, clock);
        do
        {
            try
            {
                await LookAsync(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                LogRoundFailed(logger, GetType().Name, e);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Work} could not do what is due; it is tried again.")]
    private static partial void LogRoundFailed(ILogger logger, string work, Exception exception);
}
