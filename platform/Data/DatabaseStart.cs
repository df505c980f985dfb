using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace PeerPlatform.Platform.Data;

/// <summary>
/// Before the service listens: a SQLite file is brought to this version. A PostgreSQL database is brought there by the migration
/// job, with rights that a service does not have; the service waits for it, and refuses a role that row-level security would
/// not hold back.
/// </summary>
internal sealed partial class DatabaseStart<TDb>(
    ServiceDatabase database, IServiceScopeFactory scopes, IConfiguration configuration, TimeProvider clock, ILogger<DatabaseStart<TDb>> logger)
    : IHostedService
    where TDb : PlatformDbContext
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await using var work = scopes.CreateAsyncScope();
        var db = work.ServiceProvider.GetRequiredService<TDb>();
        if (db.Database.IsSqlite())
        {
            Directory.CreateDirectory(DatabaseSetup.SqliteFolder(configuration));
            await DatabaseMigration.OfSqliteAsync(db, cancellationToken);
            return;
        }

        await MigratedAsync(db, cancellationToken);
        if (await DatabaseRights.FaultOfRoleAsync(db, cancellationToken) is { } fault)
        {
            throw new InvalidOperationException($"The database of {database.Service} was not opened: {fault}");
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task MigratedAsync(TDb db, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(LookEvery, clock);
        var told = "";
        while (await WaitsForAsync(db, cancellationToken) is { } reason)
        {
            if (told != reason)
            {
                LogWaits(logger, database.Service, reason);
                told = reason;
            }

            await timer.WaitForNextTickAsync(cancellationToken);
        }
    }

    /// <summary>Why the database can't be used yet; null when it can.</summary>
    private static async Task<string?> WaitsForAsync(TDb db, CancellationToken cancellationToken)
    {
        try
        {
            var pending = (await db.Database.GetPendingMigrationsAsync(cancellationToken)).ToList();
            return pending.Count == 0 ? null : $"the migration job has not run {pending[0]}";
        }
        catch (Exception e) when (e is Npgsql.NpgsqlException)
        {
            return e.Message;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The database of {Service} can't be used yet: {Reason}. It is looked at every second.")]
    private static partial void LogWaits(ILogger logger, string service, string reason);
}
