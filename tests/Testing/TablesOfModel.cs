using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using PeerPlatform.Platform.Data;

namespace PeerPlatform.Testing;

/// <summary>
/// For a small service that exists in tests only and has no migrations: its tables are made from its model, by the same rules.
/// To be added before its database.
/// </summary>
public sealed class TablesOfModel<TDb>(string service, IServiceScopeFactory scopes, IConfiguration configuration) : IHostedService
    where TDb : PlatformDbContext
{
    /// <inheritdoc />
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await using var work = scopes.CreateAsyncScope();
        var db = work.ServiceProvider.GetRequiredService<TDb>();
        if (db.Database.IsSqlite())
        {
            Directory.CreateDirectory(DatabaseSetup.SqliteFolder(configuration));
            await db.Database.EnsureCreatedAsync(cancellationToken);
            return;
        }

        db.Database.SetConnectionString(configuration.GetConnectionString($"{service}-owner"));
        if (!(await db.Database.SqlQuery<bool>($"""SELECT to_regclass('public."Outbox"') IS NOT NULL AS "Value" """).ToListAsync(cancellationToken)).Single())
        {
            await db.GetService<IRelationalDatabaseCreator>().CreateTablesAsync(cancellationToken);
            await DatabaseMigration.OfPostgresAsync(db, service, configuration, cancellationToken);
        }
    }

    /// <inheritdoc />
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
