using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using PeerPlatform.Platform.Messaging;
using PeerPlatform.Platform.Operations;

namespace PeerPlatform.Platform.Data;

/// <summary>A database that a service has in this host.</summary>
/// <param name="Service">Names it in configuration: <c>ConnectionStrings:{service}</c>, or the file <c>{service}.db</c>.</param>
internal sealed record ServiceDatabase(string Service, Type Context);

/// <summary>
/// Which database a service has. <c>Database:Provider</c> is <c>sqlite</c> (a file per service in <c>Database:Folder</c>) or
/// <c>postgres</c> (a database per service, <c>ConnectionStrings:{service}</c>).
/// </summary>
internal static class DatabaseSetup
{
    public const string Sqlite = "sqlite";
    public const string Postgres = "postgres";
    private static readonly DurableSqlite Durable = new();
    private static readonly TenantOfCommand Tenant = new();

    public static string Provider(IConfiguration configuration) =>
        (configuration["Database:Provider"] ?? Sqlite) is Sqlite or Postgres
            ? configuration["Database:Provider"] ?? Sqlite
            : throw new InvalidOperationException($"Database:Provider is '{configuration["Database:Provider"]}'; this version knows 'sqlite' and 'postgres'.");

    public static void Configure<TDb>(IServiceProvider provider, DbContextOptionsBuilder options, string service)
        where TDb : PlatformDbContext
    {
        var configuration = provider.GetRequiredService<IConfiguration>();
        if (Provider(configuration) == Postgres)
        {
            options.UseNpgsql(PostgresConnections.Of(configuration, service));
            options.ReplaceService<IMigrationsSqlGenerator, PostgresTables>();
            options.AddInterceptors(Tenant);
        }
        else
        {
            options.UseSqlite($"Data Source={SqliteFile(configuration, service)};Default Timeout=30");
            options.ReplaceService<IMigrationsSqlGenerator, SqliteTables>();
            options.AddInterceptors(Durable);
        }

        options.ReplaceService<IMigrationsAssembly, MigrationsOfProvider>();
        options.AddInterceptors(new OutboxWake<TDb>(provider.GetRequiredService<OutboxSignal<TDb>>()));
    }

    public static string SqliteFile(IConfiguration configuration, string service) =>
        Path.Combine(SqliteFolder(configuration), $"{service}.db");

    public static string SqliteFolder(IConfiguration configuration) => configuration["Database:Folder"] ?? "data";

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

internal sealed class DatabaseCheck<TDb>(TDb db) : IHealthCheck
    where TDb : PlatformDbContext
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        await db.Database.CanConnectAsync(cancellationToken)
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Unhealthy("The database does not answer.");
}
