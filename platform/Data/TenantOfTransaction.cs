using System.Data.Common;
using System.Runtime.CompilerServices;

namespace PeerPlatform.Platform.Data;

/// <summary>
/// The setting that PostgreSQL's row-level security reads: the tenant of a transaction, gone with it. Entity Framework's
/// commands get it by themselves (<see cref="TenantOfCommand"/>); a service's own commands ask for it here.
/// </summary>
public static class TenantOfTransaction
{
    /// <summary>The setting that the policies of the tables read.</summary>
    internal const string Setting = "peerplatform.tenant";

    internal const string Statement = $"SELECT set_config('{Setting}', @{ParameterName}, true)";
    private const string ParameterName = "tenant_of_scope";
    private static readonly ConditionalWeakTable<DbTransaction, StrongBox<Guid?>> Entered = [];

    /// <summary>
    /// From now on the transaction, which must have been begun by the context, sees and writes the tenant's rows; without a
    /// tenant none.
    /// </summary>
    public static void Enter(DbTransaction transaction, Guid? tenant)
    {
        if (IsNew(transaction, tenant))
        {
            using var enter = Command(transaction, tenant);
            enter.ExecuteNonQuery();
        }
    }

    internal static async Task EnterAsync(DbTransaction transaction, Guid? tenant, CancellationToken cancellationToken)
    {
        if (IsNew(transaction, tenant))
        {
            await using var enter = Command(transaction, tenant);
            await enter.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    internal static void Forget(DbTransaction transaction) => Entered.Remove(transaction);

    internal static DbParameter Parameter(DbCommand command, Guid? tenant)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = ParameterName;
        parameter.Value = tenant?.ToString() ?? "";
        return parameter;
    }

    private static bool IsNew(DbTransaction transaction, Guid? tenant)
    {
        if (Entered.TryGetValue(transaction, out var entered) && entered.Value == tenant)
        {
            return false;
        }

        Entered.AddOrUpdate(transaction, new StrongBox<Guid?>(tenant));
        return true;
    }

    private static DbCommand Command(DbTransaction transaction, Guid? tenant)
    {
        var enter = transaction.Connection!.CreateCommand();
        enter.Transaction = transaction;
        enter.CommandText = Statement;
        enter.Parameters.Add(Parameter(enter, tenant));
        return enter;
    }
}
