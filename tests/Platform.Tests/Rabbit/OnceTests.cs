using Microsoft.EntityFrameworkCore;
using PeerPlatform.Platform.Messaging;
using PeerPlatform.Testing;

namespace PeerPlatform.Platform.Tests.Rabbit;

[Collection(SharedRabbit.Collection)]
public sealed class OnceTests(SharedRabbit rabbit)
{
    [Fact]
    public async Task What_was_told_and_whose_row_could_not_be_settled_is_told_again_and_handled_once()
    {
        await using var world = await rabbit.WorldAsync();
        // As when the process dies between the broker's confirmation and the commit.
        await world.InDatabaseAsync(null, db => db.Database.ExecuteSqlRawAsync(
            "CREATE TRIGGER Stays BEFORE UPDATE OF Published ON Outbox BEGIN SELECT RAISE(ABORT, 'not now'); END"));
        var waves = new List<Guid>();
        for (var i = 0; i < 10; i++)
        {
            waves.Add(await world.TellAsync());
        }

        await Eventually.GetAsync(
            () => world.InDatabaseAsync(null, db => db.Effects.IgnoreQueryFilters().CountAsync()), handled => handled == 10, "all are handled");
        await world.InDatabaseAsync(null, db => db.Database.ExecuteSqlRawAsync("DROP TRIGGER Stays"));

        await Eventually.HoldsAsync(
            () => world.InDatabaseAsync(null, async db => await db.Outbox.AllAsync(m => m.NotBefore == OutboxMessage.Never)), "told again, they are settled");
        await OutboxTests.HandledAsync(world, await world.TellAsync());
        Assert.Equal(11, await world.InDatabaseAsync(null, db => db.Effects.IgnoreQueryFilters().CountAsync()));
        Assert.Equal(0u, await rabbit.WaitingAsync(SharedRabbit.Dead));
    }
}
