using Microsoft.Extensions.Logging;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using RabbitMQ.Client.Exceptions;

namespace PeerPlatform.Platform.Messaging;

/// <summary>
/// Notices that RabbitMQ has lost what it had confirmed, or never knew this service: a queue <c>{service}-known</c> is missing. Then,
/// once this service's own queues are there, every service is asked over the exchange <c>tell-again</c> to tell again what it
/// retains. Whoever comes back later, or is installed later, asks again, so that nobody has to know how many readers there are.
/// </summary>
internal sealed partial class BrokerMemory(
    IEnumerable<IRetainedEvents> outboxes, IEnumerable<ReadQueue> queues, ILogger<BrokerMemory> logger)
{
    public const string Exchange = "tell-again";

    /// <summary>As often as it fails; newer brokers would give the request up after twenty times.</summary>
    private const int Deliveries = 1_000_000;

    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan TryAgainAfter = TimeSpan.FromSeconds(5);

    private readonly List<IRetainedEvents> _outboxes = [.. outboxes];
    private readonly List<string> _queues = [.. queues.Select(q => q.Name)];

    /// <summary>Listens for requests to tell again for as long as the connection lasts, and asks for it if the broker does not know this service.</summary>
    /// <param name="isHeard">Whether the queues of this process are read now.</param>
    public async Task RefreshAsync(IConnection connection, Func<bool> isHeard, CancellationToken cancellationToken)
    {
        foreach (var outbox in _outboxes)
        {
            await ListenAsync(connection, outbox, cancellationToken);
        }

        foreach (var service in _outboxes.Select(outbox => outbox.Service))
        {
            if (await ExistsAsync(connection, KnownOf(service), cancellationToken))
            {
                continue;
            }

            while (!isHeard() || !await AllExistAsync(connection, cancellationToken))
            {
                await Task.Delay(LookEvery, cancellationToken);
            }

            LogNotKnown(logger, service);
            await AskAsync(connection, cancellationToken);
            await using var channel = await connection.CreateChannelAsync(cancellationToken: cancellationToken);
            await DeclareAsync(channel, KnownOf(service), cancellationToken);
        }
    }

    /// <summary>Asks every service that has ever listened; returns once the broker has the request on disk.</summary>
    public static async Task AskAsync(IConnection connection, CancellationToken cancellationToken)
    {
        await using var channel = await connection.CreateChannelAsync(
            new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true), cancellationToken);
        await channel.ExchangeDeclareAsync(Exchange, ExchangeType.Fanout, durable: true, cancellationToken: cancellationToken);
        await channel.BasicPublishAsync(
            Exchange, "", mandatory: false, new BasicProperties { DeliveryMode = DeliveryModes.Persistent }, ReadOnlyMemory<byte>.Empty, cancellationToken);
    }

    public static string KnownOf(string service) => $"{service}-known";

    public static string RequestsOf(string service) => $"{service}-{Exchange}";

    public static Task<QueueDeclareOk> DeclareAsync(IChannel channel, string queue, CancellationToken cancellationToken) => channel.QueueDeclareAsync(
        queue,
        durable: true,
        exclusive: false,
        autoDelete: false,
        new Dictionary<string, object?> { ["x-queue-type"] = "quorum", ["x-delivery-limit"] = Deliveries },
        cancellationToken: cancellationToken);

    /// <summary>Of several replicas one gets a request, which is enough: they share the outbox.</summary>
    private async Task ListenAsync(IConnection connection, IRetainedEvents outbox, CancellationToken cancellationToken)
    {
        var channel = await connection.CreateChannelAsync(cancellationToken: cancellationToken);
        await channel.ExchangeDeclareAsync(Exchange, ExchangeType.Fanout, durable: true, cancellationToken: cancellationToken);
        var requests = RequestsOf(outbox.Service);
        await DeclareAsync(channel, requests, cancellationToken);
        await channel.QueueBindAsync(requests, Exchange, "", cancellationToken: cancellationToken);
        await channel.BasicQosAsync(0, 1, global: false, cancellationToken);
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += async (_, request) =>
        {
            try
            {
                await outbox.TellAgainAsync(request.CancellationToken);
                await channel.BasicAckAsync(request.DeliveryTag, multiple: false, request.CancellationToken);
            }
            catch (Exception e) when (e is not OperationCanceledException and not RabbitMQClientException)
            {
                LogNotToldAgain(logger, e, outbox.Service);
                await Task.Delay(TryAgainAfter, request.CancellationToken);
                await channel.BasicNackAsync(request.DeliveryTag, multiple: false, requeue: true, request.CancellationToken);
            }
        };
        await channel.BasicConsumeAsync(requests, autoAck: false, consumer, cancellationToken);
    }

    private async Task<bool> AllExistAsync(IConnection connection, CancellationToken cancellationToken)
    {
        foreach (var queue in _queues)
        {
            if (!await ExistsAsync(connection, queue, cancellationToken))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>A channel of its own each time, for a queue that is missing closes it.</summary>
    private static async Task<bool> ExistsAsync(IConnection connection, string queue, CancellationToken cancellationToken)
    {
        await using var channel = await connection.CreateChannelAsync(cancellationToken: cancellationToken);
        return await RabbitQueues.CountAsync(channel, queue, cancellationToken) is not null;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The broker does not know {Service}: every service is asked to tell again what it retains.")]
    private static partial void LogNotKnown(ILogger logger, string service);

    [LoggerMessage(Level = LogLevel.Warning, Message = "What {Service} retains could not be told again; it is tried again.")]
    private static partial void LogNotToldAgain(ILogger logger, Exception exception, string service);
}
