using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using PeerPlatform.Contracts.Events;
using PeerPlatform.Platform.Messaging;
using PeerPlatform.Platform.Tests.Notes;
using PeerPlatform.Testing;

namespace PeerPlatform.Platform.Tests.Rabbit;

/// <summary>Two hosts of one service on one PostgreSQL database and one broker, as replicas run.</summary>
[Collection(SharedRabbit.Collection)]
public sealed class ReplicasTests(SharedRabbit rabbit)
{
    private const string Tap = "replicas-tap";

    [Fact]
    public async Task Two_dispatchers_share_an_outbox_and_tell_each_event_once_in_the_order_of_its_aggregate()
    {
        await using var pair = await Pair.StartAsync(rabbit);
        var arrived = await rabbit.OnChannelAsync(async channel =>
        {
            await channel.QueueDeclareAsync(Tap, durable: false, exclusive: true, autoDelete: true);
            await channel.QueueBindAsync(Tap, SharedRabbit.Exchange, "");
            await Task.WhenAll(TellAsync(pair.One, "one"), TellAsync(pair.Other, "other"));
            await Eventually.GetAsync(pair.OutboxAsync, rows => rows == 0, "the outbox is empty");
            var waves = new List<Guid>();
            while (await channel.BasicGetAsync(Tap, autoAck: true) is { } got)
            {
                waves.Add((Guid)JsonNode.Parse(got.Body.Span)!["waveId"]!);
            }

            return waves;
        });

        Assert.Equal(_told.Sum(t => t.Value.Count), arrived.Count);
        Assert.All(_told.Values, ofOne => Assert.Equal(ofOne, arrived.Where(ofOne.Contains)));
        Assert.All(pair.Published, published => Assert.NotEmpty(published));
        Assert.Equal(pair.Published[0].Order(), pair.Published[0].Except(pair.Published[1]).Order());
        await Eventually.GetAsync(pair.EffectsAsync, effects => effects == arrived.Count, "each is handled once");
    }

    [Fact]
    public async Task What_another_dispatcher_has_in_hand_is_passed_over_with_what_its_aggregate_said_after_it()
    {
        await using var pair = await Pair.StartAsync(rabbit, hears: true, replicas: 1);
        var note = new Note { Text = "held" };
        var due = DateTimeOffset.UtcNow.AddSeconds(3);
        await using (var other = new NpgsqlConnection(pair.One.Platform.Database("notes").Administrator))
        {
            await other.OpenAsync();
            await using var transaction = await other.BeginTransactionAsync();
            await pair.One.InDatabaseAsync(pair.One.Agency, async db =>
            {
                await using var both = await db.Database.BeginTransactionAsync();
                db.Notes.Add(note);
                note.Tell(pair.One.ClosedWave(note.Id));
                await db.SaveChangesAsync();
                note.Tell(pair.One.ClosedWave(Guid.NewGuid()));
                await db.SaveChangesAsync();
                // Due only when it is in other hands.
                await db.Database.ExecuteSqlAsync($"""UPDATE "Outbox" SET "NotBefore" = {due.UtcTicks} WHERE "Payload" LIKE {$"%{note.Id}%"}""");
                await both.CommitAsync();
            });
            await using var take = new NpgsqlCommand("""SELECT "Sequence" FROM "Outbox" WHERE "NotBefore" > 0 FOR UPDATE""", other, transaction);
            Assert.NotNull(await take.ExecuteScalarAsync());
            Assert.True(DateTimeOffset.UtcNow < due, "The machine was too slow to try it.");
            await Eventually.HoldsAsync(() => Task.FromResult(DateTimeOffset.UtcNow > due), "it is due");
            var neighbour = await pair.One.TellAsync();
            await Eventually.GetAsync(pair.EffectsAsync, effects => effects == 1, $"the neighbour {neighbour} is handled");
            Assert.Equal(2, await pair.OutboxAsync());
            await transaction.CommitAsync();
        }

        await Eventually.GetAsync(pair.EffectsAsync, effects => effects == 3, "then both are handled");
        await Eventually.GetAsync(pair.OutboxAsync, rows => rows == 0, "the outbox is empty");
    }

    [Fact]
    public async Task Deliveries_of_one_message_to_two_replicas_at_once_have_one_effect_and_no_fault()
    {
        await using var pair = await Pair.StartAsync(rabbit);
        pair.Service.Handlers.MeetFirst(handlers: 2);
        var closed = pair.One.ClosedWave(Guid.CreateVersion7());
        var messageId = Guid.NewGuid();

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => pair.One.Bus.Publish(closed, context => context.MessageId = messageId)));

        await Eventually.HoldsAsync(async () => await rabbit.WaitingAsync(SharedRabbit.Queue) == 0 && pair.Handled >= 8, "all eight are through");
        Assert.True(pair.Service.Handlers.Begun.Count >= 2, "No two deliveries overlapped, so nothing was tried.");
        Assert.Equal(1, await pair.EffectsAsync());
        Assert.Empty(pair.Faults);
    }

    private readonly ConcurrentDictionary<Guid, List<Guid>> _told = new();

    /// <summary>120 aggregates with six events each, interleaved.</summary>
    private Task TellAsync(NotesWorld world, string name) => world.InDatabaseAsync(world.Agency, async db =>
    {
        var notes = Enumerable.Range(0, 120).Select(i => new Note { Text = string.Create(CultureInfo.InvariantCulture, $"{name} {i}") }).ToList();
        db.Notes.AddRange(notes);
        for (var round = 0; round < 6; round++)
        {
            foreach (var note in notes)
            {
                var wave = Guid.NewGuid();
                _told.GetOrAdd(note.Id, _ => []).Add(wave);
                note.Tell(world.ClosedWave(wave));
            }

            await db.SaveChangesAsync();
        }
    });

    private sealed class Pair : IAsyncDisposable
    {
        private readonly List<Watch> _watches = [];

        private Pair(NotesService service, IReadOnlyList<NotesWorld> worlds)
        {
            Service = service;
            Worlds = worlds;
            foreach (var world in worlds)
            {
                var watch = new Watch();
                _watches.Add(watch);
                world.Bus.ConnectPublishObserver(watch);
                world.Bus.ConnectReceiveObserver(watch);
            }
        }

        public NotesService Service { get; }

        public IReadOnlyList<NotesWorld> Worlds { get; }

        public NotesWorld One => Worlds[0];

        public NotesWorld Other => Worlds[1];

        public List<List<Guid>> Published => [.. _watches.Select(w => w.Published.ToList())];

        public int Handled => _watches.Sum(w => w.Received);

        public IEnumerable<Exception> Faults => _watches.SelectMany(w => w.Faults);

        public static async Task<Pair> StartAsync(SharedRabbit rabbit, bool hears = true, int replicas = 2)
        {
            var folder = Directory.CreateTempSubdirectory("peerplatform-test-").FullName;
            var service = new NotesService { Hears = hears };
            await rabbit.ForgetAsync();
            var settings = await rabbit.SettingsAsync();
            settings["Database:Provider"] = "postgres";
            var worlds = new List<NotesWorld>();
            for (var replica = 0; replica < replicas; replica++)
            {
                worlds.Add(await NotesWorld.StartAsync(settings, folder, service));
            }

            return new Pair(service, worlds);
        }

        public Task<int> OutboxAsync() => CountAsync("Outbox", FormattableString.Invariant($"""WHERE "NotBefore" <> {OutboxMessage.Never}"""));

        public Task<int> EffectsAsync() => CountAsync("Effects");

        public async ValueTask DisposeAsync()
        {
            foreach (var world in Worlds)
            {
                await world.DisposeAsync();
            }

            Directory.Delete(One.Platform.Folder, recursive: true);
        }

        private async Task<int> CountAsync(string table, string where = "") => int.Parse(
            (await PostgresServer.ColumnAsync(One.Platform.Database("notes").Administrator, $"SELECT count(*) FROM \"{table}\" {where}"))[0]!, CultureInfo.InvariantCulture);
    }

    private sealed class Watch : IPublishObserver, IReceiveObserver
    {
        private int _received;

        public ConcurrentQueue<Guid> Published { get; } = new();

        public ConcurrentQueue<Exception> Faults { get; } = new();

        public int Received => Volatile.Read(ref _received);

        public Task PrePublish<T>(PublishContext<T> context)
            where T : class => Task.CompletedTask;

        public Task PostPublish<T>(PublishContext<T> context)
            where T : class
        {
            Published.Enqueue(((WaveClosed)(object)context.Message).WaveId);
            return Task.CompletedTask;
        }

        public Task PublishFault<T>(PublishContext<T> context, Exception exception)
            where T : class => Task.CompletedTask;

        public Task PreReceive(ReceiveContext context) => Task.CompletedTask;

        public Task PostReceive(ReceiveContext context)
        {
            Interlocked.Increment(ref _received);
            return Task.CompletedTask;
        }

        public Task PostConsume<T>(ConsumeContext<T> context, TimeSpan duration, string consumerType)
            where T : class => Task.CompletedTask;

        public Task ConsumeFault<T>(ConsumeContext<T> context, TimeSpan duration, string consumerType, Exception exception)
            where T : class
        {
            Faults.Enqueue(exception);
            return Task.CompletedTask;
        }

        public Task ReceiveFault(ReceiveContext context, Exception exception)
        {
            Faults.Enqueue(exception);
            return Task.CompletedTask;
        }
    }
}
