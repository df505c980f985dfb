using PeerPlatform.Testing;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace PeerPlatform.Faults.Tests;

/// <summary>The broker seen from outside: counts, copies, mixes up and adds messages.</summary>
internal sealed class Broker(string address)
{
    public const string WaveClosedQueue = "reporting-wave-closed";
    public const string AgencyQueue = "reporting-agency-onboarded";
    public static readonly string[] Queues = [WaveClosedQueue, AgencyQueue];

    /// <summary>Messages sent before the broker's word for the first of them is waited for.</summary>
    private const int InFlight = 250;

    public static Broker Of(LocalProduction platform) => new(platform.Settings("reporting-1")["Messaging__RabbitMq"]);

    public static string DeadOf(string queue) => $"{queue}-dead";

    /// <summary>Messages that wait in the queue; 0 when there is no such queue.</summary>
    public async Task<uint> CountAsync(string queue)
    {
        await using var connection = await ConnectAsync();
        await using var channel = await connection.CreateChannelAsync();
        try
        {
            return (await channel.QueueDeclarePassiveAsync(queue)).MessageCount;
        }
        catch (OperationInterruptedException)
        {
            return 0;
        }
    }

    /// <summary>Takes everything out of a queue that nobody reads now.</summary>
    public async Task<List<Letter>> TakeAllAsync(string queue)
    {
        await using var connection = await ConnectAsync();
        await using var channel = await connection.CreateChannelAsync();
        var taken = new List<Letter>();
        while (await channel.BasicGetAsync(queue, autoAck: true) is { } got)
        {
            taken.Add(new Letter(new BasicProperties(got.BasicProperties), got.Body.ToArray()));
        }

        return taken;
    }

    /// <summary>Puts letters into a queue, and returns when the broker has them on disk.</summary>
    public async Task PutAsync(string queue, IEnumerable<Letter> letters)
    {
        await using var connection = await ConnectAsync();
        await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(true, true, new ThrottlingRateLimiter(InFlight * 2)));
        foreach (var some in letters.Chunk(InFlight))
        {
            await Task.WhenAll(some.Select(letter => channel.BasicPublishAsync("", queue, mandatory: true, letter.Properties, letter.Body).AsTask()));
        }
    }

    public async Task PurgeAsync(string queue)
    {
        await using var connection = await ConnectAsync();
        await using var channel = await connection.CreateChannelAsync();
        await channel.QueuePurgeAsync(queue);
    }

    private Task<IConnection> ConnectAsync() => new ConnectionFactory { Uri = new Uri(address) }.CreateConnectionAsync();
}

/// <summary>A message as it is on the wire.</summary>
internal sealed record Letter(BasicProperties Properties, byte[] Body)
{
    /// <summary>The same event as another message, as if it had been told anew.</summary>
    public Letter AsNew() => this with { Properties = new BasicProperties(Properties) { MessageId = Guid.NewGuid().ToString() } };
}
