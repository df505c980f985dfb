using Npgsql;
using PeerPlatform.Testing;

namespace PeerPlatform.Deploy.Tests;

/// <summary>What <c>files/database.sql</c> makes of a PostgreSQL, by the script of the trial and by the operations page.</summary>
public sealed class DatabaseTests(Rendered rendered)
{
    [Fact]
    public async Task Every_service_has_a_database_with_an_owner_and_a_role_that_passes_over_nothing()
    {
        var server = await TrialDatabases.PreparedAsync(rendered);
        var roles = await PostgresServer.ColumnAsync(
            server.Administrator,
            "SELECT format('%s %s %s', r.rolname, r.rolsuper OR r.rolbypassrls OR r.rolcreatedb OR r.rolcreaterole OR r.rolreplication, (SELECT string_agg(datname, ',') FROM pg_database d WHERE d.datdba = r.oid)) "
            + "FROM pg_roles r WHERE r.rolname ~ '^(tenancy|assessment|recruitment|training|reporting)_(app|owner)$' ORDER BY 1");

        Assert.Equal(
            ["assessment_app f ", "assessment_owner f assessment", "recruitment_app f ", "recruitment_owner f recruitment", "reporting_app f ", "reporting_owner f reporting", "tenancy_app f ", "tenancy_owner f tenancy", "training_app f ", "training_owner f training"],
            roles);
    }

    [Fact]
    public async Task A_service_makes_no_table_and_does_not_come_into_another_s_database()
    {
        var server = await TrialDatabases.PreparedAsync(rendered);
        var own = TrialDatabases.ConnectionString(server, "assessment", "app");
        var foreign = own.Replace("Database=assessment", "Database=reporting", StringComparison.Ordinal);

        var made = await Assert.ThrowsAsync<PostgresException>(() => PostgresServer.ExecuteAsync(own, "CREATE TABLE public.own (a int)"));
        var entered = await Assert.ThrowsAsync<PostgresException>(() => PostgresServer.ExecuteAsync(foreign, "SELECT 1"));

        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, made.SqlState);
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, entered.SqlState);
    }

    [Fact]
    public async Task Run_again_it_changes_nothing() => await TrialDatabases.RunScriptAsync(rendered, await TrialDatabases.PreparedAsync(rendered));
}
