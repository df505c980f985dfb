using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PeerPlatform.Assessment.Data;
using PeerPlatform.Assessment.Waves;

namespace PeerPlatform.Assessment.Collecting;

/// <summary>What a shown ticket leads to.</summary>
internal sealed record ShownTicket(
    Guid WaveId, Guid? GroupId, bool Used, Guid AgencyId, WaveState State, DateTimeOffset ClosesAt, string InstrumentCode, int InstrumentVersion, string? HelpContact);

/// <summary>
/// The only place that writes answers: prepared commands on one connection. Change tracking costs more than the
/// write itself, and no tenant is known before the ticket is; the answer is stamped with the tenant of its wave here.
/// </summary>
internal sealed class AnswerTable : IAsyncDisposable
{
    private readonly AsyncServiceScope _work;
    private readonly DbConnection _connection;
    private readonly DbCommand _look;
    private readonly DbCommand _use;
    private readonly DbCommand _add;

    private AnswerTable(AsyncServiceScope work, DbConnection connection)
    {
        _work = work;
        _connection = connection;
        _look = Command(
            """
            SELECT t."WaveId", t."GroupId", t."Used", w."TenantId", w."State", w."ClosesAt", w."InstrumentCode", w."InstrumentVersion", w."HelpContact"
            FROM "Tickets" t JOIN "Waves" w ON w."Id" = t."WaveId" WHERE t."Hash" = @hash
            """,
            "@hash");
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
            return new AnswerTable(work, database.GetDbConnection());
        }
        catch
        {
            await work.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts a commit. Nobody else writes until it ends, so what <see cref="Look"/> says stays true.</summary>
    public DbTransaction Begin()
    {
        var transaction = _connection.BeginTransaction();
        _look.Transaction = _use.Transaction = _add.Transaction = transaction;
        return transaction;
    }

    public ShownTicket? Look(byte[] hash)
    {
        _look.Parameters[0].Value = hash;
        using var row = _look.ExecuteReader();
        return !row.Read() ? null : new ShownTicket(
            row.GetGuid(0),
            row.IsDBNull(1) ? null : row.GetGuid(1),
            row.GetBoolean(2),
            row.GetGuid(3),
            Enum.Parse<WaveState>(row.GetString(4)),
            new DateTimeOffset(row.GetInt64(5), TimeSpan.Zero),
            row.GetString(6),
            row.GetInt32(7),
            row.IsDBNull(8) ? null : row.GetString(8));
    }

    public void MarkUsed(byte[] hash)
    {
        _use.Parameters[0].Value = hash;
        _use.ExecuteNonQuery();
    }

    public void Add(ShownTicket ticket, string responses)
    {
        _add.Parameters[0].Value = ticket.WaveId;
        _add.Parameters[1].Value = Guid.NewGuid();
        _add.Parameters[2].Value = (object?)ticket.GroupId ?? DBNull.Value;
        _add.Parameters[3].Value = responses;
        _add.Parameters[4].Value = ticket.AgencyId;
        _add.ExecuteNonQuery();
    }

    public async ValueTask DisposeAsync()
    {
        await _look.DisposeAsync();
        await _use.DisposeAsync();
        await _add.DisposeAsync();
        await _work.DisposeAsync();
    }

    private DbCommand Command(string text, params string[] parameters)
    {
        var command = _connection.CreateCommand();
#pragma warning disable CA2100 // The three texts stand above.
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
