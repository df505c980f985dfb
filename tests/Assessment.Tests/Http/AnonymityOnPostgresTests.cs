using PeerPlatform.Testing;

namespace PeerPlatform.Assessment.Tests;

/// <summary>
/// PostgreSQL numbers the commit that wrote a row (xmin) and keeps rows as they came (ctid). Whoever may read everything in it
/// still can't join a person to a ticket, nor find an order in what is kept after the closing (P-2.7, decision 0004).
/// </summary>
public sealed class AnonymityOnPostgresTests
{
    [Fact]
    public async Task No_row_about_a_member_was_written_by_a_commit_that_made_or_used_a_ticket()
    {
        await using var listening = await Listening.StartAsync(settings: new() { ["Database:Provider"] = "postgres" });
        var (agency, wave) = await AnsweredAsync(listening);
        var administrator = listening.Platform.Database("assessment").Administrator;

        Assert.Equal([$"{agency.Members.Length}"], await PostgresServer.ColumnAsync(administrator, """SELECT count(*) FROM "Invitations" """));
        Assert.Equal(["0"], await PostgresServer.ColumnAsync(
            administrator, """SELECT count(*) FROM "Invitations" i JOIN (SELECT xmin FROM "Tickets" UNION SELECT xmin FROM "Answers") t ON t.xmin = i.xmin"""));
        Assert.Equal(["1"], await PostgresServer.ColumnAsync(administrator, """SELECT count(DISTINCT i.xmin::text) FROM "Invitations" i"""));
        Assert.Equal([$"{wave}"], await PostgresServer.ColumnAsync(administrator, """SELECT "WaveId" FROM "TakenInvitations" """));
    }

    [Fact]
    public async Task After_the_closing_answers_and_tickets_tell_neither_an_order_nor_who_came_together()
    {
        await using var listening = await Listening.StartAsync(settings: new() { ["Database:Provider"] = "postgres" });
        var (agency, wave) = await AnsweredAsync(listening);
        var administrator = listening.Platform.Database("assessment").Administrator;
        var before = await PostgresServer.ColumnAsync(administrator, """SELECT "Id" FROM "Answers" ORDER BY ctid""");

        await listening.CloseAsync(agency, wave);

        Assert.Equal(["0"], await PostgresServer.ColumnAsync(
            administrator, """SELECT (SELECT count(*) FROM "Invitations") + (SELECT count(*) FROM "TakenInvitations") + (SELECT count(*) FROM "RunningWaves")"""));
        foreach (var table in new[] { "Answers", "Tickets" })
        {
            Assert.Equal([$"{agency.Members.Length}"], await PostgresServer.ColumnAsync(administrator, $"SELECT count(*) FROM \"{table}\""));
            Assert.Equal(["1"], await PostgresServer.ColumnAsync(administrator, $"SELECT count(DISTINCT xmin::text) FROM \"{table}\""));
        }

        var after = await PostgresServer.ColumnAsync(administrator, """SELECT "Id" FROM "Answers" ORDER BY ctid""");
        Assert.Equal(before.Order(), after);
        Assert.NotEqual(before, after);
    }

    private static async Task<(RosteredAgency Agency, Guid Wave)> AnsweredAsync(Listening listening)
    {
        var agency = listening.Agency([12]);
        var wave = (await listening.OpenAsync(agency)).GetProperty("id").GetGuid();
        foreach (var member in agency.Members)
        {
            await listening.AnswerAsync(agency, wave, member.Id);
        }

        return (agency, wave);
    }
}
