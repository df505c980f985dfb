using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using PeerPlatform.Platform.Messaging;
using PeerPlatform.Platform.Operations;

namespace PeerPlatform.Platform.Data;

/// <summary>Which database a service has: <c>Database:Provider</c> and <c>Database:Folder</c>, a file per service for SQLite.</summary>
internal static class DatabaseSetup
{
    private static readonly DurableSqlite Durable = new();

    public static void Configure<TDb>(IServiceProvider provider, DbContextOptionsBuilder options, string service)
        where TDb : PlatformDbContext
    {
        var configuration = provider.GetRequiredService<IConfiguration>();
        var name = configuration["Database:Provider"] ?? "sqlite";
        if (name != "sqlite")
        {
            throw new InvalidOperationException($"Database:Provider is '{name}'; this version knows 'sqlite'.");
        }

        options.UseSqlite($"Data Source={SqliteFile(configuration, service)};Default Timeout=30");
        options.ReplaceService<IMigrationsSqlGenerator, SqliteTables>();
        options.AddInterceptors(Durable, new OutboxWake<TDb>(provider.GetRequiredService<OutboxSignal<TDb>>()));
    }

    public static string SqliteFile(IConfiguration configuration, string service) =>
        Path.Combine(configuration["Database:Folder"] ?? "data", $"{service}.db");

    /// <summary>
    /// Every connection syncs each commit to disk, waits for a busy writer, keeps foreign keys,
    /// and overwrites what is deleted: an erased row must not be readable in the file.
    /// </summary>
    private sealed class DurableSqlite : DbConnectionInterceptor
    {
        private const string Settings =
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA busy_timeout=30000; PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON; PRAGMA cache_size=-8000;";

        /// <summary>A pooled connection comes back with its settings, so they are made once for each.</summary>
        private readonly ConditionalWeakTable<object, object> _set = [];

        public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
        {
            if (IsSet(connection))
            {
                return;
            }

            using var command = connection.CreateCommand();
            command.CommandText = Settings;
            command.ExecuteNonQuery();
            Remember(connection);
        }

        public override async Task ConnectionOpenedAsync(
            DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            if (IsSet(connection))
            {
                return;
            }

            await using var command = connection.CreateCommand();
            command.CommandText = Settings;
            await command.ExecuteNonQueryAsync(cancellationToken);
            Remember(connection);
        }

        private bool IsSet(DbConnection connection) => _set.TryGetValue(((SqliteConnection)connection).Handle!, out _);

        private void Remember(DbConnection connection) => _set.TryAdd(((SqliteConnection)connection).Handle!, this);
    }

    /// <summary>Wakes the dispatcher once the events are committed: by the save itself, or by the transaction around it.</summary>
    private sealed class OutboxWake<TDb>(OutboxSignal<TDb> signal) : SaveChangesInterceptor, IDbTransactionInterceptor
        where TDb : PlatformDbContext
    {
        public override ValueTask<int> SavedChangesAsync(
            SaveChangesCompletedEventData eventData, int result, CancellationToken cancellationToken = default)
        {
            if (eventData.Context?.Database.CurrentTransaction is null)
            {
                Wake(eventData.Context);
            }

            return ValueTask.FromResult(result);
        }

        public Task TransactionCommittedAsync(
            DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            Wake(eventData.Context);
            return Task.CompletedTask;
        }

        private void Wake(DbContext? context)
        {
            if (context is PlatformDbContext db && db.TakeEventsToTell() > 0)
            {
                FaultPoint.Reach("outbox-after-commit");
                signal.Set();
            }
        }
    }
}

/// <summary>Creates the service's database when it is not there yet, before the service listens.</summary>
internal sealed class DatabaseStart<TDb>(IServiceScopeFactory scopes, IConfiguration configuration) : IHostedService
    where TDb : PlatformDbContext
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(configuration["Database:Folder"] ?? "data");
        await using var work = scopes.CreateAsyncScope();
        await work.ServiceProvider.GetRequiredService<TDb>().Database.EnsureCreatedAsync(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

internal sealed class DatabaseCheck<TDb>(TDb db) : IHealthCheck
    where TDb : PlatformDbContext
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        await db.Database.CanConnectAsync(cancellationToken)
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Unhealthy("The database does not answer.");
}
