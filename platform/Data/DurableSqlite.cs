using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace PeerPlatform.Platform.Data;

/// <summary>
/// Every connection syncs each commit to disk, waits for a busy writer, keeps foreign keys,
/// and overwrites what is deleted: an erased row must not be readable in the file.
/// </summary>
internal sealed class DurableSqlite : DbConnectionInterceptor
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
