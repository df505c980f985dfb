using System.CommandLine;
using Microsoft.EntityFrameworkCore;
using PeerPlatform.Contracts.Events;
using PeerPlatform.Platform.Messaging;
using PeerPlatform.Platform.Tests.Notes;
using PeerPlatform.Testing;

namespace PeerPlatform.Platform.Tests.Rabbit;

[Collection(SharedRabbit.Collection)]
public sealed class DeadLetterTests(SharedRabbit rabbit)
{
    [Fact]
    public async Task A_message_whose_handler_always_fails_is_given_up_after_six_deliveries_and_handled_once_when_replayed()
    {
        var service = new NotesService { Handlers = { Fails = true } };
        await using var world = await rabbit.WorldAsync(service, retrySeconds: "0.01");
        var wave = await world.TellAsync();
        await DeadAsync(1);
        Assert.Equal(6 * 2, service.Handlers.Begun.Count);
        Assert.Equal(0u, await rabbit.WaitingAsync(SharedRabbit.Queue));

        var (_, listed) = await RunAsync(world, "list");
        var line = Assert.Single(listed, l => l.Contains('\t', StringComparison.Ordinal)).Split('\t');
        Assert.Equal([SharedRabbit.Queue, typeof(WaveClosed).FullName!, "delivery_limit", "1"], [line[0], .. line[2..5]]);
        Assert.Contains($"{SharedRabbit.Queue}: 1", listed);

        service.Handlers.Fails = false;
        var (exit, said) = await RunAsync(world, "replay", line[1]);

        Assert.Equal((0, "Replayed: 1"), (exit, Assert.Single(said)));
        await OutboxTests.HandledAsync(world, wave);
        Assert.Equal(1, await world.InDatabaseAsync(null, db => db.Effects.IgnoreQueryFilters().CountAsync()));
        Assert.Equal(0u, await rabbit.WaitingAsync(SharedRabbit.Dead));
    }

    [Fact]
    public async Task What_cannot_be_read_is_a_dead_letter_and_its_neighbours_are_handled()
    {
        await using var world = await rabbit.WorldAsync();
        await OutboxTests.HandledAsync(world, await world.TellAsync());
        var good = $$"""{"agencyId":"{{world.Agency}}","networkId":"{{NotesWorld.Network}}","waveId":"{{Guid.NewGuid()}}","instrumentCode":"cbi","instrumentVersion":1,"closedOn":"2026-11-20"}""";

        await rabbit.SendAsync("{ this is no JSON", typeof(WaveClosed).FullName, $"{Guid.NewGuid()}");
        await rabbit.SendAsync("{}", typeof(WaveClosed).FullName, $"{Guid.NewGuid()}");
        await rabbit.SendAsync(good, "PeerPlatform.Contracts.Events.NeverHeardOf", $"{Guid.NewGuid()}");
        await rabbit.SendAsync(good, null, null);
        await OutboxTests.HandledAsync(world, await world.TellAsync());
        await DeadAsync(4);

        var (_, listed) = await RunAsync(world, "list");
        Assert.Equal(
            ["unknown type", "unknown type", "unreadable", "unreadable"],
            listed.Where(l => l.Contains('\t', StringComparison.Ordinal)).Select(l => l.Split('\t')[3]).Order(StringComparer.Ordinal));
        Assert.Equal(0u, await rabbit.WaitingAsync(SharedRabbit.Queue));
        // Looking at them has not moved them.
        await DeadAsync(4);
    }

    [Fact]
    public async Task A_letter_shows_ids_numbers_and_days_and_never_a_text()
    {
        await using var world = await rabbit.WorldAsync(new NotesService { Handlers = { Fails = true } }, retrySeconds: "0.01");
        var wave = await world.TellAsync();
        await DeadAsync(1);
        var (_, listed) = await RunAsync(world, "list", "--queue", SharedRabbit.Queue);
        var id = listed[0].Split('\t')[1];

        var (exit, shown) = await RunAsync(world, "show", id);

        Assert.Equal(0, exit);
        Assert.Contains($"  waveId: {wave}", shown);
        Assert.Contains("  closedOn: 2026-11-20", shown);
        Assert.Contains("  instrumentCode: (not shown)", shown);
        Assert.DoesNotContain(shown, l => l.Contains("cbi", StringComparison.Ordinal));
        Assert.Equal(1, (await RunAsync(world, "show", $"{Guid.NewGuid()}")).Exit);
        Assert.Equal(1, (await RunAsync(world, "replay")).Exit);
    }

    [Fact]
    public async Task All_are_replayed_into_their_own_queue_only_and_those_that_fail_again_come_back()
    {
        var service = new NotesService { Handlers = { Fails = true } };
        await using var world = await rabbit.WorldAsync(service, retrySeconds: "0.01");
        for (var i = 0; i < 5; i++)
        {
            await world.TellAsync();
        }

        await rabbit.SendAsync("poison", typeof(WaveClosed).FullName, $"{Guid.NewGuid()}");
        await DeadAsync(6);
        service.Handlers.Fails = false;

        var other = await rabbit.OnChannelAsync(async channel =>
        {
            await channel.QueueDeclareAsync("other-service", durable: false, exclusive: true, autoDelete: true);
            await channel.QueueBindAsync("other-service", SharedRabbit.Exchange, "");
            Assert.Equal("Replayed: 6", Assert.Single((await RunAsync(world, "replay", "--all")).Said));
            await Eventually.HoldsAsync(
                async () => await world.InDatabaseAsync(null, db => db.Effects.IgnoreQueryFilters().CountAsync()) == 5, "the five are handled");
            await DeadAsync(1);
            return await channel.MessageCountAsync("other-service");
        });

        Assert.Equal(0u, other);
    }

    private Task<uint> DeadAsync(uint letters) =>
        Eventually.GetAsync(() => rabbit.WaitingAsync(SharedRabbit.Dead), dead => dead == letters, $"{letters} dead letters");

    private static async Task<(int Exit, List<string> Said)> RunAsync(NotesWorld world, params string[] args)
    {
        await using var said = new StringWriter();
        var exit = await DeadLetterCommands.Of(world.Platform.Services).Parse(args).InvokeAsync(new InvocationConfiguration { Output = said });
        return (exit, [.. said.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries)]);
    }
}
