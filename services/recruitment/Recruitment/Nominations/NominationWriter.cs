using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PeerPlatform.Platform;
using PeerPlatform.Platform.Data;
using PeerPlatform.Recruitment.Data;

namespace PeerPlatform.Recruitment.Nominations;

/// <summary>A colleague who was named; already without a name.</summary>
internal sealed record Named(Guid AgencyId, Guid NetworkId, Guid CampaignId, byte[] Nominee);

/// <summary>
/// Writes nominations that came together in one commit for each agency, in the order of their hashes, so that storage tells no order, two replicas never wait for
/// each other, and many people share the cost of one sync. Whoever waits hears of it only after the commit.
/// </summary>
internal sealed partial class NominationWriter(IServiceScopeFactory scopes, ILogger<NominationWriter> logger) : BackgroundService
{
    private const int LargestBatch = 256;
    private const int MostWaiting = 4096;

    private readonly Channel<Waiting> _waiting = Channel.CreateBounded<Waiting>(
        new BoundedChannelOptions(MostWaiting) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    /// <summary>Hands in a nomination; null when too many wait already, or the service is stopping.</summary>
    public Task? Offer(Named named)
    {
        var waiting = new Waiting(named, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        return _waiting.Writer.TryWrite(waiting) ? waiting.Done.Task : null;
    }

    /// <summary>Finishes what was handed in, then stops. The web server has stopped taking requests before this.</summary>
    public override Task StopAsync(CancellationToken cancellationToken)
    {
        _waiting.Writer.TryComplete();
        return base.StopAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var batch = new List<Waiting>(LargestBatch);
        // Not the stopping token: the channel ends when it is empty and nothing can come any more.
        while (await _waiting.Reader.WaitToReadAsync(CancellationToken.None))
        {
            batch.Clear();
            while (batch.Count < LargestBatch && _waiting.Reader.TryRead(out var next))
            {
                batch.Add(next);
            }

            foreach (var agency in batch.GroupBy(w => (w.Named.AgencyId, w.Named.NetworkId)))
            {
                await WriteAsync(agency.Key.AgencyId, agency.Key.NetworkId, [.. agency]);
            }
        }
    }

    private async Task WriteAsync(Guid agency, Guid network, List<Waiting> together)
    {
        try
        {
            await using var work = scopes.CreateAsyncScope();
            work.ServiceProvider.GetRequiredService<TenantScope>().Enter(agency, network);
            var db = work.ServiceProvider.GetRequiredService<RecruitmentDbContext>();
            var campaigns = together.Select(w => w.Named.CampaignId).Distinct().ToList();
            await using (var transaction = await db.Database.BeginTransactionAsync())
            {
                var running = await db.RunningCampaigns.Where(r => campaigns.Contains(r.CampaignId)).Select(r => r.CampaignId).ToListAsync();
                foreach (var named in together.Select(w => w.Named).Where(n => running.Contains(n.CampaignId)).OrderBy(n => Convert.ToHexString(n.Nominee), StringComparer.Ordinal))
                {
                    await db.InsertUnlessThereAsync(new Ask(named.CampaignId, named.Nominee), CancellationToken.None);
                }

                await transaction.CommitAsync();
            }

            together.ForEach(w => w.Done.TrySetResult());
        }
        catch (Exception e)
        {
            LogBatchFailed(logger, e);
            together.ForEach(w => w.Done.TrySetException(e));
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Nominations could not be written; the people who sent them were told.")]
    private static partial void LogBatchFailed(ILogger logger, Exception exception);

    private sealed record Waiting(Named Named, TaskCompletionSource Done);
}
