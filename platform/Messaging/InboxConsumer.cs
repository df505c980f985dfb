using MassTransit;
using Microsoft.EntityFrameworkCore;
using PeerPlatform.Contracts.Events;
using PeerPlatform.Platform.Data;
using PeerPlatform.Platform.Operations;

namespace PeerPlatform.Platform.Messaging;

/// <summary>
/// What a service does when something has happened. It changes tracked entities of its database and does not save:
/// the platform saves them together with the inbox row.
/// </summary>
public interface IEventHandler<in TEvent>
    where TEvent : class, IEvent
{
    /// <summary>Applies the event to the service's own data.</summary>
    Task HandleAsync(TEvent happened, CancellationToken cancellationToken);
}

internal sealed record InboxTenant<TEvent, THandler>(Func<TEvent, Guid> Of);

/// <summary>Brings an event to its handler once in effect, in the tenant that the handler's registration names.</summary>
internal sealed class InboxConsumer<TEvent, THandler, TDb>(
    TDb db, THandler handler, TenantScope scope, InboxTenant<TEvent, THandler> tenant, TimeProvider clock) : IConsumer<TEvent>
    where TEvent : class, IEvent
    where THandler : class, IEventHandler<TEvent>
    where TDb : PlatformDbContext
{
    public async Task Consume(ConsumeContext<TEvent> context)
    {
        var messageId = context.MessageId ?? throw new InvalidOperationException("The message has no id.");
        scope.Enter(tenant.Of(context.Message), context.Message.NetworkId);
        var name = typeof(THandler).Name;
        if (await db.Inbox.AnyAsync(m => m.MessageId == messageId && m.Handler == name, context.CancellationToken))
        {
            return;
        }

        await handler.HandleAsync(context.Message, context.CancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(context.CancellationToken);
        if (!await db.TakeInAsync(messageId, name, Retention.Today(clock), context.CancellationToken))
        {
            // Another replica had the same delivery and was first; its effect is the one.
            return;
        }

        await db.SaveChangesAsync(context.CancellationToken);
        FaultPoint.Reach("inbox-before-commit");
        await transaction.CommitAsync(context.CancellationToken);
        FaultPoint.Reach("inbox-after-commit");
    }
}

internal static class InboxRows
{
    /// <summary>
    /// False when the message was handled already. Without an exception, so that losing a race is no fault in the log;
    /// PostgreSQL waits here for the commit of whoever was first.
    /// </summary>
    public static async Task<bool> TakeInAsync(
        this PlatformDbContext db, Guid messageId, string handler, DateOnly today, CancellationToken cancellationToken) =>
        await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO "Inbox" ("MessageId", "Handler", "HandledOn") VALUES ({messageId}, {handler}, {today}) ON CONFLICT DO NOTHING
            """,
            cancellationToken) > 0;
}
