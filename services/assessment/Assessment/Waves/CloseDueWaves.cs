using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PeerPlatform.Assessment.Data;
using PeerPlatform.Platform;
using PeerPlatform.Platform.Operations;

namespace PeerPlatform.Assessment.Waves;

/// <summary>Closes waves whose last day has passed where the agency is; also those whose day passed while the service was off.</summary>
internal sealed class CloseDueWaves(IServiceScopeFactory scopes, TimeProvider clock, ILogger<CloseDueWaves> logger) : DueWork(clock, logger)
{
    /// <summary>Closes what is due now. A wave closed by somebody else in the same moment is left alone.</summary>
    public override async Task<int> LookAsync(CancellationToken cancellationToken)
    {
        var now = Now;
        var due = await DueAsync(now, cancellationToken);
        foreach (var (id, agency, network) in due)
        {
            await using var work = scopes.CreateAsyncScope();
            work.ServiceProvider.GetRequiredService<TenantScope>().Enter(agency, network);
            var db = work.ServiceProvider.GetRequiredService<AssessmentDbContext>();
            var wave = await db.Waves.SingleAsync(w => w.Id == id, cancellationToken);
            await WaveClosing.CloseAsync(db, wave, now, cancellationToken);
        }

        return due.Count;
    }

    private async Task<List<(Guid Id, Guid Agency, Guid Network)>> DueAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var work = scopes.CreateAsyncScope();
        var db = work.ServiceProvider.GetRequiredService<AssessmentDbContext>();
        var due = await db.RunningWaves.AsNoTracking().Where(r => r.ClosesAt <= now).ToListAsync(cancellationToken);
        return [.. due.Select(r => (r.WaveId, r.AgencyId, r.NetworkId))];
    }
}
