using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Infrastructure.Internal;
using Npgsql.EntityFrameworkCore.PostgreSQL.Migrations;

namespace PeerPlatform.Platform.Data;

/// <summary>
/// Every table with a tenant column is made with row-level security, also for its owner: a row is seen, written and changed
/// only in a transaction that has entered its tenant. Nobody writes a policy in a migration.
/// </summary>
#pragma warning disable EF1001 // The provider's constructor asks for its options by their internal type.
internal sealed class PostgresTables(MigrationsSqlGeneratorDependencies dependencies, INpgsqlSingletonOptions options)
    : NpgsqlMigrationsSqlGenerator(dependencies, options)
#pragma warning restore EF1001
{
    private const string IsOfTenant =
        $"\"{PlatformDbContext.TenantColumn}\" = NULLIF(current_setting('{TenantOfTransaction.Setting}', true), '')::uuid";

    protected override void Generate(CreateTableOperation operation, IModel? model, MigrationCommandListBuilder builder, bool terminate = true)
    {
        base.Generate(operation, model, builder, terminate: true);
        if (operation.Columns.Exists(c => c.Name == PlatformDbContext.TenantColumn))
        {
            Secure(operation.Name, operation.Schema, builder);
        }
    }

    protected override void Generate(AddColumnOperation operation, IModel? model, MigrationCommandListBuilder builder, bool terminate)
    {
        base.Generate(operation, model, builder, terminate: true);
        if (operation.Name == PlatformDbContext.TenantColumn)
        {
            Secure(operation.Table, operation.Schema, builder);
        }
    }

    private void Secure(string name, string? schema, MigrationCommandListBuilder builder)
    {
        var table = Dependencies.SqlGenerationHelper.DelimitIdentifier(name, schema);
        builder.AppendLine($"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;");
        builder.AppendLine($"ALTER TABLE {table} FORCE ROW LEVEL SECURITY;");
        builder.AppendLine($"CREATE POLICY of_tenant ON {table} USING ({IsOfTenant}) WITH CHECK ({IsOfTenant});");
        builder.EndCommand();
    }
}
