using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PeerPlatform.Assessment.Data;
using PeerPlatform.Platform;

namespace PeerPlatform.Assessment.Waves;

/// <summary>Closes waves whose last day has passed where the agency is; also those whose day passed while the service was off.</summary>
internal sealed partial class CloseDueWaves(
    IServiceScopeFactory scopes, TimeProvider clock, ILogger<CloseDueWaves> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(20);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, clock);
        do
        {
            try
            {
                await CloseAsync(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                LogRoundFailed(logger, e);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    /// <summary>Closes what is due now. A wave closed by somebody else in the same moment is left alone.</summary>
    public async Task CloseAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        foreach (var (id, agency, network) in await DueAsync(now, cancellationToken))
        {
            await using var work = scopes.CreateAsyncScope();
            work.ServiceProvider.GetRequiredService<TenantScope>().Enter(agency, network);
            var db = work.ServiceProvider.GetRequiredService<AssessmentDbContext>();
            var wave = await db.Waves.SingleAsync(w => w.Id == id, cancellationToken);
            await WaveClosing.CloseAsync(db, wave, now, cancellationToken);
        }
    }

    /// <summary>Across all agencies: the clock belongs to none.</summary>
    private async Task<List<(Guid Id, Guid Agency, Guid Network)>> DueAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var work = scopes.CreateAsyncScope();
        var db = work.ServiceProvider.GetRequiredService<AssessmentDbContext>();
        var due = await db.RunningWaves.AsNoTracking().Where(r => r.ClosesAt <= now).ToListAsync(cancellationToken);
        return [.. due.Select(r => (r.WaveId, r.AgencyId, r.NetworkId))];
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Waves whose last day has passed could not be closed; it is tried again.")]
    private static partial void LogRoundFailed(ILogger logger, Exception exception);
}
