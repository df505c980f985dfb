using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace PeerPlatform.Platform.Data;

/// <summary>Long work that one process at a time does, of all replicas of a service.</summary>
public static class Turn
{
    /// <summary>
    /// Takes the turn of a piece of work, or says with null that another process has it. It ends when it is disposed of, or when
    /// the process or its connection is gone: then somebody else may begin, so the work's own commit must be safe against a second one.
    /// </summary>
    /// <param name="db">A context for this alone: on PostgreSQL it holds a transaction until the turn ends.</param>
    /// <param name="work">Names the piece of work, such as <c>onboarding 0198…</c>.</param>
    public static async Task<IAsyncDisposable?> TryTakeTurnAsync(this PlatformDbContext db, string work, CancellationToken cancellationToken)
    {
        if (db.Database.IsSqlite())
        {
            // A file has one process.
            return new Held(null);
        }

        var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        try
        {
            var taken = await db.Database
                .SqlQuery<bool>($"""SELECT pg_try_advisory_xact_lock(hashtextextended({work}, 0)) AS "Value" """)
                .ToListAsync(cancellationToken);
            if (taken.Single())
            {
                return new Held(transaction);
            }

            await transaction.DisposeAsync();
            return null;
        }
        catch
        {
            await transaction.DisposeAsync();
            throw;
        }
    }

    private sealed class Held(IDbContextTransaction? transaction) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            if (transaction is not null)
            {
                await transaction.DisposeAsync();
            }
        }
    }
}
