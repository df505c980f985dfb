using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;
using Microsoft.Extensions.DependencyInjection;
using PeerPlatform.Platform;
using PeerPlatform.Platform.Data;
using PeerPlatform.Testing;

namespace PeerPlatform.Architecture.Tests;

/// <summary>One model, two rows of migrations: both lead to the same tables, and to today's model.</summary>
public sealed class MigrationsTests
{
    private const string HowTo = "Write the missing migration for both: dotnet run --project deploy/migrations -- add <Name>";

    /// <summary>Migrations that take away what no replica of the version before needs any more, as "service: Name", each with the reason.</summary>
    private static readonly Dictionary<string, string> Contracting = [];

    public static TheoryData<string> Services => [.. Repository.Services.Where(s => HasDatabase(s.Value)).Select(s => s.Key)];

    [Theory]
    [MemberData(nameof(Services))]
    public async Task Both_providers_have_the_same_migrations_and_lead_to_the_same_columns(string service)
    {
        await using var files = await StartAsync(service, "sqlite");
        await using var server = await StartAsync(service, "postgres");

        Assert.False(await InAsync(files, db => Task.FromResult(db.Database.HasPendingModelChanges())), $"{service}, sqlite: the model has changed. {HowTo}");
        Assert.False(await InAsync(server, db => Task.FromResult(db.Database.HasPendingModelChanges())), $"{service}, postgres: the model has changed. {HowTo}");
        Assert.Equal(await InAsync(files, NamesAsync), await InAsync(server, NamesAsync));

        var inFile = await ColumnsOfFileAsync(Path.Combine(files.Folder, $"{service}.db"));
        var onServer = (await PostgresServer.ColumnAsync(
            server.Database(service).Administrator,
            "SELECT table_name || '.' || column_name || CASE is_nullable WHEN 'YES' THEN '?' ELSE '' END FROM information_schema.columns WHERE table_schema = 'public'"))
            .Select(c => c!).Where(c => !c.StartsWith("__", StringComparison.Ordinal)).Order(StringComparer.Ordinal).ToList();
        Assert.NotEmpty(onServer);
        Assert.Equal(onServer, inFile);
    }

    [Theory]
    [MemberData(nameof(Services))]
    public async Task Row_level_security_holds_for_every_table_with_a_tenant(string service)
    {
        await using var server = await StartAsync(service, "postgres");

        Assert.Empty(await InAsync(server, db => DatabaseRights.UnsecuredAsync(db, TestContext.Current.CancellationToken)));
        Assert.NotEmpty(await PostgresServer.ColumnAsync(server.Database(service).Administrator, "SELECT 1 FROM pg_policies WHERE policyname = 'of_tenant'"));
    }

    [Theory]
    [MemberData(nameof(Services))]
    public void A_migration_only_expands_so_that_the_version_before_goes_on_beside(string service)
    {
        var migrations = Repository.Services[service].GetType().Assembly.GetTypes()
            .Where(t => t.IsSubclassOf(typeof(Migration)) && t.Namespace!.EndsWith(".Migrations.Postgres", StringComparison.Ordinal))
            .Where(t => !Contracting.ContainsKey($"{service}: {t.Name}"))
            .ToList();

        Assert.NotEmpty(migrations);
        var narrowing =
            from type in migrations
            let migration = (Migration)Activator.CreateInstance(type)!
            let made = migration.UpOperations.OfType<CreateTableOperation>().Select(t => t.Name).ToHashSet(StringComparer.Ordinal)
            from operation in migration.UpOperations
            where !Expands(operation, made)
            select $"{service}: {type.Name} has {operation.GetType().Name} of {(operation as ITableMigrationOperation)?.Table}";
        Assert.True(
            !narrowing.Any(),
            $"Replicas of the version before go on beside the new ones: add tables, columns that may be empty or have a default, indexes that are not unique; nothing in SQL of its own, which no test can read. "
            + $"What nobody has needed since the version before goes by a migration that is named in Contracting, with the reason.\n{string.Join('\n', narrowing)}");
    }

    /// <summary>An index that goes costs time only; one that is unique, or a key, would refuse what the version before still writes.</summary>
    private static bool Expands(MigrationOperation operation, HashSet<string> made) => operation switch
    {
        CreateTableOperation or DropIndexOperation => true,
        AddColumnOperation column => column.IsNullable || column.DefaultValue is not null || column.DefaultValueSql is not null,
        CreateIndexOperation index => !index.IsUnique || made.Contains(index.Table),
        ITableMigrationOperation { Table: var table } => made.Contains(table),
        _ => false,
    };

    private static Task<TestPlatform> StartAsync(string service, string provider) => TestPlatform.StartAsync(
        [Repository.Services[service]], new Dictionary<string, string?> { ["Database:Provider"] = provider });

    private static async Task<T> InAsync<T>(TestPlatform platform, Func<PlatformDbContext, Task<T>> look)
    {
        await using var scope = platform.Services.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<ServiceDatabase>();
        return await look((PlatformDbContext)scope.ServiceProvider.GetRequiredService(database.Context));
    }

    private static async Task<List<string>> NamesAsync(PlatformDbContext db)
    {
        Assert.Empty(await db.Database.GetPendingMigrationsAsync());
        return [.. db.Database.GetMigrations().Select(id => id.Split('_', 2)[1])];
    }

    private static async Task<List<string>> ColumnsOfFileAsync(string file)
    {
        await using var connection = new SqliteConnection($"Data Source={file};Mode=ReadOnly;Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText =
            """
            SELECT t.name || '.' || c.name || CASE c."notnull" WHEN 0 THEN '?' ELSE '' END
            FROM sqlite_master t JOIN pragma_table_info(t.name) c WHERE t.type = 'table' AND t.name NOT LIKE '\_\_%' ESCAPE '\' AND t.name NOT LIKE 'sqlite%'
            """;
        var columns = new List<string>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            columns.Add(reader.GetString(0));
        }

        return [.. columns.Order(StringComparer.Ordinal)];
    }

    private static bool HasDatabase(PlatformService service) =>
        service.GetType().Assembly.GetTypes().Any(t => t.IsSubclassOf(typeof(PlatformDbContext)));
}
