using System.CommandLine;
using System.Net;
using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using PeerPlatform.Platform.Messaging;
using PeerPlatform.Platform.Tests.Notes;
using PeerPlatform.Testing;

namespace PeerPlatform.Platform.Tests.Rabbit;

[Collection(SharedRabbit.Collection)]
public sealed class BrokerFailureTests(SharedRabbit rabbit)
{
    [Fact]
    public async Task Without_the_broker_requests_are_answered_and_events_wait_and_are_told_when_it_is_back_without_its_data()
    {
        var server = await rabbit.ServerAsync();
        await using var world = await rabbit.WorldAsync();
        await OutboxTests.HandledAsync(world, await world.TellAsync());
        using var client = world.Platform.Anonymous();
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/health")).StatusCode);

        await server.KillAsync();
        server.Wipe();
        await Eventually.HoldsAsync(
            async () => (await client.GetAsync("/health")).StatusCode == HttpStatusCode.ServiceUnavailable, "the missing broker is seen");
        Assert.Contains("\"broker\":\"Unhealthy\"", await client.GetStringAnyAsync("/health"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/health/ready")).StatusCode);
        var told = new List<Guid>();
        for (var i = 0; i < 30; i++)
        {
            told.Add(await world.TellAsync());
        }

        using var member = world.Member();
        Assert.Equal(HttpStatusCode.NoContent, (await member.PostAsJsonAsync("/api/notes/v1/notes", new { text = "meanwhile" })).StatusCode);
        Assert.Equal(30, await world.WaitingAsync());
        await server.StartAgainAsync();

        await Eventually.GetAsync(
            () => world.InDatabaseAsync(null, db => db.Effects.IgnoreQueryFilters().CountAsync(e => told.Contains(e.Of))),
            handled => handled == told.Count, "each event is handled");
        await Eventually.HoldsAsync(async () => await world.WaitingAsync() == 0, "the outbox is empty");
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/health")).StatusCode);
    }

    [Fact]
    public async Task What_a_broker_had_confirmed_and_nobody_had_read_when_it_lost_its_data_is_told_again()
    {
        var server = await rabbit.ServerAsync();
        var folder = Directory.CreateTempSubdirectory("peerplatform-test-").FullName;
        Guid read, unread;
        await using (var reader = await rabbit.WorldAsync(folder: folder))
        {
            read = await reader.TellAsync();
            await OutboxTests.HandledAsync(reader, read);
        }

        await using (var teller = await NotesWorld.StartAsync(await rabbit.SettingsAsync(), folder, new NotesService { Hears = false }))
        {
            unread = await teller.TellAsync();
            await ToldAsync(teller, 2);
        }

        Assert.Equal(1u, await rabbit.WaitingAsync(SharedRabbit.Queue));
        await server.KillAsync();
        server.Wipe();
        await server.StartAgainAsync();

        await using var after = await NotesWorld.StartAsync(await rabbit.SettingsAsync(), folder);
        await OutboxTests.HandledAsync(after, unread);
        await ToldAsync(after, 2);
        Assert.Equal(2, await after.InDatabaseAsync(null, db => db.Effects.IgnoreQueryFilters().CountAsync()));
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_broker_that_only_restarted_is_told_nothing_again_until_its_operator_asks()
    {
        var server = await rabbit.ServerAsync();
        await using var world = await rabbit.WorldAsync();
        await OutboxTests.HandledAsync(world, await world.TellAsync());
        await ToldAsync(world, 1);
        await world.InDatabaseAsync(null, db => db.Database.ExecuteSqlRawAsync(
            """
            CREATE TABLE Again (MessageId TEXT);
            CREATE TRIGGER Retold AFTER UPDATE ON Outbox WHEN OLD.Published AND NOT NEW.Published BEGIN INSERT INTO Again VALUES (NEW.MessageId); END
            """));

        await server.StopAsync();
        await server.StartAgainAsync();
        await OutboxTests.HandledAsync(world, await world.TellAsync());
        await ToldAsync(world, 2);
        Assert.Equal(0, await RetoldAsync(world));

        using var said = new StringWriter();
        Assert.Equal(0, await EventCommands.Of(world.Platform.Services).Parse("tell-again").InvokeAsync(new InvocationConfiguration { Output = said }));
        Assert.Equal("Every service was asked to tell again.", said.ToString().Trim());
        await Eventually.HoldsAsync(async () => await RetoldAsync(world) == 2, "both are told again");
        await ToldAsync(world, 2);
        await Eventually.HoldsAsync(async () => await rabbit.WaitingAsync(SharedRabbit.Queue) == 0, "both are read again");
        Assert.Equal(2, await world.InDatabaseAsync(null, db => db.Effects.IgnoreQueryFilters().CountAsync()));
    }

    private static Task ToldAsync(NotesWorld world, int events) => Eventually.HoldsAsync(
        async () => await world.InDatabaseAsync(null, db => db.Outbox.CountAsync(m => m.NotBefore == OutboxMessage.Never)) == events, "all is told");

    private static Task<int> RetoldAsync(NotesWorld world) =>
        world.InDatabaseAsync(null, db => db.Database.SqlQuery<int>($"SELECT count(*) AS Value FROM Again").SingleAsync());

    [Fact]
    public async Task A_connection_that_went_silent_is_given_up_and_made_again()
    {
        var server = await rabbit.ServerAsync();
        await using var network = new FrozenLine(server.Port);
        await using var world = await rabbit.WorldAsync(address: RabbitServer.AddressAt(network.Port));
        await OutboxTests.HandledAsync(world, await world.TellAsync());
        var before = network.Connections;

        network.Freeze();
        var told = await world.TellAsync();
        await Eventually.HoldsAsync(() => Task.FromResult(network.Connections > before), "another connection is tried");
        network.FreezeOpen();
        network.Thaw();

        await OutboxTests.HandledAsync(world, told);
    }

    [Fact]
    public async Task A_connection_that_went_silent_with_messages_in_hand_is_made_again_and_they_have_their_effect_once()
    {
        var server = await rabbit.ServerAsync();
        await using var network = new FrozenLine(server.Port);
        var service = new NotesService();
        await using var world = await rabbit.WorldAsync(service, address: RabbitServer.AddressAt(network.Port));
        using var client = world.Platform.Anonymous();
        service.Handlers.MeetFirst(4);
        Guid[] inHand = [await world.TellAsync(), await world.TellAsync(), await world.TellAsync()];
        await Eventually.HoldsAsync(() => Task.FromResult(service.Handlers.Begun.Count == 3), "three are in hand");

        network.Freeze();
        await Eventually.HoldsAsync(
            async () => (await client.GetAsync("/health")).StatusCode == HttpStatusCode.ServiceUnavailable, "the missing broker is seen");
        service.Handlers.Release();
        network.FreezeOpen();
        network.Thaw();

        await OutboxTests.HandledAsync(world, await world.TellAsync());
        foreach (var wave in inHand)
        {
            await OutboxTests.HandledAsync(world, wave);
        }

        await Eventually.HoldsAsync(async () => (await client.GetAsync("/health")).StatusCode == HttpStatusCode.OK, "the queue is read again");
        Assert.Equal(4, await world.InDatabaseAsync(null, db => db.Effects.IgnoreQueryFilters().CountAsync()));
    }

    [Fact]
    public async Task An_event_that_nobody_reads_yet_waits_for_its_reader_and_holds_up_none()
    {
        await using var teller = await rabbit.WorldAsync(new NotesService { Hears = false });
        await rabbit.OnChannelAsync(async channel =>
        {
            await channel.ExchangeDeleteAsync(SharedRabbit.Exchange);
            return true;
        });
        var told = await teller.TellAsync();
        await Eventually.HoldsAsync(
            () => teller.InDatabaseAsync(null, db => db.Outbox.AnyAsync(m => m.Published && m.Attempts > 0)), "it is offered in vain");

        await using var reader = await NotesWorld.StartAsync(await rabbit.SettingsAsync());

        await OutboxTests.HandledAsync(reader, told);
        await Eventually.HoldsAsync(async () => await teller.WaitingAsync() == 0, "then it is told");
    }

    [Fact]
    public async Task A_service_that_only_tells_keeps_its_events_while_the_broker_is_away()
    {
        var server = await rabbit.ServerAsync();
        await using var reader = await rabbit.WorldAsync();
        await using var teller = await NotesWorld.StartAsync(await rabbit.SettingsAsync(), service: new NotesService { Hears = false });
        await OutboxTests.HandledAsync(reader, await teller.TellAsync());

        await server.StopAsync();
        var told = await teller.TellAsync();
        using var client = teller.Platform.Anonymous();
        await Eventually.HoldsAsync(
            async () => (await client.GetAsync("/health")).StatusCode == HttpStatusCode.ServiceUnavailable, "the missing broker is seen");
        await server.StartAgainAsync();

        await OutboxTests.HandledAsync(reader, told);
        Assert.Equal(0, await teller.InDatabaseAsync(null, db => db.Outbox.CountAsync(m => m.Attempts > 3)));
    }
}
