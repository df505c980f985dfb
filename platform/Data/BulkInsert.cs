using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace PeerPlatform.Platform.Data;

/// <summary>Inserts past the change tracker: by the thousand with one prepared statement, or where another replica may be first.</summary>
public static class BulkInsert
{
    /// <summary>
    /// Writes new rows inside the transaction that the caller holds, stamped with the scope's tenant as any save would.
    /// Not for aggregates: the events that they raise would be lost.
    /// </summary>
    public static async Task InsertAllAsync<TEntity>(
        this PlatformDbContext db, IReadOnlyCollection<TEntity> rows, CancellationToken cancellationToken)
        where TEntity : class
    {
        if (rows.Count > 0)
        {
            await InsertAsync(db, rows, "", cancellationToken);
        }
    }

    /// <summary>
    /// Writes a new row inside the transaction that the caller holds, unless one with its key is there; false when one is. Without
    /// an exception, so that losing a race is no fault in the log; PostgreSQL waits here for the commit of whoever was first.
    /// </summary>
    public static async Task<bool> InsertUnlessThereAsync<TEntity>(this PlatformDbContext db, TEntity row, CancellationToken cancellationToken)
        where TEntity : class =>
        await InsertAsync(db, [row], " ON CONFLICT DO NOTHING", cancellationToken) > 0;

    private static async Task<int> InsertAsync<TEntity>(
        PlatformDbContext db, IReadOnlyCollection<TEntity> rows, string otherwise, CancellationToken cancellationToken)
        where TEntity : class
    {
        var entity = db.Model.FindEntityType(typeof(TEntity))
            ?? throw new InvalidOperationException($"{typeof(TEntity).Name} is not mapped in {db.GetType().Name}.");
        if (typeof(Aggregate).IsAssignableFrom(typeof(TEntity)))
        {
            throw new InvalidOperationException($"{typeof(TEntity).Name} raises events; save it with the context.");
        }

        var columns = entity.GetTableMappings().Single().ColumnMappings.ToList();
        var tenant = entity.FindProperty(PlatformDbContext.TenantColumn) is null ? Guid.Empty : db.TenantToStamp(typeof(TEntity));
        await using var command = CommandFor(db, entity, columns, otherwise);
        if (db.Database.IsNpgsql())
        {
            await TenantOfTransaction.EnterAsync(command.Transaction!, db.TenantOfScope, cancellationToken);
        }

        var written = 0;
        foreach (var row in rows)
        {
            for (var place = 0; place < columns.Count; place++)
            {
                var property = columns[place].Property;
                var value = property.IsShadowProperty() ? tenant : property.GetGetter().GetClrValue(row);
                var converter = columns[place].TypeMapping.Converter;
                command.Parameters[place].Value = (converter is null ? value : converter.ConvertToProvider(value)) ?? DBNull.Value;
            }

            written += await command.ExecuteNonQueryAsync(cancellationToken);
        }

        return written;
    }

    private static DbCommand CommandFor(PlatformDbContext db, IEntityType entity, List<IColumnMapping> columns, string otherwise)
    {
        var shadow = columns.Find(c => c.Property.IsShadowProperty() && c.Property.Name != PlatformDbContext.TenantColumn);
        if (shadow is not null)
        {
            throw new InvalidOperationException($"{entity.DisplayName()}.{shadow.Property.Name} has no value outside a tracked entity.");
        }

        var transaction = db.Database.CurrentTransaction
            ?? throw new InvalidOperationException("Rows are inserted in bulk inside a transaction only.");
        var sql = ((IInfrastructure<IServiceProvider>)db).Instance.GetService(typeof(ISqlGenerationHelper)) as ISqlGenerationHelper
            ?? throw new InvalidOperationException("The provider is not a relational one.");
        var names = string.Join(", ", columns.Select(c => sql.DelimitIdentifier(c.Column.Name)));
        var command = db.Database.GetDbConnection().CreateCommand();
        command.Transaction = transaction.GetDbTransaction();
        command.CommandText =
            $"INSERT INTO {sql.DelimitIdentifier(entity.GetTableName()!, entity.GetSchema())} ({names}) VALUES ({string.Join(", ", columns.Select((_, place) => $"@p{place}"))}){otherwise}";
        for (var place = 0; place < columns.Count; place++)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = $"@p{place}";
            command.Parameters.Add(parameter);
        }

        return command;
    }
}
