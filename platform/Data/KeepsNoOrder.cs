using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;

namespace PeerPlatform.Platform.Data;

/// <summary>
/// Marks an entity whose table must not tell in which order rows came. Its key must be random or a hash; in SQLite
/// the table is kept by that key alone (WITHOUT ROWID), so no serial number exists. PostgreSQL keeps rows as they came:
/// there the service rewrites them (decision 0004).
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class KeepsNoOrderAttribute : Attribute
{
    /// <summary>Carries the mark into migrations, whose model knows no classes.</summary>
    internal const string Annotation = "PeerPlatform:KeepsNoOrder";
}

internal sealed class SqliteTables(MigrationsSqlGeneratorDependencies dependencies, IRelationalAnnotationProvider annotations)
    : SqliteMigrationsSqlGenerator(dependencies, annotations)
{
    protected override void Generate(CreateTableOperation operation, IModel? model, MigrationCommandListBuilder builder, bool terminate = true)
    {
        var entities = model?.GetEntityTypes().Where(e => e.GetTableName() == operation.Name) ?? [];
        if (!entities.Any(entity => entity.FindAnnotation(KeepsNoOrderAttribute.Annotation) is not null))
        {
            base.Generate(operation, model, builder, terminate);
            return;
        }

        base.Generate(operation, model, builder, terminate: false);
        builder.Append(" WITHOUT ROWID");
        if (terminate)
        {
            builder.AppendLine(Dependencies.SqlGenerationHelper.StatementTerminator);
            EndStatement(builder);
        }
    }
}
