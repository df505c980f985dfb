using System.Text;
using PeerPlatform.Platform.Messaging;
using PeerPlatform.Platform.Tests.Notes;
using PeerPlatform.Platform.Tests.Rabbit;
using PeerPlatform.Testing;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

[assembly: AssemblyFixture(typeof(SharedRabbit))]

namespace PeerPlatform.Platform.Tests.Rabbit;

/// <summary>One broker for all tests of the assembly, started by the first that asks. The tests on it run one after the other.</summary>
public sealed class SharedRabbit : IAsyncDisposable
{
    /// <summary>Of xunit's collection, whose tests do not run side by side.</summary>
    public const string Collection = "RabbitMQ";

    internal const string Queue = "notes-wave-closed";
    internal const string Dead = "notes-wave-closed-dead";
    internal const string Exchange = "PeerPlatform.Contracts.Events:WaveClosed";

    private readonly Lazy<Task<RabbitServer>> _server = new(() => RabbitServer.StartAsync());

    internal Task<RabbitServer> ServerAsync() => _server.Value;

    /// <summary>The small service on this broker, which holds nothing of an earlier test.</summary>
    internal async Task<NotesWorld> WorldAsync(
        NotesService? service = null, string retrySeconds = "0.05,0.1", string? address = null, string? folder = null)
    {
        await ForgetAsync();
        return await NotesWorld.StartAsync(await SettingsAsync(retrySeconds, address), folder, service);
    }

    internal async Task<Dictionary<string, string?>> SettingsAsync(string retrySeconds = "0.05,0.1", string? address = null) => new()
    {
        ["Messaging:Transport"] = "rabbitmq",
        ["Messaging:RabbitMq"] = address ?? (await ServerAsync()).Address,
        ["Messaging:HeartbeatSeconds"] = "1",
        ["Messaging:RetrySeconds"] = retrySeconds,
    };

    /// <summary>Removes the queues of an earlier test; the broker knows the service, as after its first start.</summary>
    internal Task ForgetAsync() => OnChannelAsync(async channel =>
    {
        await channel.QueueDeleteAsync(Queue);
        await channel.QueueDeleteAsync(Dead);
        await channel.QueueDeleteAsync(BrokerMemory.RequestsOf("notes"));
        await BrokerMemory.DeclareAsync(channel, BrokerMemory.KnownOf("notes"), CancellationToken.None);
        return true;
    });

    internal async Task<T> OnChannelAsync<T>(Func<IChannel, Task<T>> work)
    {
        var factory = new ConnectionFactory { Uri = new Uri((await ServerAsync()).Address) };
        await using var connection = await factory.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        return await work(channel);
    }

    /// <summary>Messages that wait in the queue; 0 when there is no such queue.</summary>
    internal Task<uint> WaitingAsync(string queue) => OnChannelAsync(async channel =>
    {
        try
        {
            return (await channel.QueueDeclarePassiveAsync(queue)).MessageCount;
        }
        catch (OperationInterruptedException)
        {
            return 0u;
        }
    });

    /// <summary>Sends what no service of ours would.</summary>
    internal Task SendAsync(string body, string? type, string? messageId) => OnChannelAsync(async channel =>
    {
        var properties = new BasicProperties { ContentType = "application/json", MessageId = messageId, DeliveryMode = DeliveryModes.Persistent };
        if (type is not null)
        {
            properties.Headers = new Dictionary<string, object?> { ["event"] = type };
        }

        await channel.BasicPublishAsync("", Queue, mandatory: true, properties, Encoding.UTF8.GetBytes(body));
        return true;
    });

    public async ValueTask DisposeAsync()
    {
        if (_server.IsValueCreated && _server.Value.IsCompletedSuccessfully)
        {
            await (await _server.Value).DisposeAsync();
        }
    }
}
