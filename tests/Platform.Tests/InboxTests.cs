using System.Collections.Concurrent;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using PeerPlatform.Platform.Messaging;
using PeerPlatform.Platform.Tests.Notes;
using PeerPlatform.Testing;

namespace PeerPlatform.Platform.Tests;

public sealed class InboxTests
{
    [Fact]
    public async Task Deliveries_of_one_message_that_overlap_have_one_effect()
    {
        var service = new NotesService();
        await using var world = await NotesWorld.StartAsync(service: service);
        var received = new Received();
        using var watching = world.Bus.ConnectReceiveObserver(received);
        service.Handlers.MeetFirst(handlers: 2);
        var messageId = Guid.CreateVersion7();
        var closed = world.ClosedWave(Guid.CreateVersion7());

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => world.Bus.Publish(closed, context => context.MessageId = messageId)));
        await Eventually.HoldsAsync(() => Task.FromResult(received.Done.Count(id => id == messageId) == 8), "all eight are through");

        Assert.True(service.Handlers.Begun.Count(id => id == closed.WaveId) >= 2, "No two deliveries overlapped, so nothing was tried.");
        Assert.Equal(1, await EffectsAsync(world, closed.WaveId));
        Assert.Empty(received.Failed);
    }

    [Fact]
    public async Task A_later_delivery_of_the_same_message_does_not_reach_the_handler()
    {
        await using var world = await NotesWorld.StartAsync();
        var received = new Received();
        using var watching = world.Bus.ConnectReceiveObserver(received);
        var messageId = Guid.CreateVersion7();
        var closed = world.ClosedWave(Guid.CreateVersion7());

        for (var delivery = 1; delivery <= 3; delivery++)
        {
            var number = delivery;
            await world.Bus.Publish(closed, context => context.MessageId = messageId);
            await Eventually.HoldsAsync(() => Task.FromResult(received.Done.Count == number), $"delivery {number} is through");
        }

        Assert.Single(world.Service.Handlers.Begun);
        Assert.Equal(1, await EffectsAsync(world, closed.WaveId));
    }

    [Fact]
    public async Task A_handler_that_fails_leaves_nothing_behind_and_is_tried_again()
    {
        var service = new NotesService { Handlers = { Fails = true } };
        await using var world = await NotesWorld.StartAsync(service: service);
        var wave = await world.TellAsync();
        await Eventually.HoldsAsync(() => Task.FromResult(service.Handlers.Begun.Count >= 2), "it is tried again");
        Assert.Equal(0, await EffectsAsync(world, wave));
        Assert.Equal(0, await world.InDatabaseAsync(null, db => db.Inbox.CountAsync()));

        service.Handlers.Fails = false;

        await OutboxTests.HandledAsync(world, wave);
        Assert.Equal(1, await EffectsAsync(world, wave));
    }

    [Fact]
    public async Task A_handler_that_fails_for_long_gets_its_event_again_without_a_restart()
    {
        var service = new NotesService { Handlers = { Fails = true } };
        await using var world = await NotesWorld.StartAsync(
            new Dictionary<string, string?> { ["Messaging:RetrySeconds"] = "0.02" }, service: service);
        var wave = await world.TellAsync();
        // Two tries in hand, then put off: nine are five deliveries.
        await Eventually.HoldsAsync(() => Task.FromResult(service.Handlers.Begun.Count >= 9), "it is put off and tried again");

        service.Handlers.Fails = false;

        await OutboxTests.HandledAsync(world, wave);
        Assert.Equal(1, await EffectsAsync(world, wave));
        Assert.Equal(1, await world.InDatabaseAsync(null, db => db.Inbox.CountAsync()));
    }

    [Fact]
    public async Task Rows_of_the_inbox_and_told_rows_of_the_outbox_go_when_nothing_can_come_again()
    {
        var folder = Directory.CreateTempSubdirectory("peerplatform-test-").FullName;
        try
        {
            await using (var before = await NotesWorld.StartAsync(folder: folder))
            {
                await OutboxTests.HandledAsync(before, await before.TellAsync());
                await Eventually.HoldsAsync(() => before.InDatabaseAsync(null, db => db.Outbox.AllAsync(m => m.Published)), "it is told");
                await before.InDatabaseAsync(null, async db =>
                {
                    await db.Outbox.ExecuteUpdateAsync(m => m.SetProperty(x => x.FirstTriedOn, Day(Retention.OutboxDays + 1)));
                    await db.Inbox.ExecuteUpdateAsync(m => m.SetProperty(x => x.HandledOn, Day(Retention.InboxDays + 1)));
                });
                await OutboxTests.HandledAsync(before, await before.TellAsync());
                await Eventually.HoldsAsync(() => before.InDatabaseAsync(null, db => db.Outbox.AllAsync(m => m.Published)), "the other too");
            }

            await using var after = await NotesWorld.StartAsync(folder: folder);

            await Eventually.HoldsAsync(
                () => after.InDatabaseAsync(null, async db => (await db.Outbox.CountAsync(), await db.Inbox.CountAsync()) == (1, 1)), "only the young ones are left");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static DateOnly Day(int ago) => Retention.Today(TimeProvider.System).AddDays(-ago);

    [Fact]
    public async Task The_handler_works_in_the_tenant_that_its_registration_names()
    {
        await using var world = await NotesWorld.StartAsync();
        var wave = await world.TellAsync();
        await OutboxTests.HandledAsync(world, wave);

        Assert.Equal(1, await world.InDatabaseAsync(world.Agency, db => db.Effects.CountAsync()));
        Assert.Equal(0, await world.InDatabaseAsync(NotesWorld.Network, db => db.Effects.CountAsync()));
    }

    private static Task<int> EffectsAsync(NotesWorld world, Guid wave) =>
        world.InDatabaseAsync(null, db => db.Effects.IgnoreQueryFilters().CountAsync(e => e.Of == wave));

    private sealed class Received : IReceiveObserver
    {
        public ConcurrentQueue<Guid> Done { get; } = new();

        public ConcurrentQueue<Exception> Failed { get; } = new();

        public Task PreReceive(ReceiveContext context) => Task.CompletedTask;

        public Task PostReceive(ReceiveContext context)
        {
            Done.Enqueue(context.GetMessageId() ?? Guid.Empty);
            return Task.CompletedTask;
        }

        public Task PostConsume<T>(ConsumeContext<T> context, TimeSpan duration, string consumerType)
            where T : class => Task.CompletedTask;

        public Task ConsumeFault<T>(ConsumeContext<T> context, TimeSpan duration, string consumerType, Exception exception)
            where T : class
        {
            Failed.Enqueue(exception);
            return Task.CompletedTask;
        }

        public Task ReceiveFault(ReceiveContext context, Exception exception)
        {
            Failed.Enqueue(exception);
            return Task.CompletedTask;
        }
    }
}
