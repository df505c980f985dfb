using RabbitMQ.Client;

namespace PeerPlatform.Platform.Messaging;

/// <summary>The dead-letter queues of the services of this host. A letter that is not settled goes back where it was.</summary>
internal sealed class DeadLetterQueues(ConnectionFactory broker, IEnumerable<ReadQueue> queues) : IAsyncDisposable
{
    private const int LooksForGivenBack = 100;
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(20);

    private readonly List<ReadQueue> _queues = [.. queues];
    private IConnection? _connection;

    /// <summary>Names of the queues whose letters these are.</summary>
    public IReadOnlyList<string> Names => [.. _queues.Select(q => q.Name)];

    /// <summary>Shows every letter that is there now to the visitor, once.</summary>
    /// <param name="queue">Only letters of this queue; of all when null.</param>
    /// <param name="settle">True when the letter is settled and leaves.</param>
    public async Task VisitAsync(
        string? queue, Func<DeadLetter, IChannel, Task<bool>> settle, CancellationToken cancellationToken)
    {
        _connection ??= await broker.CreateConnectionAsync(cancellationToken);
        foreach (var read in _queues.Where(q => queue is null || q.Name == queue))
        {
            // Should this process die, closing the channel gives back what was looked at.
            await using var channel = await _connection.CreateChannelAsync(
                new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true), cancellationToken);
            var dead = QueueName.DeadOf(read.Name);
            var (kept, last) = (0u, 0ul);
            for (var left = await CountAsync(channel, dead, cancellationToken); left > 0; left--)
            {
                if (await channel.BasicGetAsync(dead, autoAck: false, cancellationToken) is not { } got)
                {
                    break;
                }

                if (await settle(new DeadLetter(got, read), channel))
                {
                    await channel.BasicAckAsync(got.DeliveryTag, multiple: false, cancellationToken);
                }
                else
                {
                    kept++;
                    last = got.DeliveryTag;
                }
            }

            await GiveBackAsync(channel, dead, kept, last, cancellationToken);
        }
    }

    /// <summary>
    /// Puts the letter into the queue it came from, past the exchange, so that no other service gets the event twice.
    /// Returns once the broker has it on disk; killed before the letter is settled, it is there twice and handled once.
    /// </summary>
    public static async Task ReplayAsync(DeadLetter letter, IChannel channel, CancellationToken cancellationToken) =>
        await channel.BasicPublishAsync("", letter.Queue, mandatory: true, letter.Again, letter.Body, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (_connection is not null)
        {
            await _connection.DisposeAsync();
        }
    }

    /// <summary>Waits until they are there, so that the next command finds them.</summary>
    private static async Task GiveBackAsync(IChannel channel, string queue, uint kept, ulong last, CancellationToken cancellationToken)
    {
        if (kept == 0)
        {
            return;
        }

        await channel.BasicNackAsync(last, multiple: true, requeue: true, cancellationToken);
        for (var look = 0; look < LooksForGivenBack && await CountAsync(channel, queue, cancellationToken) < kept; look++)
        {
            await Task.Delay(LookEvery, cancellationToken);
        }
    }

    private static async Task<uint> CountAsync(IChannel channel, string queue, CancellationToken cancellationToken) =>
        await RabbitQueues.CountAsync(channel, queue, cancellationToken) ?? 0;
}
