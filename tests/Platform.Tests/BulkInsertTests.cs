using Microsoft.EntityFrameworkCore;
using PeerPlatform.Platform.Data;
using PeerPlatform.Platform.Tests.Notes;

namespace PeerPlatform.Platform.Tests;

public sealed class BulkInsertTests
{
    [Fact]
    public async Task Rows_are_stamped_with_the_scopes_tenant()
    {
        await using var world = await NotesWorld.StartAsync();

        await InsertAsync(world, world.Agency, [new Stone { Text = "one" }, new Stone { Text = "two" }]);

        Assert.Equal(["one", "two"], await world.InDatabaseAsync(world.Agency, db => db.Stones.Select(s => s.Text).Order().ToListAsync()));
        Assert.Equal(0, await world.InDatabaseAsync(Guid.CreateVersion7(), db => db.Stones.CountAsync()));
    }

    [Fact]
    public async Task Without_a_tenant_nothing_is_written()
    {
        await using var world = await NotesWorld.StartAsync();

        await Assert.ThrowsAsync<InvalidOperationException>(() => InsertAsync(world, null, [new Stone { Text = "one" }]));

        Assert.Equal(0, await world.InDatabaseAsync(null, db => db.Stones.IgnoreQueryFilters().CountAsync()));
    }

    [Fact]
    public async Task Aggregates_are_refused_since_their_events_would_be_lost()
    {
        await using var world = await NotesWorld.StartAsync();

        await Assert.ThrowsAsync<InvalidOperationException>(() => InsertAsync(world, world.Agency, [new Note { Text = "told" }]));
    }

    [Fact]
    public async Task Outside_a_transaction_nothing_is_written()
    {
        await using var world = await NotesWorld.StartAsync();

        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            world.InDatabaseAsync(world.Agency, db => db.InsertAllAsync([new Stone { Text = "one" }], CancellationToken.None)));
    }

    private static Task InsertAsync<TEntity>(NotesWorld world, Guid? tenant, TEntity[] rows)
        where TEntity : class => world.InDatabaseAsync(tenant, async db =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            await db.InsertAllAsync(rows, CancellationToken.None);
            await transaction.CommitAsync();
        });
}
