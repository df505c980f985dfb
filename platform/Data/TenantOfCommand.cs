using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace PeerPlatform.Platform.Data;

/// <summary>
/// Tells PostgreSQL whose rows a command may see, for that transaction only: row-level security says there once more what the
/// query filter says here (DESIGN, habit 2). A scope without a tenant says so too, and sees no row.
/// </summary>
/// <remarks>
/// Outside a transaction the setting travels in front of the command and ends with it, since both are one implicit transaction.
/// Inside one it is sent when the scope's tenant is another than the last time.
/// </remarks>
internal sealed class TenantOfCommand : DbCommandInterceptor, IDbTransactionInterceptor
{
    public override InterceptionResult<DbDataReader> ReaderExecuting(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result)
    {
        Before(command, eventData);
        return result;
    }

    public override async ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        await BeforeAsync(command, eventData, cancellationToken);
        return result;
    }

    public override InterceptionResult<int> NonQueryExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<int> result)
    {
        Before(command, eventData);
        return result;
    }

    public override async ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        await BeforeAsync(command, eventData, cancellationToken);
        return result;
    }

    /// <summary>The setting's own result comes first and is passed over.</summary>
    public override DbDataReader ReaderExecuted(DbCommand command, CommandExecutedEventData eventData, DbDataReader result)
    {
        if (HasPrefix(command))
        {
            result.NextResult();
        }

        return result;
    }

    public override async ValueTask<DbDataReader> ReaderExecutedAsync(
        DbCommand command, CommandExecutedEventData eventData, DbDataReader result, CancellationToken cancellationToken = default)
    {
        if (HasPrefix(command))
        {
            await result.NextResultAsync(cancellationToken);
        }

        return result;
    }

    /// <summary>A connection uses one object for all its transactions, one after the other.</summary>
    public DbTransaction TransactionStarted(DbConnection connection, TransactionEndEventData eventData, DbTransaction result)
    {
        TenantOfTransaction.Forget(result);
        return result;
    }

    public ValueTask<DbTransaction> TransactionStartedAsync(
        DbConnection connection, TransactionEndEventData eventData, DbTransaction result, CancellationToken cancellationToken = default)
    {
        TenantOfTransaction.Forget(result);
        return ValueTask.FromResult(result);
    }

    /// <summary>What was set after the savepoint is undone with it.</summary>
    public void RolledBackToSavepoint(DbTransaction transaction, TransactionEventData eventData) => TenantOfTransaction.Forget(transaction);

    public Task RolledBackToSavepointAsync(
        DbTransaction transaction, TransactionEventData eventData, CancellationToken cancellationToken = default)
    {
        TenantOfTransaction.Forget(transaction);
        return Task.CompletedTask;
    }

    private static void Before(DbCommand command, CommandEventData eventData)
    {
        if (TenantOf(eventData, out var tenant) && !Prefix(command, tenant))
        {
            TenantOfTransaction.Enter(command.Transaction!, tenant);
        }
    }

    private static async Task BeforeAsync(DbCommand command, CommandEventData eventData, CancellationToken cancellationToken)
    {
        if (TenantOf(eventData, out var tenant) && !Prefix(command, tenant))
        {
            await TenantOfTransaction.EnterAsync(command.Transaction!, tenant, cancellationToken);
        }
    }

    /// <summary>False for what is no row's business, such as migrations.</summary>
    private static bool TenantOf(CommandEventData eventData, out Guid? tenant)
    {
        tenant = (eventData.Context as PlatformDbContext)?.TenantOfScope;
        return eventData.Context is PlatformDbContext && eventData.CommandSource != CommandSource.Migrations;
    }

    private static bool HasPrefix(DbCommand command) =>
        command.CommandText.StartsWith(TenantOfTransaction.Statement, StringComparison.Ordinal);

    /// <summary>True when the command stands alone and now carries its tenant.</summary>
    private static bool Prefix(DbCommand command, Guid? tenant)
    {
        if (command.Transaction is not null)
        {
            return false;
        }

#pragma warning disable CA2100 // Two texts that are not a user's.
        command.CommandText = $"{TenantOfTransaction.Statement}; {command.CommandText}";
#pragma warning restore CA2100
        command.Parameters.Add(TenantOfTransaction.Parameter(command, tenant));
        return true;
    }
}
