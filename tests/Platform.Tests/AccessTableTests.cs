using PeerPlatform.Contracts.Access;

namespace PeerPlatform.Platform.Tests;

public sealed class AccessTableTests
{
    [Fact]
    public void The_table_is_what_was_reviewed()
    {
        var reviewed = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "access-table.txt"));
        var now = AccessTable.Rows
            .OrderBy(row => row.Key, StringComparer.Ordinal)
            .Select(row => $"{row.Key}: {string.Join(", ", row.Value.Order())}".TrimEnd())
            .Concat(AccessTable.ClientScopes
                .OrderBy(s => s.Name, StringComparer.Ordinal)
                .Select(s => $"API client {s.Name}, given by {s.GivenBy}"));

        Assert.True(
            reviewed.SequenceEqual(now),
            $"Who may do what has changed. If that is meant, have it reviewed and write it in tests/Platform.Tests/access-table.txt:\n{string.Join('\n', now)}");
    }

    [Fact]
    public void Every_permission_has_a_row_and_every_row_is_a_permission() =>
        Assert.Equal(
            typeof(Permission).GetFields().Select(f => (string)f.GetRawConstantValue()!).Order(StringComparer.Ordinal),
            AccessTable.Rows.Keys.Order(StringComparer.Ordinal));

    [Fact]
    public void A_network_coordinator_holds_nothing_that_an_agency_keeps_to_itself() =>
        Assert.All(
            new[]
            {
                Permission.RunWaves, Permission.SeeAgencyResults, Permission.ManageMembers, Permission.AnswerWaves, Permission.OwnAgency,
                Permission.OwnTraining, Permission.LeadSessions, Permission.SeeQualification, Permission.RunTraining,
                Permission.ReadLibrary, Permission.SuperviseTeam, Permission.RunProgramme,
                Permission.OwnRecruitment, Permission.NominateAsLeader, Permission.ScoreApplications, Permission.RunRecruitment, Permission.SeeProgrammeFigures,
            },
            permission => Assert.False(AccessTable.Allows(permission, [Role.NetworkCoordinator])));

    [Fact]
    public void A_permission_that_nobody_wrote_down_is_held_by_nobody() =>
        Assert.False(AccessTable.Allows("read-everything", Enum.GetValues<Role>()));

    [Fact]
    public void An_API_client_is_never_let_to_what_belongs_to_a_person_or_changes_one() =>
        Assert.All(
            new[]
            {
                Permission.OwnAccount, Permission.AnswerWaves, Permission.ManageMembers, Permission.OnboardAgencies, Permission.ManageClients,
                Permission.ManageSubscriptions, Permission.OwnTraining, Permission.LeadSessions, Permission.RunTraining,
                Permission.SuperviseTeam, Permission.RunProgramme,
                Permission.OwnRecruitment, Permission.NominateAsLeader, Permission.ScoreApplications, Permission.RunRecruitment,
            },
            permission => Assert.False(AccessTable.AllowsClient(permission, AccessTable.ClientScopes.Select(s => s.Name))));

    [Fact]
    public void A_scope_names_the_service_whose_routes_it_opens() =>
        Assert.All(AccessTable.ClientScopes, scope =>
        {
            Assert.Contains(scope.Permission, AccessTable.Rows.Keys);
            Assert.Equal(AccessTable.ServiceOf(scope.Permission), scope.Service);
        });

    [Fact]
    public void Nobody_gives_a_client_more_than_they_hold_save_handing_out_tickets() =>
        Assert.All(
            AccessTable.ClientScopes.Where(s => s.Permission != Permission.InviteByCount),
            scope => Assert.True(AccessTable.Allows(scope.Permission, [scope.GivenBy]), scope.Name));
}
