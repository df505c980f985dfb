using Npgsql;

namespace PeerPlatform.Testing;

/// <summary>
/// A table of PostgreSQL that can be read and not written until the test lets it go: everybody who would write meets in front of it.
/// </summary>
public sealed class HeldTable : IAsyncDisposable
{
    private readonly string _administrator;
    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlTransaction _transaction;

    private HeldTable(string administrator, NpgsqlConnection connection, NpgsqlTransaction transaction)
    {
        _administrator = administrator;
        _connection = connection;
        _transaction = transaction;
    }

    /// <summary>Waits for writers that are at it already.</summary>
    public static async Task<HeldTable> HoldAsync(string administrator, string table)
    {
        var connection = new NpgsqlConnection(administrator);
        await connection.OpenAsync();
        var transaction = await connection.BeginTransactionAsync();
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
#pragma warning disable CA2100 // The tests' own texts.
        command.CommandText = $"LOCK TABLE \"{table}\" IN SHARE ROW EXCLUSIVE MODE";
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
        return new HeldTable(administrator, connection, transaction);
    }

    /// <summary>Returns once so many wait in this database, for the table or for one another.</summary>
    public Task UntilWaitingAsync(int others) => Eventually.HoldsAsync(
        async () => (await PostgresServer.ColumnAsync(
            _administrator,
            "SELECT count(DISTINCT pid) FROM pg_locks WHERE NOT granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"))
            .Single() == $"{others}",
        $"{others} wait to write");

    /// <summary>Lets them go on.</summary>
    public async ValueTask DisposeAsync()
    {
        await _transaction.DisposeAsync();
        await _connection.DisposeAsync();
    }
}
