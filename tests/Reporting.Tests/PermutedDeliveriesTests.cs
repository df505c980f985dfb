using System.Collections.Concurrent;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PeerPlatform.Contracts.Events;
using PeerPlatform.Reporting.Data;
using PeerPlatform.Reporting.Facts;
using PeerPlatform.Testing;

namespace PeerPlatform.Reporting.Tests;

/// <summary>Every message two to five times, late, in any order and side by side, through the real inbox.</summary>
public sealed class PermutedDeliveriesTests
{
    private const int Agencies = 4;
    private const int Renamings = 4;

    [Theory]
    [InlineData(20261101)]
    [InlineData(20261102)]
    [InlineData(20261103)]
    [InlineData(20261104)]
    public async Task However_messages_arrive_the_newest_name_stays_and_each_wave_is_there_once(int seed)
    {
        var random = new Random(seed);
        await using var world = await ReportingWorld.StartAsync();
        var through = new Through();
        using var watching = world.Platform.Services.GetRequiredService<IBusControl>().ConnectReceiveObserver(through);
        var messages = new List<(Guid Id, IEvent Event)>();
        for (var agency = 0; agency < Agencies; agency++)
        {
            var name = $"{seed} {agency}";
            messages.AddRange(Enumerable.Range(1, Renamings).Select(version => (Guid.NewGuid(), (IEvent)new AgencyOnboarded(
                Waves.AgencyId(name), world.Network, $"CODE-{agency}", $"{name} called {version}", "America/New_York", null, version))));
            var wave = Waves.Of(name, 150, Waves.Scale("personal", 40, 40, 20));
            world.Assessment.Keep(wave);
            // Raised twice, by mistake, with two message ids: the wave is the key.
            messages.Add((Guid.NewGuid(), world.ClosedEvent(wave)));
            messages.Add((Guid.NewGuid(), world.ClosedEvent(wave)));
        }

        var deliveries = messages.SelectMany(m => Enumerable.Repeat(m, random.Next(2, 6))).ToArray();
        random.Shuffle(deliveries);
        foreach (var together in deliveries.Chunk(random.Next(1, 9)))
        {
            await Task.WhenAll(together.Select(d => world.PublishAsync(d.Event, d.Id)));
        }

        await Eventually.GetAsync(() => Task.FromResult(through.Done.Count), done => done >= deliveries.Length, $"all {deliveries.Length} deliveries are through");
        await Eventually.GetAsync(() => world.FactsAsync(), facts => facts == Agencies, "each wave is there");
        await Eventually.HoldsAsync(
            () => world.InDatabaseAsync(async db => await db.Agencies.CountAsync(a => a.Version == Renamings) == Agencies), "the newest names are known");
        Assert.All(
            await world.InDatabaseAsync(db => db.Agencies.ToListAsync()),
            agency => Assert.EndsWith($"called {Renamings}", agency.Name, StringComparison.Ordinal));
        Assert.Equal(Agencies, await world.FactsAsync());
    }

    [Fact]
    public async Task An_older_event_that_is_handled_at_the_same_time_is_not_saved_last()
    {
        await using var world = await ReportingWorld.StartAsync();
        var agency = Waves.AgencyId("One");
        await world.InDatabaseAsync(db => SaveAsync(db, 1));
        await world.InDatabaseAsync(async older =>
        {
            await new RememberAgency(older).HandleAsync(Called(2), default);
            await world.InDatabaseAsync(newer => SaveAsync(newer, 3));
            return await Assert.ThrowsAsync<DbUpdateConcurrencyException>(() => older.SaveChangesAsync());
        });

        Assert.Equal("One called 3", await world.InDatabaseAsync(db => db.Agencies.Select(a => a.Name).SingleAsync()));

        AgencyOnboarded Called(int version) => new(agency, world.Network, "ONE", $"One called {version}", "America/New_York", null, version);

        async Task<int> SaveAsync(ReportingDbContext db, int version)
        {
            await new RememberAgency(db).HandleAsync(Called(version), default);
            return await db.SaveChangesAsync();
        }
    }

    private sealed class Through : IReceiveObserver
    {
        public ConcurrentQueue<Guid?> Done { get; } = new();

        public Task PreReceive(ReceiveContext context) => Task.CompletedTask;

        public Task PostReceive(ReceiveContext context)
        {
            Done.Enqueue(context.GetMessageId());
            return Task.CompletedTask;
        }

        public Task PostConsume<T>(ConsumeContext<T> context, TimeSpan duration, string consumerType)
            where T : class => Task.CompletedTask;

        public Task ConsumeFault<T>(ConsumeContext<T> context, TimeSpan duration, string consumerType, Exception exception)
            where T : class => Task.CompletedTask;

        public Task ReceiveFault(ReceiveContext context, Exception exception) => Task.CompletedTask;
    }
}
