using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using PeerPlatform.Platform.Data;

namespace PeerPlatform.Platform.Messaging;

/// <summary>
/// Rows that one dispatcher may tell now: for some aggregates the earliest that is still to be told and what follows it.
/// On PostgreSQL the earliest rows are locked, and whoever holds them holds their aggregates, so that any number of replicas
/// can share an outbox. A SQLite file belongs to one process, and no lock is held while it publishes.
/// </summary>
internal sealed class OutboxClaim : IAsyncDisposable
{
    private const int Aggregates = 100;
    private const int Rows = 500;

    private readonly PlatformDbContext _db;
    private readonly IDbContextTransaction? _transaction;

    private OutboxClaim(PlatformDbContext db, IDbContextTransaction? transaction, DateTimeOffset now, IReadOnlyList<OutboxMessage> due)
    {
        _db = db;
        _transaction = transaction;
        Now = now;
        ByAggregate = [.. due.GroupBy(m => m.Aggregate).Select(g => g.OrderBy(m => m.Sequence).ToList())];
    }

    /// <summary>The time by which rows are due and put off: the database's, which all replicas share, or the one process's.</summary>
    public DateTimeOffset Now { get; }

    /// <summary>Each in the order of its commits.</summary>
    public IReadOnlyList<IReadOnlyList<OutboxMessage>> ByAggregate { get; }

    public static async Task<OutboxClaim> TakeAsync(PlatformDbContext db, TimeProvider clock, CancellationToken cancellationToken)
    {
        var transaction = db.Database.IsNpgsql() ? await db.Database.BeginTransactionAsync(cancellationToken) : null;
        var now = transaction is null ? clock.GetUtcNow() : await NowOfPostgresAsync(db, cancellationToken);
        var (from, until) = OutboxMessage.PutOffAt(now);
        var heads = await Heads(db, from, until).ToListAsync(cancellationToken);
        if (heads.Count == 0)
        {
            heads = await Unread(db, from, until).ToListAsync(cancellationToken);
            return new OutboxClaim(db, transaction, now, heads);
        }

        var aggregates = heads.Select(m => m.Aggregate).ToList();
        var due = await db.Outbox
            .Where(m => aggregates.Contains(m.Aggregate) && !m.Published)
            .OrderBy(m => m.Sequence)
            .Take(Rows)
            .ToListAsync(cancellationToken);
        return new OutboxClaim(db, transaction, now, due);
    }

    /// <summary>Saves what became of the rows and lets the aggregates go.</summary>
    public async Task SettleAsync(CancellationToken cancellationToken)
    {
        await _db.SaveChangesAsync(cancellationToken);
        if (_transaction is not null)
        {
            await _transaction.CommitAsync(cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_transaction is not null)
        {
            await _transaction.DisposeAsync();
        }
    }

    private static async Task<DateTimeOffset> NowOfPostgresAsync(PlatformDbContext db, CancellationToken cancellationToken) =>
        (await db.Database.SqlQuery<DateTimeOffset>($"""SELECT clock_timestamp() AS "Value" """).ToListAsync(cancellationToken)).Single();

    private static IQueryable<OutboxMessage> Heads(PlatformDbContext db, long from, long until) =>
        db.Database.IsNpgsql()
            ? db.Outbox.FromSql(
                $"""
                SELECT o.* FROM "Outbox" AS o
                WHERE NOT o."Published" AND o."NotBefore" NOT BETWEEN {from} AND {until} AND NOT EXISTS (
                    SELECT 1 FROM "Outbox" AS e WHERE e."Aggregate" = o."Aggregate" AND NOT e."Published" AND e."Sequence" < o."Sequence")
                ORDER BY o."Sequence" LIMIT {Aggregates} FOR UPDATE OF o SKIP LOCKED
                """)
            : db.Outbox
                .Where(o => !o.Published && (o.NotBefore < from || o.NotBefore > until)
                    && !db.Outbox.Any(e => e.Aggregate == o.Aggregate && !e.Published && e.Sequence < o.Sequence))
                .OrderBy(o => o.Sequence)
                .Take(Aggregates);

    /// <summary>What nobody read when it was told, and is due to be told again; it holds up no other.</summary>
    private static IQueryable<OutboxMessage> Unread(PlatformDbContext db, long from, long until) =>
        db.Database.IsNpgsql()
            ? db.Outbox.FromSql(
                $"""
                SELECT o.* FROM "Outbox" AS o WHERE o."Published" AND o."NotBefore" NOT BETWEEN {from} AND {until} AND o."NotBefore" < {OutboxMessage.Never}
                ORDER BY o."Sequence" LIMIT {Rows} FOR UPDATE OF o SKIP LOCKED
                """)
            : db.Outbox.Where(o => o.Published && (o.NotBefore < from || o.NotBefore > until) && o.NotBefore < OutboxMessage.Never).OrderBy(o => o.Sequence).Take(Rows);
}
