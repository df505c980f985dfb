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
            .Select(row => $"{row.Key}: {string.Join(", ", row.Value.Order())}");

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
            new[] { Permission.RunWaves, Permission.SeeAgencyResults, Permission.ManageMembers, Permission.AnswerWaves, Permission.OwnAgency },
            permission => Assert.False(AccessTable.Allows(permission, [Role.NetworkCoordinator])));

    [Fact]
    public void A_permission_that_nobody_wrote_down_is_held_by_nobody() =>
        Assert.False(AccessTable.Allows("read-everything", Enum.GetValues<Role>()));
}
