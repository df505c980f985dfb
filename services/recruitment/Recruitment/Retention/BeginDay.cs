using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PeerPlatform.Platform;
using PeerPlatform.Platform.Operations;
using PeerPlatform.Recruitment.Agencies;
using PeerPlatform.Recruitment.Applications;
using PeerPlatform.Recruitment.Data;
using PeerPlatform.Recruitment.Supporters;

namespace PeerPlatform.Recruitment.Retention;

/// <summary>
/// When a day begins where an agency is: erases what was kept long enough, and lets those go whose last day has passed. Also for days that began while the service was off.
/// </summary>
internal sealed class BeginDay(IServiceScopeFactory scopes, TimeProvider clock, ILogger<BeginDay> logger) : DueWork(clock, logger)
{
    /// <summary>Every agency whose day has begun since it was last looked at; how many there were.</summary>
    public override async Task<int> LookAsync(CancellationToken cancellationToken)
    {
        var due = await DueAsync(cancellationToken);
        foreach (var agency in due)
        {
            await BeginAsync(agency, cancellationToken);
        }

        return due.Count;
    }

    private async Task BeginAsync(AgencyDue due, CancellationToken cancellationToken)
    {
        await using var work = scopes.CreateAsyncScope();
        work.ServiceProvider.GetRequiredService<TenantScope>().Enter(due.AgencyId, due.NetworkId);
        var db = work.ServiceProvider.GetRequiredService<RecruitmentDbContext>();
        await using (var alone = await db.BeginAloneAsync(RecruitmentDbContext.Work, cancellationToken))
        {
            var today = AgencyToday.Of(await db.Agencies.SingleAsync(cancellationToken), Now);
            await EraseAsync(db, today.Today, cancellationToken);
            foreach (var leaving in await db.Supporters.Where(s => s.State == ServingState.Serving && s.LastDay < today.Today).ToListAsync(cancellationToken))
            {
                leaving.StandDown(today);
            }

            var known = await db.Due.SingleAsync(d => d.AgencyId == due.AgencyId, cancellationToken);
            known.LookAt = today.Tomorrow;
            await db.SaveChangesAsync(cancellationToken);
            await alone.CommitAsync(cancellationToken);
        }

        await db.OverwriteErasedAsync(cancellationToken);
    }

    private static async Task EraseAsync(RecruitmentDbContext db, DateOnly today, CancellationToken cancellationToken)
    {
        await db.Applications.Where(a => a.EraseOn <= today && a.State != ApplicationState.Selected).ExecuteDeleteAsync(cancellationToken);
        foreach (var selected in await db.Applications.Where(a => a.EraseOn <= today && a.State == ApplicationState.Selected).ToListAsync(cancellationToken))
        {
            selected.ForgetWhatWasWritten();
        }

        await db.Cases.Where(c => c.EraseOn <= today).ExecuteDeleteAsync(cancellationToken);
        foreach (var gone in await db.Supporters.Where(s => s.EraseOn <= today && s.State == ServingState.StoodDown).ToListAsync(cancellationToken))
        {
            gone.Forget();
        }

        // What was written in the moment in which its campaign closed.
        var running = db.RunningCampaigns.Select(r => r.CampaignId);
        await db.Asks.Where(a => !running.Contains(a.CampaignId)).ExecuteDeleteAsync(cancellationToken);
    }

    private async Task<List<AgencyDue>> DueAsync(CancellationToken cancellationToken)
    {
        await using var work = scopes.CreateAsyncScope();
        var db = work.ServiceProvider.GetRequiredService<RecruitmentDbContext>();
        var now = Now;
        return await db.Due.AsNoTracking().Where(d => d.LookAt <= now).ToListAsync(cancellationToken);
    }
}
