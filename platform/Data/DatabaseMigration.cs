using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;

namespace PeerPlatform.Platform.Data;

/// <summary>Brings databases to the version of this program.</summary>
internal static class DatabaseMigration
{
    public static async Task OfSqliteAsync(PlatformDbContext db, CancellationToken cancellationToken)
    {
        // One process at a time has the file. A lock in it was left by one that was killed, and would be waited for without end.
        await db.Database.ExecuteSqlRawAsync("""DROP TABLE IF EXISTS "__EFMigrationsLock" """, cancellationToken);
        await db.Database.MigrateAsync(cancellationToken);
    }

    /// <summary>
    /// The migration job of one database: runs as its owner, gives the app role what a service needs and nothing more, and
    /// fails when afterwards a table with a tenant is not secured.
    /// </summary>
    public static async Task OfPostgresAsync(
        PlatformDbContext db, string service, IConfiguration configuration, CancellationToken cancellationToken)
    {
        db.Database.SetConnectionString(PostgresConnections.OfOwner(configuration, service));
        db.Database.SetCommandTimeout(TimeSpan.FromMinutes(30));
        await db.Database.MigrateAsync(cancellationToken);
        await DatabaseRights.GiveAsync(db, PostgresConnections.AppRole(configuration, service), cancellationToken);
        var unsecured = await DatabaseRights.UnsecuredAsync(db, cancellationToken);
        if (unsecured.Count > 0)
        {
            throw new InvalidOperationException($"Row-level security does not hold for {string.Join(", ", unsecured)} of {service}.");
        }
    }
}
