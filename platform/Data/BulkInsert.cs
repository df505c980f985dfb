using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace PeerPlatform.Platform.Data;

/// <summary>Inserts by the thousand: one prepared statement for all rows, none of which is tracked afterwards.</summary>
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
        if (rows.Count == 0)
        {
            return;
        }

        var entity = db.Model.FindEntityType(typeof(TEntity))
            ?? throw new InvalidOperationException($"{typeof(TEntity).Name} is not mapped in {db.GetType().Name}.");
        if (typeof(Aggregate).IsAssignableFrom(typeof(TEntity)))
        {
            throw new InvalidOperationException($"{typeof(TEntity).Name} raises events; save it with the context.");
        }

        var columns = entity.GetTableMappings().Single().ColumnMappings.ToList();
        var tenant = entity.FindProperty(PlatformDbContext.TenantColumn) is null ? Guid.Empty : db.TenantToStamp(typeof(TEntity));
        await using var command = CommandFor(db, entity, columns);
        if (db.Database.IsNpgsql())
        {
            await TenantOfTransaction.EnterAsync(command.Transaction!, db.TenantOfScope, cancellationToken);
        }

        foreach (var row in rows)
        {
            for (var place = 0; place < columns.Count; place++)
            {
                var property = columns[place].Property;
                var value = property.IsShadowProperty() ? tenant : property.GetGetter().GetClrValue(row);
                var converter = columns[place].TypeMapping.Converter;
                command.Parameters[place].Value = (converter is null ? value : converter.ConvertToProvider(value)) ?? DBNull.Value;
            }

            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    private static DbCommand CommandFor(PlatformDbContext db, IEntityType entity, List<IColumnMapping> columns)
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
            $"INSERT INTO {sql.DelimitIdentifier(entity.GetTableName()!, entity.GetSchema())} ({names}) VALUES ({string.Join(", ", columns.Select((_, place) => $"@p{place}"))})";
        for (var place = 0; place < columns.Count; place++)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = $"@p{place}";
            command.Parameters.Add(parameter);
        }

        return command;
    }
}
