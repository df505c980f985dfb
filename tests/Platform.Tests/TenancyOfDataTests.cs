using Microsoft.EntityFrameworkCore;
using PeerPlatform.Platform.Tests.Notes;

namespace PeerPlatform.Platform.Tests;

public sealed class TenancyOfDataTests
{
    private static readonly Guid Other = Guid.CreateVersion7();

    [Fact]
    public async Task A_row_is_stamped_on_insert_and_seen_by_its_tenant_only()
    {
        await using var world = await NotesWorld.StartAsync();
        await AddNoteAsync(world, world.Agency, "ours");
        await AddNoteAsync(world, Other, "theirs");

        Assert.Equal(["ours"], await world.InDatabaseAsync(world.Agency, db => db.Notes.Select(n => n.Text).ToListAsync()));
        Assert.Equal(["theirs"], await world.InDatabaseAsync(Other, db => db.Notes.Select(n => n.Text).ToListAsync()));
        Assert.Equal(2, await world.InDatabaseAsync(null, db => db.Notes.IgnoreQueryFilters().CountAsync()));
    }

    [Fact]
    public async Task Without_a_tenant_no_row_is_seen()
    {
        await using var world = await NotesWorld.StartAsync();
        await AddNoteAsync(world, world.Agency, "ours");

        Assert.Empty(await world.InDatabaseAsync(null, db => db.Notes.ToListAsync()));
        Assert.Null(await world.InDatabaseAsync(null, async db => await db.Notes.SingleOrDefaultAsync(n => n.Text == "ours")));
    }

    [Fact]
    public async Task Without_a_tenant_no_row_is_written()
    {
        await using var world = await NotesWorld.StartAsync();

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => AddNoteAsync(world, null, "nobody's"));

        Assert.Contains("outside any tenant", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(EntityState.Modified)]
    [InlineData(EntityState.Deleted)]
    public async Task Another_tenants_row_that_was_loaded_around_the_filter_is_not_written(EntityState state)
    {
        await using var world = await NotesWorld.StartAsync();
        await AddNoteAsync(world, Other, "theirs");

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => world.InDatabaseAsync(world.Agency, async db =>
        {
            db.Entry(await db.Notes.IgnoreQueryFilters().SingleAsync()).State = state;
            await db.SaveChangesAsync();
        }));

        Assert.Contains("another tenant", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_row_is_not_inserted_for_another_tenant()
    {
        await using var world = await NotesWorld.StartAsync();

        await Assert.ThrowsAsync<InvalidOperationException>(() => world.InDatabaseAsync(world.Agency, db =>
        {
            db.Entry(db.Notes.Add(new Note { Text = "smuggled" }).Entity).Property("TenantId").CurrentValue = Other;
            return db.SaveChangesAsync();
        }));
    }

    [Fact]
    public async Task A_row_is_not_moved_to_another_tenant()
    {
        await using var world = await NotesWorld.StartAsync();
        await AddNoteAsync(world, world.Agency, "ours");

        await Assert.ThrowsAsync<InvalidOperationException>(() => world.InDatabaseAsync(world.Agency, async db =>
        {
            db.Entry(await db.Notes.SingleAsync()).Property("TenantId").CurrentValue = Other;
            await db.SaveChangesAsync();
        }));
    }

    [Theory]
    [InlineData(EntityState.Modified)]
    [InlineData(EntityState.Deleted)]
    public async Task A_row_of_another_tenant_passed_off_as_ours_is_not_written(EntityState state)
    {
        await using var world = await NotesWorld.StartAsync();
        await AddNoteAsync(world, Other, "theirs");

        await Assert.ThrowsAsync<DbUpdateConcurrencyException>(() => world.InDatabaseAsync(world.Agency, async db =>
        {
            var theirs = await db.Notes.IgnoreQueryFilters().AsNoTracking().SingleAsync();
            var entry = db.Entry(theirs);
            entry.Property("TenantId").CurrentValue = world.Agency;
            entry.State = state;
            await db.SaveChangesAsync();
        }));

        Assert.Equal(1, await world.InDatabaseAsync(Other, db => db.Notes.CountAsync()));
    }

    [Fact]
    public async Task A_network_wide_row_is_seen_by_all()
    {
        await using var world = await NotesWorld.StartAsync();
        await world.InDatabaseAsync(null, db =>
        {
            db.Boards.Add(new Board());
            return db.SaveChangesAsync();
        });

        Assert.Equal(1, await world.InDatabaseAsync(world.Agency, db => db.Boards.CountAsync()));
        Assert.Equal(1, await world.InDatabaseAsync(Other, db => db.Boards.CountAsync()));
    }

    [Theory]
    [InlineData(EntityState.Modified)]
    [InlineData(EntityState.Deleted)]
    public async Task An_immutable_row_is_never_changed_and_never_deleted(EntityState state)
    {
        await using var world = await NotesWorld.StartAsync();
        await world.InDatabaseAsync(world.Agency, db =>
        {
            db.Stones.Add(new Stone { Text = "set" });
            return db.SaveChangesAsync();
        });

        await Assert.ThrowsAsync<InvalidOperationException>(() => world.InDatabaseAsync(world.Agency, async db =>
        {
            db.Entry(await db.Stones.SingleAsync()).State = state;
            await db.SaveChangesAsync();
        }));
    }

    [Fact]
    public async Task Over_http_a_member_sees_and_writes_rows_of_the_tokens_tenant()
    {
        await using var world = await NotesWorld.StartAsync();
        using var ours = world.Member();
        using var theirs = world.Platform.Client(Other, NotesWorld.Network, null, Contracts.Access.Role.Member);

        Assert.Equal(System.Net.HttpStatusCode.NoContent, (await ours.PostAsync("/api/notes/v1/notes", Json("""{"text":"ours"}"""))).StatusCode);

        Assert.Equal("""["ours"]""", await ours.GetStringAsync("/api/notes/v1/notes"));
        Assert.Equal("[]", await theirs.GetStringAsync("/api/notes/v1/notes"));
    }

    private static StringContent Json(string text) => new(text, System.Text.Encoding.UTF8, "application/json");

    private static async Task AddNoteAsync(NotesWorld world, Guid? tenant, string text) => await world.InDatabaseAsync(tenant, db =>
    {
        db.Notes.Add(new Note { Text = text });
        return db.SaveChangesAsync();
    });
}
