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
/// The only place that writes answers: prepared commands on one connection. Change tracking costs more than the
/// write itself, and no tenant is known before the ticket is; the answer is stamped with the tenant of its wave here.
/// </summary>
/// <remarks>
/// From the look to the commit a ticket and its wave stay as they were: SQLite has one writer, PostgreSQL locks the two rows.
/// Tickets are to be looked at in the order of their hashes, so that two replicas never wait for each other.
/// </remarks>
internal sealed class AnswerTable : IAsyncDisposable
{
    private readonly AsyncServiceScope _work;
    private readonly DatabaseFacade _database;
    private readonly DbConnection _connection;
    private readonly bool _locksRows;
    private readonly DbCommand _look;
    private readonly DbCommand _running;
    private readonly DbCommand _wave;
    private readonly DbCommand _use;
    private readonly DbCommand _add;
    private readonly Dictionary<Guid, AskedWave?> _waves = [];

    private AnswerTable(AsyncServiceScope work, DatabaseFacade database)
    {
        var locksRows = database.IsNpgsql();
        _work = work;
        _database = database;
        _connection = database.GetDbConnection();
        _locksRows = locksRows;
        _look = Command("""SELECT "WaveId", "GroupId", "Used" FROM "Tickets" WHERE "Hash" = @hash""" + (locksRows ? " FOR UPDATE" : ""), "@hash");
        _running = Command("""SELECT "AgencyId", "ClosesAt" FROM "RunningWaves" WHERE "WaveId" = @wave""" + (locksRows ? " FOR SHARE" : ""), "@wave");
        _wave = Command(
            """SELECT "InstrumentCode", "InstrumentVersion", "HelpContact" FROM "Waves" WHERE "TenantId" = @tenant AND "Id" = @wave""", "@tenant", "@wave");
        _use = Command("""UPDATE "Tickets" SET "Used" = TRUE WHERE "Hash" = @hash""", "@hash");
        _add = Command(
            """
            INSERT INTO "Answers" ("WaveId", "Id", "GroupId", "Responses", "TenantId") VALUES (@wave, @id, @group, @responses, @tenant)
            """,
            "@wave", "@id", "@group", "@responses", "@tenant");
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
        _waves.Clear();
        var transaction = _database.BeginTransaction();
        _look.Transaction = _running.Transaction = _wave.Transaction = _use.Transaction = _add.Transaction = transaction.GetDbTransaction();
        return transaction;
    }

    public ShownTicket? Look(byte[] hash)
    {
        _look.Parameters[0].Value = hash;
        ShownTicket ticket;
        using (var row = _look.ExecuteReader())
        {
            if (!row.Read())
            {
                return null;
            }

            ticket = new ShownTicket(hash, row.GetGuid(0), row.IsDBNull(1) ? null : row.GetGuid(1), row.GetBoolean(2), null);
        }

        if (!_waves.TryGetValue(ticket.WaveId, out var wave))
        {
            _waves[ticket.WaveId] = wave = AskedBy(ticket.WaveId);
        }

        return ticket with { Wave = wave };
    }

    public void MarkUsed(ShownTicket ticket)
    {
        _use.Parameters[0].Value = ticket.Hash;
        _use.ExecuteNonQuery();
    }

    /// <summary>Writes the answers of the commit in the order given.</summary>
    public void Add(ShownTicket ticket, string responses)
    {
        Enter(ticket.Wave!.AgencyId);
        _add.Parameters[0].Value = ticket.WaveId;
        _add.Parameters[1].Value = Guid.NewGuid();
        _add.Parameters[2].Value = (object?)ticket.GroupId ?? DBNull.Value;
        _add.Parameters[3].Value = responses;
        _add.Parameters[4].Value = ticket.Wave.AgencyId;
        _add.ExecuteNonQuery();
    }

    public async ValueTask DisposeAsync()
    {
        await _look.DisposeAsync();
        await _running.DisposeAsync();
        await _wave.DisposeAsync();
        await _use.DisposeAsync();
        await _add.DisposeAsync();
        await _work.DisposeAsync();
    }

    private AskedWave? AskedBy(Guid waveId)
    {
        Guid agency;
        DateTimeOffset closesAt;
        _running.Parameters[0].Value = waveId;
        using (var running = _running.ExecuteReader())
        {
            if (!running.Read())
            {
                return null;
            }

            agency = running.GetGuid(0);
            closesAt = new DateTimeOffset(running.GetInt64(1), TimeSpan.Zero);
        }

        Enter(agency);
        _wave.Parameters[0].Value = agency;
        _wave.Parameters[1].Value = waveId;
        using var wave = _wave.ExecuteReader();
        return !wave.Read() ? null : new AskedWave(agency, closesAt, wave.GetString(0), wave.GetInt32(1), wave.IsDBNull(2) ? null : wave.GetString(2));
    }

    private void Enter(Guid agency)
    {
        if (_locksRows)
        {
            TenantOfTransaction.Enter(_look.Transaction!, agency);
        }
    }

    private DbCommand Command(string text, params string[] parameters)
    {
        var command = _connection.CreateCommand();
#pragma warning disable CA2100 // The texts stand above.
        command.CommandText = text;
#pragma warning restore CA2100
        foreach (var name in parameters)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            command.Parameters.Add(parameter);
        }

        return command;
    }
}
