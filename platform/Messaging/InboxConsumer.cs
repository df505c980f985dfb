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
        db.Inbox.Add(new InboxMessage { MessageId = messageId, Handler = name, HandledOn = Retention.Today(clock) });
        FaultPoint.Reach("inbox-before-commit");
        await db.SaveChangesAsync(context.CancellationToken);
        FaultPoint.Reach("inbox-after-commit");
    }
}
