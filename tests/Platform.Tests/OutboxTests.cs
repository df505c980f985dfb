using System.Collections.Concurrent;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using PeerPlatform.Contracts.Events;
using PeerPlatform.Platform.Tests.Notes;
using PeerPlatform.Testing;

namespace PeerPlatform.Platform.Tests;

public sealed class OutboxTests
{
    [Fact]
    public async Task An_event_is_written_in_the_commit_that_made_it_true()
    {
        await using var world = await NotesWorld.StartAsync();
        await world.InDatabaseAsync(world.Agency, async db =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            var note = new Note { Text = "told" };
            note.Tell(world.ClosedWave(Guid.CreateVersion7()));
            db.Notes.Add(note);
            await db.SaveChangesAsync();
            Assert.Equal(1, await db.Outbox.CountAsync());
            await transaction.RollbackAsync();
        });

        Assert.Equal((0, 0), await NotesAndOutboxAsync(world));
        await world.TellAsync();
        Assert.Equal((1, 1), await NotesAndOutboxAsync(world));
    }

    [Fact]
    public async Task An_event_is_not_written_when_the_commit_fails()
    {
        await using var world = await NotesWorld.StartAsync();

        await Assert.ThrowsAsync<DbUpdateException>(() => world.InDatabaseAsync(world.Agency, db =>
        {
            var note = new Note { Text = "twice" };
            note.Tell(world.ClosedWave(Guid.CreateVersion7()));
            db.Notes.AddRange(note, new Note { Text = "twice" });
            return db.SaveChangesAsync();
        }));

        Assert.Equal((0, 0), await NotesAndOutboxAsync(world));
    }

    [Fact]
    public async Task An_event_is_written_when_a_failed_save_is_mended_and_saved_again()
    {
        await using var world = await NotesWorld.StartAsync();
        var wave = Guid.CreateVersion7();
        await world.InDatabaseAsync(world.Agency, async db =>
        {
            var note = new Note { Text = "twice" };
            var second = new Note { Text = "twice" };
            note.Tell(world.ClosedWave(wave));
            db.Notes.AddRange(note, second);
            await Assert.ThrowsAsync<DbUpdateException>(() => db.SaveChangesAsync());
            second.Text = "another";
            await db.SaveChangesAsync();
        });

        await HandledAsync(world, wave);
        Assert.Equal((2, 1), await NotesAndOutboxAsync(world));
    }

    [Fact]
    public async Task Events_of_one_aggregate_are_published_in_the_order_of_their_commits()
    {
        await using var world = await NotesWorld.StartAsync();
        var published = new PublishedWaves();
        using var watching = world.Bus.ConnectPublishObserver(published);

        // In one transaction, so that the dispatcher finds them all at once; with ids that say nothing of the order.
        var told = Enumerable.Range(0, 5).Select(_ => new List<Guid>()).ToList();
        await world.InDatabaseAsync(world.Agency, async db =>
        {
            var notes = told.Select(_ => new Note { Text = $"{Guid.NewGuid()}" }).ToList();
            await using var transaction = await db.Database.BeginTransactionAsync();
            db.Notes.AddRange(notes);
            for (var i = 0; i < 150; i++)
            {
                var wave = Guid.NewGuid();
                told[i % notes.Count].Add(wave);
                notes[i % notes.Count].Tell(world.ClosedWave(wave));
                await db.SaveChangesAsync();
            }

            await transaction.CommitAsync();
        });

        await Eventually.HoldsAsync(() => Task.FromResult(published.Waves.Count >= 150), "all are published");
        Assert.All(told, ofOne => Assert.Equal(ofOne, published.Waves.Where(ofOne.Contains)));
    }

    [Fact]
    public async Task A_row_that_cannot_be_sent_holds_up_what_its_aggregate_said_after_it()
    {
        await using var world = await NotesWorld.StartAsync();
        var note = new Note { Text = "twice" };
        await world.InDatabaseAsync(world.Agency, async db =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            db.Notes.Add(note);
            note.Tell(world.ClosedWave(Guid.NewGuid()));
            await db.SaveChangesAsync();
            await db.Database.ExecuteSqlRawAsync("UPDATE Outbox SET Type = 'PeerPlatform.Contracts.Events.NeverHeardOf'");
            note.Tell(world.ClosedWave(note.Id));
            await db.SaveChangesAsync();
            await transaction.CommitAsync();
        });
        await HandledAsync(world, await world.TellAsync());
        await Eventually.HoldsAsync(() => world.InDatabaseAsync(null, db => db.Outbox.AnyAsync(m => m.Attempts > 0)), "the broken one is tried");
        Assert.False(await world.InDatabaseAsync(null, db => db.Effects.IgnoreQueryFilters().AnyAsync(e => e.Of == note.Id)));

        await world.InDatabaseAsync(null, db => db.Database.ExecuteSqlRawAsync(
            "UPDATE Outbox SET Type = 'PeerPlatform.Contracts.Events.WaveClosed', NotBefore = 0 WHERE Attempts > 0"));

        await HandledAsync(world, note.Id);
    }

    [Fact]
    public async Task A_row_that_cannot_be_sent_does_not_block_its_neighbours()
    {
        await using var world = await NotesWorld.StartAsync();
        await world.InDatabaseAsync(null, db => db.Database.ExecuteSqlRawAsync(
            """
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 250)
            INSERT INTO Outbox (MessageId, Aggregate, Type, Payload, Published, Attempts, NotBefore)
            SELECT printf('00000000-0000-0000-0000-%012d', i), 'Note/' || i, 'PeerPlatform.Contracts.Events.NeverHeardOf', '{{}}', 0, 0, 0 FROM n
            """));

        await HandledAsync(world, await world.TellAsync());

        var broken = await Eventually.GetAsync(
            () => world.InDatabaseAsync(null, db => db.Outbox.Where(m => m.Type.EndsWith("NeverHeardOf")).ToListAsync()),
            rows => rows.All(r => r.Attempts > 0), "each broken row is tried");
        Assert.Equal(250, broken.Count);
        Assert.All(broken, row => Assert.False(row.Published));
        Assert.All(broken, row => Assert.True(row.NotBefore > DateTimeOffset.UtcNow.AddMinutes(-1).UtcTicks));
    }

    [Theory]
    [InlineData(90)]
    [InlineData(-90)]
    public async Task A_process_whose_clock_is_minutes_off_neither_holds_back_nor_hurries_an_event(int minutes)
    {
        var clock = new ShiftedClock();
        clock.Move(TimeSpan.FromMinutes(minutes));
        await using var world = await NotesWorld.StartAsync(new Dictionary<string, string?> { ["Database:Provider"] = "postgres" }, clock: clock);
        var (early, due) = (DateTimeOffset.UtcNow.AddMinutes(2).UtcTicks, DateTimeOffset.UtcNow.AddSeconds(-5).UtcTicks);
        await world.InDatabaseAsync(null, db => db.Database.ExecuteSqlAsync(
            $$"""
            INSERT INTO "Outbox" ("MessageId", "Aggregate", "Type", "Payload", "Published", "Attempts", "NotBefore") VALUES
            ({{Guid.NewGuid()}}, 'Note/early', 'PeerPlatform.Contracts.Events.NeverHeardOf', '{}', false, 1, {{early}}),
            ({{Guid.NewGuid()}}, 'Note/due', 'PeerPlatform.Contracts.Events.NeverHeardOf', '{}', false, 1, {{due}})
            """));

        await world.TellAsync();
        await Eventually.HoldsAsync(() => world.InDatabaseAsync(null, db => db.Outbox.AnyAsync(m => m.Published)), "a neighbour is told");
        var rows = await Eventually.GetAsync(
            () => world.InDatabaseAsync(null, db => db.Outbox.Where(m => m.Type.EndsWith("NeverHeardOf")).OrderBy(m => m.Aggregate).ToListAsync()),
            rows => rows[0].Attempts > 1, "what is due is tried");

        Assert.Equal("Note/due", rows[0].Aggregate);
        Assert.InRange(rows[0].NotBefore, DateTimeOffset.UtcNow.AddMinutes(-1).UtcTicks, DateTimeOffset.UtcNow.AddMinutes(1).UtcTicks);
        Assert.Equal(("Note/early", 1, early), (rows[1].Aggregate, rows[1].Attempts, rows[1].NotBefore));
    }

    [Fact]
    public async Task What_was_put_off_by_a_clock_that_has_been_set_back_since_is_told()
    {
        var clock = new ShiftedClock();
        clock.Move(TimeSpan.FromMinutes(90));
        await using var world = await NotesWorld.StartAsync(clock: clock);
        var wave = Guid.NewGuid();
        await world.InDatabaseAsync(world.Agency, async db =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            var note = new Note { Text = "put off" };
            note.Tell(world.ClosedWave(wave));
            db.Notes.Add(note);
            await db.SaveChangesAsync();
            await db.Database.ExecuteSqlRawAsync("""UPDATE "Outbox" SET "Type" = 'PeerPlatform.Contracts.Events.NeverHeardOf'""");
            await transaction.CommitAsync();
        });
        await Eventually.HoldsAsync(() => world.InDatabaseAsync(null, db => db.Outbox.AnyAsync(m => m.Attempts > 0)), "it is tried");

        await world.InDatabaseAsync(null, db => db.Database.ExecuteSqlRawAsync("""UPDATE "Outbox" SET "Type" = 'PeerPlatform.Contracts.Events.WaveClosed'"""));
        clock.Move(TimeSpan.FromMinutes(-90));

        await HandledAsync(world, wave);
    }

    [Fact]
    public async Task An_event_does_not_wait_for_the_next_look()
    {
        await using var world = await NotesWorld.StartAsync();
        await HandledAsync(world, await world.TellAsync());

        // The dispatcher looks at least once a second; woken by each commit, twenty in a row come far sooner.
        var begun = System.Diagnostics.Stopwatch.StartNew();
        for (var i = 0; i < 20; i++)
        {
            await HandledAsync(world, await world.TellAsync());
        }

        Assert.True(begun.Elapsed < TimeSpan.FromSeconds(10), $"Twenty events took {begun.Elapsed}.");
    }

    [Fact]
    public async Task What_a_forgetful_broker_held_is_published_again_at_the_next_start()
    {
        var folder = Directory.CreateTempSubdirectory("peerplatform-test-").FullName;
        try
        {
            Guid done, undone;
            var failing = new NotesService();
            await using (var before = await NotesWorld.StartAsync(folder: folder, service: failing))
            {
                done = await before.TellAsync();
                await HandledAsync(before, done);
                failing.Handlers.Fails = true;
                undone = await before.TellAsync();
                await Eventually.HoldsAsync(() => Task.FromResult(failing.Handlers.Begun.Contains(undone)), "the handler is tried");
                await Eventually.HoldsAsync(
                    () => before.InDatabaseAsync(null, db => db.Outbox.AllAsync(m => m.Published)), "the broker has both");
            }

            await using var after = await NotesWorld.StartAsync(folder: folder);
            await HandledAsync(after, undone);

            Assert.Equal(
                [done, undone],
                await after.InDatabaseAsync(null, db => db.Effects.IgnoreQueryFilters().OrderBy(e => e.Id).Select(e => e.Of).ToListAsync()));
            Assert.DoesNotContain(done, after.Service.Handlers.Begun);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task What_is_told_before_the_bus_is_up_is_not_lost()
    {
        var up = new TaskCompletionSource();
        await using var world = await NotesWorld.StartAsync(service: new NotesService { BusWaitsFor = up.Task });
        using var client = world.Platform.Anonymous();
        Assert.Contains("\"broker\":\"Unhealthy\"", await client.GetStringAnyAsync("/health"), StringComparison.Ordinal);
        var told = new List<Guid>();
        for (var i = 0; i < 20; i++)
        {
            told.Add(await world.TellAsync());
        }

        // A dispatcher that did not wait would have looked twice by now.
        var begun = System.Diagnostics.Stopwatch.StartNew();
        await Eventually.HoldsAsync(() => Task.FromResult(begun.Elapsed > TimeSpan.FromSeconds(2)), "it had time to look twice");
        up.SetResult();

        await Eventually.GetAsync(
            () => world.InDatabaseAsync(null, db => db.Effects.IgnoreQueryFilters().CountAsync(e => told.Contains(e.Of))),
            handled => handled == told.Count, "each event is handled");
    }

    internal static Task HandledAsync(NotesWorld world, Guid wave) => Eventually.HoldsAsync(
        () => world.InDatabaseAsync(null, db => db.Effects.IgnoreQueryFilters().AnyAsync(e => e.Of == wave)), $"wave {wave} is handled");

    private static Task<(int Notes, int Outbox)> NotesAndOutboxAsync(NotesWorld world) =>
        world.InDatabaseAsync(null, async db => (await db.Notes.IgnoreQueryFilters().CountAsync(), await db.Outbox.CountAsync()));

    private sealed class PublishedWaves : IPublishObserver
    {
        public ConcurrentQueue<Guid> Waves { get; } = new();

        public Task PrePublish<T>(PublishContext<T> context)
            where T : class => Task.CompletedTask;

        public Task PostPublish<T>(PublishContext<T> context)
            where T : class
        {
            if (context.Message is WaveClosed closed)
            {
                Waves.Enqueue(closed.WaveId);
            }

            return Task.CompletedTask;
        }

        public Task PublishFault<T>(PublishContext<T> context, Exception exception)
            where T : class => Task.CompletedTask;
    }
}
