using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PeerPlatform.Platform;
using PeerPlatform.Platform.Operations;
using PeerPlatform.Training.Agencies;
using PeerPlatform.Training.Data;

namespace PeerPlatform.Training.Supporters;

/// <summary>Looks at the standings whose day has come where the agency is, and at no others; also at those whose day came while the service was off.</summary>
internal sealed class LookAtDueStandings(IServiceScopeFactory scopes, TimeProvider clock, ILogger<LookAtDueStandings> logger) : DueWork(clock, logger)
{
    private const int AtOnce = 500;

    /// <summary>Everything that is due now; how many standings were looked at.</summary>
    public override async Task<int> LookAsync(CancellationToken cancellationToken)
    {
        var looked = 0;
        foreach (var agency in (await DueAsync(cancellationToken)).GroupBy(d => (d.AgencyId, d.NetworkId)))
        {
            foreach (var some in agency.Select(d => d.MemberId).Chunk(AtOnce))
            {
                looked += await LookAsync(agency.Key.AgencyId, agency.Key.NetworkId, some, cancellationToken);
            }
        }

        return looked;
    }

    private async Task<int> LookAsync(Guid agency, Guid network, Guid[] members, CancellationToken cancellationToken)
    {
        await using var work = scopes.CreateAsyncScope();
        work.ServiceProvider.GetRequiredService<TenantScope>().Enter(agency, network);
        var db = work.ServiceProvider.GetRequiredService<TrainingDbContext>();
        await using var alone = await db.BeginAloneAsync(TrainingDbContext.Work, cancellationToken);
        var today = await work.ServiceProvider.GetRequiredService<AgencyReader>().OfAsync(await db.Agencies.SingleAsync(cancellationToken), cancellationToken);
        // Another replica may have looked already; then nothing of it is due any more.
        var due = await db.Supporters.Where(s => members.Contains(s.Id) && s.LookAgainAt != null && s.LookAgainAt <= today.Now).ToListAsync(cancellationToken);
        foreach (var supporter in due)
        {
            supporter.LookAgain(today);
        }

        await db.SaveChangesAsync(cancellationToken);
        await alone.CommitAsync(cancellationToken);
        return due.Count;
    }

    private async Task<List<StandingDue>> DueAsync(CancellationToken cancellationToken)
    {
        await using var work = scopes.CreateAsyncScope();
        var db = work.ServiceProvider.GetRequiredService<TrainingDbContext>();
        var now = Now;
        return await db.Due.AsNoTracking().Where(d => d.LookAt <= now).ToListAsync(cancellationToken);
    }
}
