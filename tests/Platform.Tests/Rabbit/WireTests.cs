using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using PeerPlatform.Contracts.Events;
using PeerPlatform.Platform.Tests.Notes;
using PeerPlatform.Testing;
using RabbitMQ.Client;

namespace PeerPlatform.Platform.Tests.Rabbit;

[Collection(SharedRabbit.Collection)]
public sealed class WireTests(SharedRabbit rabbit)
{
    private const string Tap = "tap";

    /// <summary>The last is the client's count of what it published on a channel, by which it knows a returned message; it is no time.</summary>
    private static readonly string[] HeadersThatMayTravel = ["event", "x-dotnet-pub-seq-no"];

    [Fact]
    public async Task Nothing_is_on_the_wire_but_the_event_its_type_and_a_random_id()
    {
        // Somebody traces everything, and the event is raised inside a traced request.
        var traced = new ConcurrentBag<string>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => { traced.Add(source.Name); return true; },
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
        };
        ActivitySource.AddActivityListener(listener);
        using var request = new Activity("a request").Start();
        await using var world = await rabbit.WorldAsync();
        var closed = world.ClosedWave(Guid.CreateVersion7());
        await OutboxTests.HandledAsync(world, await world.TellAsync());
        Assert.Contains("MassTransit", traced);

        var (properties, body) = await rabbit.OnChannelAsync(async channel =>
        {
            await channel.QueueDeclareAsync(Tap, durable: false, exclusive: true, autoDelete: true);
            await channel.QueueBindAsync(Tap, SharedRabbit.Exchange, "");
            await world.TellAsync(closed.WaveId);
            var got = (await Eventually.GetAsync(async () => await channel.BasicGetAsync(Tap, autoAck: true), m => m is not null, "the message is there"))!;
            return (got.BasicProperties, got.Body.ToArray());
        });

        Assert.All(properties.Headers!.Keys, name => Assert.Contains(name, HeadersThatMayTravel));
        Assert.Equal(typeof(WaveClosed).FullName, Encoding.UTF8.GetString((byte[])properties.Headers["event"]!));
        Assert.Equal(
            [nameof(IReadOnlyBasicProperties.ContentType), nameof(IReadOnlyBasicProperties.DeliveryMode), nameof(IReadOnlyBasicProperties.Headers), nameof(IReadOnlyBasicProperties.MessageId)],
            PropertiesPresent(properties));
        Assert.Equal("application/json", properties.ContentType);
        Assert.Equal(DeliveryModes.Persistent, properties.DeliveryMode);
        // A version 7 id would tell the time, and so would one of MassTransit's own, with the machine's address besides.
        Assert.Equal(4, Guid.Parse(properties.MessageId!).Version);
        var fields = JsonNode.Parse(body)!.AsObject();
        Assert.Equal(["agencyId", "networkId", "waveId", "instrumentCode", "instrumentVersion", "closedOn"], fields.Select(f => f.Key));
        Assert.Equal(closed.WaveId, (Guid)fields["waveId"]!);
    }

    [Fact]
    public async Task A_field_that_a_newer_sender_added_is_passed_over()
    {
        await using var world = await rabbit.WorldAsync();
        await OutboxTests.HandledAsync(world, await world.TellAsync());
        var wave = Guid.CreateVersion7();

        await rabbit.SendAsync(
            $$"""{"agencyId":"{{world.Agency}}","networkId":"{{NotesWorld.Network}}","waveId":"{{wave}}","instrumentCode":"cbi","instrumentVersion":1,"closedOn":"2026-11-20","addedLater":[1,2]}""",
            typeof(WaveClosed).FullName, $"{Guid.NewGuid()}");

        await OutboxTests.HandledAsync(world, wave);
    }

    [Fact]
    public async Task A_told_row_goes_at_once()
    {
        await using var world = await rabbit.WorldAsync();

        await OutboxTests.HandledAsync(world, await world.TellAsync());

        await Eventually.HoldsAsync(async () => await world.WaitingAsync() == 0, "the outbox is empty");
    }

    [Fact]
    public async Task Queues_are_kept_by_a_quorum_and_give_up_to_a_queue_of_their_own()
    {
        await using var world = await rabbit.WorldAsync();
        await OutboxTests.HandledAsync(world, await world.TellAsync());

        // A queue can be declared again only exactly as it is.
        await rabbit.OnChannelAsync(async channel =>
        {
            await channel.QueueDeclareAsync(SharedRabbit.Queue, durable: true, exclusive: false, autoDelete: false, new Dictionary<string, object?>
            {
                ["x-queue-type"] = "quorum",
                ["x-delivery-limit"] = 5,
                ["x-dead-letter-strategy"] = "at-least-once",
                ["x-overflow"] = "reject-publish",
                ["x-dead-letter-exchange"] = SharedRabbit.Dead,
            });
            return await channel.QueueDeclareAsync(SharedRabbit.Dead, durable: true, exclusive: false, autoDelete: false, new Dictionary<string, object?>
            {
                ["x-queue-type"] = "quorum",
                ["x-delivery-limit"] = 1_000_000,
            });
        });
    }

    private static IEnumerable<string> PropertiesPresent(IReadOnlyBasicProperties properties) => typeof(IReadOnlyBasicProperties).GetMethods()
        .Where(m => m.Name.StartsWith("Is", StringComparison.Ordinal) && m.Name.EndsWith("Present", StringComparison.Ordinal) && (bool)m.Invoke(properties, null)!)
        .Select(m => m.Name[2..^"Present".Length])
        .Order(StringComparer.Ordinal);
}
