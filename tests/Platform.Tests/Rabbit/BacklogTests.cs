using System.Globalization;
using Microsoft.EntityFrameworkCore;
using PeerPlatform.Platform.Tests.Notes;
using PeerPlatform.Testing;

namespace PeerPlatform.Platform.Tests.Rabbit;

[Collection(SharedRabbit.Collection)]
public sealed class BacklogTests(SharedRabbit rabbit)
{
    /// <summary>Set <c>PEERPLATFORM_BACKLOG</c> to 100000 to try it as long as the issue names it.</summary>
    private static readonly int Waiting = int.Parse(
        Environment.GetEnvironmentVariable("PEERPLATFORM_BACKLOG") ?? "2000", CultureInfo.InvariantCulture);

    /// <summary>A hundred thousand rows at once would be several times as much.</summary>
    private const long MayGrowBy = 100 * 1024 * 1024;

    [Fact]
    public async Task A_backlog_is_told_in_parts_so_that_memory_does_not_grow_with_it()
    {
        await using var reader = await rabbit.WorldAsync();
        await using var teller = await NotesWorld.StartAsync(await rabbit.SettingsAsync(), service: new NotesService { Hears = false });
        await OutboxTests.HandledAsync(reader, await teller.TellAsync());
        var most = GC.GetTotalMemory(forceFullCollection: true);
        var before = most;
        var payload = $$"""{"agencyId":"{{teller.Agency}}","networkId":"{{NotesWorld.Network}}","instrumentCode":"cbi","instrumentVersion":1,"closedOn":"2026-11-20","waveId":"00000000-0000-0000-0002-""";
        await teller.InDatabaseAsync(null, db => db.Database.ExecuteSqlAsync(
            $"""
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {Waiting})
            INSERT INTO Outbox (MessageId, Aggregate, Type, Payload, Published, Attempts, NotBefore)
            SELECT printf('00000000-0000-0000-0001-%012d', i), 'Note/' || (i % 40), 'PeerPlatform.Contracts.Events.WaveClosed',
                {payload} || printf('%012d', i) || '"' || char(125), 0, 0, 0 FROM n
            """));

        await Eventually.GetAsync(
            async () =>
            {
                most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: false));
                return await teller.WaitingAsync();
            },
            left => left == 0, "the outbox is empty");
        await Eventually.GetAsync(
            () => reader.InDatabaseAsync(null, db => db.Effects.IgnoreQueryFilters().CountAsync()), handled => handled == Waiting + 1, "each is handled once");
        Assert.True(most - before < MayGrowBy, $"Memory grew by {(most - before) / 1024 / 1024} MiB.");
    }
}
