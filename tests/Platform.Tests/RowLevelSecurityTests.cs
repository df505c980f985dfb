using Microsoft.EntityFrameworkCore;
using Npgsql;
using PeerPlatform.Platform.Data;
using PeerPlatform.Platform.Tests.Notes;
using PeerPlatform.Testing;

namespace PeerPlatform.Platform.Tests;

/// <summary>On PostgreSQL the database itself keeps tenants apart, also where the program forgot to.</summary>
public sealed class RowLevelSecurityTests
{
    private static readonly Guid Other = Guid.CreateVersion7();
    private static readonly Dictionary<string, string?> OnPostgres = new() { ["Database:Provider"] = "postgres" };

    [Fact]
    public async Task With_the_query_filter_off_still_no_row_of_another_tenant_is_seen_or_changed()
    {
        await using var world = await NotesWorld.StartAsync(OnPostgres);
        await AddNoteAsync(world, world.Agency, "ours");
        await AddNoteAsync(world, Other, "theirs");

        Assert.Equal(["ours"], await world.InDatabaseAsync(world.Agency, db => db.Notes.IgnoreQueryFilters().Select(n => n.Text).ToListAsync()));
        Assert.Equal(1, await world.InDatabaseAsync(world.Agency, db => db.Notes.IgnoreQueryFilters().ExecuteDeleteAsync()));
        Assert.Equal(0, await world.InDatabaseAsync(
            world.Agency, db => db.Notes.IgnoreQueryFilters().ExecuteUpdateAsync(n => n.SetProperty(x => x.Text, "taken"))));
        Assert.Equal(["theirs"], await world.InDatabaseAsync(Other, db => db.Notes.Select(n => n.Text).ToListAsync()));
    }

    [Fact]
    public async Task Within_one_transaction_rows_are_those_of_the_tenant_entered_last()
    {
        await using var world = await NotesWorld.StartAsync(OnPostgres);
        await AddNoteAsync(world, world.Agency, "ours");
        await AddNoteAsync(world, Other, "theirs");
        await using var work = world.Platform.Scope(world.Agency, NotesWorld.Network);
        var db = (NotesDbContext)work.ServiceProvider.GetService(typeof(NotesDbContext))!;
        var scope = (TenantScope)work.ServiceProvider.GetService(typeof(TenantScope))!;

        await using var transaction = await db.Database.BeginTransactionAsync(TestContext.Current.CancellationToken);
        foreach (var (tenant, text) in new[] { (world.Agency, "ours"), (Other, "theirs"), (world.Agency, "ours") })
        {
            scope.Enter(tenant, NotesWorld.Network);
            Assert.Equal([text], await db.Notes.IgnoreQueryFilters().Select(n => n.Text).ToListAsync(TestContext.Current.CancellationToken));
        }
    }

    [Fact]
    public async Task A_transaction_after_another_on_the_same_connection_enters_its_tenant_anew()
    {
        await using var world = await NotesWorld.StartAsync(OnPostgres);
        await using var work = world.Platform.Scope(world.Agency, NotesWorld.Network);
        var db = (NotesDbContext)work.ServiceProvider.GetService(typeof(NotesDbContext))!;
        await db.Database.OpenConnectionAsync(TestContext.Current.CancellationToken);
        for (var i = 1; i <= 3; i++)
        {
            db.Notes.Add(new Note { Text = $"{i}" });
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
            await using var transaction = await db.Database.BeginTransactionAsync(TestContext.Current.CancellationToken);
            Assert.Equal(i, await db.Notes.IgnoreQueryFilters().CountAsync(TestContext.Current.CancellationToken));
        }
    }

    [Fact]
    public async Task A_connection_that_has_entered_no_tenant_sees_no_row_and_writes_none()
    {
        await using var world = await NotesWorld.StartAsync(OnPostgres);
        await AddNoteAsync(world, world.Agency, "ours");
        var database = world.Platform.Database("notes");

        foreach (var role in new[] { database.App, database.Owner })
        {
            Assert.Equal(["0"], await PostgresServer.ColumnAsync(role, """SELECT count(*) FROM "Notes" """));
            var refused = await Assert.ThrowsAsync<PostgresException>(() => PostgresServer.ExecuteAsync(
                role, $"""INSERT INTO "Stones" ("TenantId", "Id", "Text") VALUES ('{world.Agency}', '{Guid.NewGuid()}', 'smuggled')"""));
            Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
        }

        Assert.Equal(["1"], await PostgresServer.ColumnAsync(database.Administrator, """SELECT count(*) FROM "Notes" """));
    }

    [Fact]
    public async Task Ten_thousand_requests_of_two_tenants_over_two_connections_never_read_across()
    {
        const int Requests = 10_000;
        await using var world = await NotesWorld.StartAsync(new Dictionary<string, string?>(OnPostgres) { ["test:pool"] = "2" });
        await AddNoteAsync(world, world.Agency, "ours");
        await AddNoteAsync(world, Other, "theirs");
        var next = 0;
        var foreign = 0;

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            while (Interlocked.Increment(ref next) is var number && number <= Requests)
            {
                var (tenant, text) = number % 2 == 0 ? (world.Agency, "ours") : (Other, "theirs");
                var seen = await world.InDatabaseAsync(tenant, db => number % 3 == 0
                    ? db.Notes.IgnoreQueryFilters().Select(n => n.Text).ToListAsync()
                    : db.Notes.Select(n => n.Text).ToListAsync());
                if (seen is not [var only] || only != text)
                {
                    Interlocked.Increment(ref foreign);
                }
            }
        })));

        Assert.Equal(0, foreign);
        var used = await PostgresServer.ColumnAsync(
            world.Platform.Database("notes").Administrator,
            $"SELECT count(*) FROM pg_stat_activity WHERE usename = '{world.Platform.Database("notes").AppRole}'");
        Assert.InRange(int.Parse(used[0]!, System.Globalization.CultureInfo.InvariantCulture), 1, 2);
    }

    [Fact]
    public async Task A_unique_value_tells_one_tenant_nothing_of_another()
    {
        await using var world = await NotesWorld.StartAsync(OnPostgres);
        await AddNoteAsync(world, Other, "the same");
        await AddNoteAsync(world, world.Agency, "the same");

        var refused = await Assert.ThrowsAsync<DbUpdateException>(() => AddNoteAsync(world, world.Agency, "the same"));
        Assert.Equal(PostgresErrorCodes.UniqueViolation, Assert.IsType<PostgresException>(refused.InnerException).SqlState);
    }

    [Fact]
    public async Task A_reference_to_another_tenants_row_fails_as_one_to_no_row_does()
    {
        await using var world = await NotesWorld.StartAsync(OnPostgres);
        var theirs = new Note { Text = "theirs" };
        await world.InDatabaseAsync(Other, db =>
        {
            db.Notes.Add(theirs);
            return db.SaveChangesAsync();
        });

        var toTheirs = await LeafRefusedAsync(world, theirs.Id);
        var toNothing = await LeafRefusedAsync(world, Guid.NewGuid());
        Assert.Equal(PostgresErrorCodes.ForeignKeyViolation, toTheirs.SqlState);
        Assert.Equal((toNothing.SqlState, toNothing.MessageText, toNothing.ConstraintName), (toTheirs.SqlState, toTheirs.MessageText, toTheirs.ConstraintName));
    }

    [Theory]
    [InlineData("""CREATE TABLE forgotten ("TenantId" uuid, n int)""", "forgotten: row-level security is not forced", "forgotten: it has not exactly the one policy")]
    [InlineData("""ALTER TABLE "Notes" NO FORCE ROW LEVEL SECURITY""", "\"Notes\": row-level security is not forced")]
    [InlineData("""DROP POLICY of_tenant ON "Notes" """, "\"Notes\": it has not exactly the one policy")]
    [InlineData("""CREATE POLICY wide ON "Notes" USING (true)""", "\"Notes\": it has not exactly the one policy")]
    [InlineData("""CREATE UNIQUE INDEX tells ON "Notes" ("Text")""", "tells: it is unique across tenants")]
    [InlineData("""CREATE VIEW around AS SELECT * FROM "Notes" """, "around: it is not security_invoker")]
    [InlineData("""CREATE VIEW fine WITH (security_invoker = true) AS SELECT * FROM "Notes" """)]
    public async Task The_catalogue_shows_what_would_not_hold_and_the_migration_job_fails(string change, params string[] found)
    {
        await using var world = await NotesWorld.StartAsync(OnPostgres);
        var database = world.Platform.Database("notes");
        await PostgresServer.ExecuteAsync(database.Owner, change);

        var unsecured = await world.InDatabaseAsync(null, db => DatabaseRights.UnsecuredAsync(db, TestContext.Current.CancellationToken));
        Assert.Equal(found.Length, unsecured.Count);
        Assert.All(found, f => Assert.Contains(unsecured, u => u.Contains(f, StringComparison.Ordinal)));
        if (found.Length > 0)
        {
            await Assert.ThrowsAsync<InvalidOperationException>(() => TestDatabases.MigrateAsync(new NotesService(), database));
        }
    }

    [Fact]
    public async Task A_service_does_not_serve_as_a_role_that_row_level_security_would_not_hold_back()
    {
        await using var world = await NotesWorld.StartAsync(OnPostgres);
        var database = world.Platform.Database("notes");

        foreach (var (role, why) in new[] { (database.Administrator, "passes over row-level security"), (database.Owner, "owns tables") })
        {
            var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => NotesWorld.StartAsync(
                new Dictionary<string, string?>(OnPostgres) { ["ConnectionStrings:notes"] = role }, world.Platform.Folder));
            Assert.Contains(why, refused.Message, StringComparison.Ordinal);
        }
    }

    private static async Task<PostgresException> LeafRefusedAsync(NotesWorld world, Guid note) =>
        Assert.IsType<PostgresException>((await Assert.ThrowsAsync<DbUpdateException>(() => world.InDatabaseAsync(world.Agency, db =>
        {
            db.Leaves.Add(new Leaf { NoteId = note });
            return db.SaveChangesAsync();
        }))).InnerException);

    private static async Task AddNoteAsync(NotesWorld world, Guid tenant, string text) => await world.InDatabaseAsync(tenant, db =>
    {
        db.Notes.Add(new Note { Text = text });
        return db.SaveChangesAsync();
    });
}
