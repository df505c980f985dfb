using System.Collections.Concurrent;
using System.Diagnostics;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PeerPlatform.Platform.Data;
using PeerPlatform.Platform.Operations;

namespace PeerPlatform.Platform.Messaging;

/// <summary>
/// Tells what the outbox holds, at least once, events of one aggregate in the order of its commits. What a broker has confirmed is
/// retained for some days: it is told again at the next start if the broker is one that forgets at a crash, and if a durable broker
/// lost what it had (<see cref="BrokerMemory"/>); handlers that were done know it by their inbox (decision 0005).
/// </summary>
internal sealed partial class OutboxDispatcher<TDb>(
    IServiceScopeFactory scopes, RetainedEvents<TDb> retained, IBus bus, BrokerLink broker, OutboxSignal<TDb> signal, IConfiguration configuration, IHostApplicationLifetime lifetime,
    TimeProvider clock, ILogger<OutboxDispatcher<TDb>> logger) : BackgroundService
    where TDb : PlatformDbContext
{
    private static readonly TimeSpan LookAtLeastEvery = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ForgetEvery = TimeSpan.FromHours(6);

    /// <summary>A broker that confirms nothing for so long is not waited for with locks in hand.</summary>
    private static readonly TimeSpan ConfirmedWithin = TimeSpan.FromSeconds(10);

    private readonly bool _brokerForgets = MessagingSetup.BrokerForgets(configuration);
    private readonly ConcurrentDictionary<string, bool> _unread = new();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // No trace of a request leads to its event.
        Activity.Current = null;
        // A handler may ask a service of this same process, so the process must listen first.
        await StartedAsync(stoppingToken);
        var retold = !_brokerForgets;
        var forgetAt = DateTimeOffset.MinValue;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (clock.GetUtcNow() is var now && now >= forgetAt)
                {
                    await ForgetOldAsync(stoppingToken);
                    forgetAt = now + ForgetEvery;
                }

                if (!retold)
                {
                    await retained.TellAgainAsync(stoppingToken);
                    retold = true;
                }

                while (broker.CanTell && await TellAsync(stoppingToken))
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

    private async Task ForgetOldAsync(CancellationToken cancellationToken)
    {
        await using var work = scopes.CreateAsyncScope();
        var db = work.ServiceProvider.GetRequiredService<TDb>();
        var today = Retention.Today(clock);
        var told = today.AddDays(-(_brokerForgets ? Retention.OutboxDays : Retention.ConfirmedDays));
        await db.Outbox.Where(m => m.Published && m.NotBefore == OutboxMessage.Never && m.FirstTriedOn < told).ExecuteDeleteAsync(cancellationToken);
        var unread = today.AddDays(-Retention.OutboxDays);
        await db.Outbox.Where(m => m.Published && m.FirstTriedOn < unread).ExecuteDeleteAsync(cancellationToken);
        var handled = today.AddDays(-Retention.InboxDays);
        await db.Inbox.Where(m => m.HandledOn < handled).ExecuteDeleteAsync(cancellationToken);
    }

    /// <summary>True when something was told, so that there may be more.</summary>
    private async Task<bool> TellAsync(CancellationToken cancellationToken)
    {
        await using var work = scopes.CreateAsyncScope();
        await using var claim = await OutboxClaim.TakeAsync(
            work.ServiceProvider.GetRequiredService<TDb>(), clock, cancellationToken);
        if (claim.ByAggregate.Count == 0)
        {
            return false;
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(ConfirmedWithin);
        var failures = await Task.WhenAll(claim.ByAggregate.Select(messages => TellInOrderAsync(messages, claim.Now, limit.Token)));
        cancellationToken.ThrowIfCancellationRequested();
        if (failures.OfType<Exception>().ToList() is { Count: > 0 } failed)
        {
            LogUnsendable(logger, failed[0], failed.Count, typeof(TDb).Name);
        }

        FaultPoint.Reach("outbox-before-settle");
        await claim.SettleAsync(cancellationToken);
        return claim.ByAggregate.Any(messages => messages[0].IsTold);
    }

    /// <summary>Stops at the first that cannot be sent, since those behind it must not overtake it, and says why it cannot.</summary>
    private async Task<Exception?> TellInOrderAsync(
        IReadOnlyList<OutboxMessage> messages, DateTimeOffset now, CancellationToken cancellationToken)
    {
        foreach (var message in messages)
        {
            if (message.IsPutOff(now))
            {
                break;
            }

            message.TriedOn(Retention.Today(clock));
            try
            {
                var happened = message.Open();
                await bus.Publish(
                    happened,
                    happened.GetType(),
                    context =>
                    {
                        context.MessageId = message.MessageId;
                        // A durable broker says when no queue takes it; one in memory has all its readers in this process.
                        context.Mandatory = !_brokerForgets;
                    },
                    cancellationToken);
                FaultPoint.Reach("outbox-after-publish");
                message.Retain();
            }
            catch (MessageReturnedException)
            {
                message.KeepUnread(now);
                if (_unread.TryAdd(message.Type, true))
                {
                    LogNobodyReads(logger, message.Type, Retention.OutboxDays);
                }
            }
            catch (Exception e) when (e is not OperationCanceledException || !lifetime.ApplicationStopping.IsCancellationRequested)
            {
                message.Postpone(now);
                return e;
            }
        }

        return null;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The outbox could not be looked through; it is tried again.")]
    private static partial void LogRoundFailed(ILogger logger, Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} events of {Database} could not be told; they are tried again. The first of them failed so:")]
    private static partial void LogUnsendable(ILogger logger, Exception exception, int count, string database);

    [LoggerMessage(Level = LogLevel.Information, Message = "No queue takes events of type {Type} yet; each is kept for {Days} days and offered again.")]
    private static partial void LogNobodyReads(ILogger logger, string type, int days);
}
