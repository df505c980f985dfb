using System.Threading.Channels;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PeerPlatform.Platform.Data;
using PeerPlatform.Platform.Operations;

namespace PeerPlatform.Platform.Messaging;

/// <summary>Wakes the dispatcher after a commit, so that an event does not wait for the next look.</summary>
internal sealed class OutboxSignal<TDb>
{
    private readonly Channel<bool> _signal = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Set() => _signal.Writer.TryWrite(true);

    public async Task WaitAsync(TimeSpan atMost, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(atMost);
        try
        {
            await _signal.Reader.ReadAsync(limit.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Nothing was committed in the meantime; the caller looks all the same.
        }
    }
}

/// <summary>
/// Publishes what the outbox holds, in the order of the commits. With a broker that forgets at a crash, everything
/// still retained is published again at start: handlers that were done know it by their inbox (decision 0005).
/// </summary>
internal sealed partial class OutboxDispatcher<TDb>(
    IServiceScopeFactory scopes, IBusControl bus, OutboxSignal<TDb> signal, IConfiguration configuration, IHostApplicationLifetime lifetime,
    TimeProvider clock, ILogger<OutboxDispatcher<TDb>> logger) : BackgroundService
    where TDb : PlatformDbContext
{
    private const int Batch = 100;
    private static readonly TimeSpan LookAtLeastEvery = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // A handler may ask a service of this same process, so the process must listen first.
        await StartedAsync(stoppingToken);
        // Before the consumers' queues are there, a broker would drop what is published.
        await bus.WaitForHealthStatus(BusHealthStatus.Healthy, stoppingToken);
        if (MessagingSetup.BrokerForgets(configuration))
        {
            await PublishRetainedAgainAsync(stoppingToken);
        }

        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                while (await PublishBatchAsync(stoppingToken))
                {
                }
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                LogRoundFailed(logger, e);
            }

            await signal.WaitAsync(LookAtLeastEvery, stoppingToken);
        }
    }

    private async Task StartedAsync(CancellationToken cancellationToken)
    {
        var started = new TaskCompletionSource();
        await using var registration = lifetime.ApplicationStarted.Register(() => started.TrySetResult());
        await started.Task.WaitAsync(cancellationToken);
    }

    private async Task PublishRetainedAgainAsync(CancellationToken cancellationToken)
    {
        await using var work = scopes.CreateAsyncScope();
        var db = work.ServiceProvider.GetRequiredService<TDb>();
        await db.Outbox.Where(m => m.Published).ExecuteUpdateAsync(m => m.SetProperty(x => x.Published, false), cancellationToken);
    }

    private async Task<bool> PublishBatchAsync(CancellationToken cancellationToken)
    {
        await using var work = scopes.CreateAsyncScope();
        var db = work.ServiceProvider.GetRequiredService<TDb>();
        var now = clock.GetUtcNow();
        var due = await db.Outbox
            .Where(m => !m.Published && m.NotBefore <= now.UtcTicks)
            .OrderBy(m => m.Sequence)
            .Take(Batch)
            .ToListAsync(cancellationToken);
        foreach (var message in due)
        {
            try
            {
                var happened = message.Open();
                await bus.Publish(happened, happened.GetType(), context => context.MessageId = message.MessageId, cancellationToken);
                FaultPoint.Reach("outbox-after-publish");
                message.MarkPublished();
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                LogUnsendable(logger, e, message.MessageId, message.Type);
                message.Postpone(now);
            }
        }

        await db.SaveChangesAsync(cancellationToken);
        return due.Count == Batch;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The outbox could not be looked through; it is tried again.")]
    private static partial void LogRoundFailed(ILogger logger, Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Message {MessageId} of type {Type} could not be published; it is tried again.")]
    private static partial void LogUnsendable(ILogger logger, Exception exception, Guid messageId, string type);
}
