using System.Data;
using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;
using PeerPlatform.Assessment.Data;
using PeerPlatform.Platform.Data;

namespace PeerPlatform.Assessment.Collecting;

/// <summary>What a shown ticket leads to.</summary>
/// <param name="Wave">Null when the wave takes answers no more.</param>
internal sealed record ShownTicket(byte[] Hash, Guid WaveId, Guid? GroupId, bool Used, AskedWave? Wave);

/// <summary>The wave of a ticket, as far as an answer needs it.</summary>
internal sealed record AskedWave(Guid AgencyId, DateTimeOffset ClosesAt, string InstrumentCode, int InstrumentVersion, string? HelpContact);

/// <summary>
/// The only place that writes answers: a few statements on one connection for as many answers as came together. Change tracking costs
/// more than the write itself, and no tenant is known before the ticket is; the answer is stamped with the tenant of its wave here.
/// </summary>
/// <remarks>
/// From the look to the commit tickets and their waves stay as they were: SQLite has one writer, PostgreSQL locks the rows, tickets in
/// the order of their hashes and waves in the order of their ids, so that two replicas never wait for each other.
/// </remarks>
internal sealed class AnswerTable : IAsyncDisposable
{
    private readonly AsyncServiceScope _work;
    private readonly DatabaseFacade _database;
    private readonly DbConnection _connection;
    private readonly bool _locksRows;
    private DbTransaction? _transaction;

    private AnswerTable(AsyncServiceScope work, DatabaseFacade database)
    {
        _work = work;
        _database = database;
        _connection = database.GetDbConnection();
        _locksRows = database.IsNpgsql();
    }

    public static async Task<AnswerTable> OpenAsync(IServiceScopeFactory scopes)
    {
        var work = scopes.CreateAsyncScope();
        try
        {
            var database = work.ServiceProvider.GetRequiredService<AssessmentDbContext>().Database;
            await database.OpenConnectionAsync();
            return new AnswerTable(work, database);
        }
        catch
        {
            await work.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts a commit.</summary>
    public IDbContextTransaction Begin()
    {
        var transaction = _database.BeginTransaction();
        _transaction = transaction.GetDbTransaction();
        return transaction;
    }

    /// <summary>The tickets that there are, each with its wave.</summary>
    public List<ShownTicket> Look(IReadOnlyCollection<byte[]> hashes)
    {
        var found = new List<ShownTicket>(hashes.Count);
        using (var look = Command(
            $"""SELECT "Hash", "WaveId", "GroupId", "Used" FROM "Tickets" WHERE "Hash" IN ({Places(hashes.Count)}) ORDER BY "Hash" {(_locksRows ? "FOR UPDATE" : "")}""",
            hashes))
        using (var row = look.ExecuteReader())
        {
            while (row.Read())
            {
                found.Add(new ShownTicket(row.GetFieldValue<byte[]>(0), row.GetGuid(1), row.IsDBNull(2) ? null : row.GetGuid(2), row.GetBoolean(3), null));
            }
        }

        var waves = found.Select(ticket => ticket.WaveId).Distinct().Order().ToDictionary(id => id, AskedBy);
        return found.ConvertAll(ticket => ticket with { Wave = waves[ticket.WaveId] });
    }

    /// <summary>Uses up the tickets and writes the answers given with them, an agency's in the order given.</summary>
    public void Add(IReadOnlyCollection<(ShownTicket Ticket, string Responses)> accepted)
    {
        // In the order of the hashes: in the order of the answers, the two tables together would tell whose ticket wrote which.
        using (var use = Command(
            $"""UPDATE "Tickets" SET "Used" = TRUE WHERE "Hash" IN ({Places(accepted.Count)})""",
            accepted.Select(a => a.Ticket.Hash).OrderBy(Convert.ToHexString, StringComparer.Ordinal)))
        {
            use.ExecuteNonQuery();
        }

        foreach (var agency in accepted.GroupBy(a => a.Ticket.Wave!.AgencyId))
        {
            Enter(agency.Key);
            var rows = agency.Select((a, i) => (object?[])[a.Ticket.WaveId, Guid.NewGuid(), a.Ticket.GroupId, a.Responses, agency.Key]).ToList();
            using var add = Command(
                $"""INSERT INTO "Answers" ("WaveId", "Id", "GroupId", "Responses", "TenantId") VALUES {string.Join(',', rows.Select((row, i) => $"({Places(row.Length, i * row.Length)})"))}""",
                rows.SelectMany(row => row));
            add.ExecuteNonQuery();
        }
    }

    public ValueTask DisposeAsync() => _work.DisposeAsync();

    private AskedWave? AskedBy(Guid waveId)
    {
        Guid agency;
        DateTimeOffset closesAt;
        using (var look = Command($"""SELECT "AgencyId", "ClosesAt" FROM "RunningWaves" WHERE "WaveId" = @p0 {(_locksRows ? "FOR SHARE" : "")}""", [waveId]))
        using (var running = look.ExecuteReader())
        {
            if (!running.Read())
            {
                return null;
            }

            agency = running.GetGuid(0);
            closesAt = new DateTimeOffset(running.GetInt64(1), TimeSpan.Zero);
        }

        Enter(agency);
        using var read = Command(
            """SELECT "InstrumentCode", "InstrumentVersion", "HelpContact" FROM "Waves" WHERE "TenantId" = @p0 AND "Id" = @p1""", [agency, waveId]);
        using var wave = read.ExecuteReader();
        return !wave.Read() ? null : new AskedWave(agency, closesAt, wave.GetString(0), wave.GetInt32(1), wave.IsDBNull(2) ? null : wave.GetString(2));
    }

    private void Enter(Guid agency)
    {
        if (_locksRows)
        {
            TenantOfTransaction.Enter(_transaction!, agency);
        }
    }

    private static string Places(int count, int from = 0) => string.Join(',', Enumerable.Range(from, count).Select(i => $"@p{i}"));

    private DbCommand Command(string text, IEnumerable<object?> values)
    {
        var command = _connection.CreateCommand();
        command.Transaction = _transaction;
#pragma warning disable CA2100 // The texts stand above; values are parameters.
        command.CommandText = text;
#pragma warning restore CA2100
        foreach (var value in values)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = $"p{command.Parameters.Count}";
            parameter.Value = value ?? DBNull.Value;
            if (value is null)
            {
                // Only a group can be missing, and PostgreSQL wants to know of what kind it would be.
                parameter.DbType = DbType.Guid;
            }

            command.Parameters.Add(parameter);
        }

        return command;
    }
}
