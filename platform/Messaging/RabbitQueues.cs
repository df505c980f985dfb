using MassTransit;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace PeerPlatform.Platform.Messaging;

/// <summary>How queues are kept on RabbitMQ. A broker refuses a queue that is declared with other arguments than it has.</summary>
internal static class RabbitQueues
{
    /// <summary>A message that failed so often more goes to the dead-letter queue.</summary>
    public const int DeliveryLimit = 5;

    /// <summary>Messages that one process has in hand at most, of each queue.</summary>
    public const int Prefetch = 16;

    private const ushort NotFound = 404;

    /// <summary>Looking at dead letters counts as delivery, and newer brokers have a limit of their own.</summary>
    private const int LooksAtDeadLetters = 1_000_000;

    /// <summary>Messages that wait in the queue; null when there is none of that name, which closes the channel.</summary>
    public static async Task<uint?> CountAsync(IChannel channel, string queue, CancellationToken cancellationToken)
    {
        try
        {
            return (await channel.QueueDeclarePassiveAsync(queue, cancellationToken)).MessageCount;
        }
        catch (OperationInterruptedException e) when (e.ShutdownReason?.ReplyCode == NotFound)
        {
            return null;
        }
    }

    /// <summary>
    /// On disk of most nodes before it is confirmed; nacked until the limit, then moved to the dead-letter queue,
    /// from which it is not let go before that queue has confirmed it (at-least-once, RabbitMQ 3.10 and later).
    /// </summary>
    public static void Keep(IRabbitMqReceiveEndpointConfigurator endpoint, string queue)
    {
        endpoint.SetQuorumQueue();
        endpoint.SetQueueArgument("x-delivery-limit", DeliveryLimit);
        endpoint.SetQueueArgument("x-dead-letter-strategy", "at-least-once");
        endpoint.SetQueueArgument("x-overflow", "reject-publish");
        endpoint.PrefetchCount = Prefetch;
        var dead = QueueName.DeadOf(queue);
        endpoint.BindDeadLetterQueue(dead, dead, letters =>
        {
            letters.SetQuorumQueue();
            letters.SetQueueArgument("x-delivery-limit", LooksAtDeadLetters);
        });

        // Without these two MassTransit would move a message to queues of its own, _error and _skipped, and acknowledge it.
        endpoint.RethrowFaultedMessages();
        endpoint.ThrowOnSkippedMessages();
    }
}
