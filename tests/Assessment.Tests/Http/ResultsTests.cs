using System.Net;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using PeerPlatform.Testing;

namespace PeerPlatform.Assessment.Tests;

public sealed class ResultsTests
{
    [Fact]
    public async Task An_open_wave_has_no_results()
    {
        await using var listening = await Listening.StartAsync();
        var agency = listening.Agency([6]);
        var wave = (await listening.OpenAsync(agency)).GetProperty("id").GetGuid();
        using var coordinator = listening.Coordinator(agency);
        var refused = await Listening.ReadAsync(await coordinator.GetAsync($"/api/assessment/v1/waves/{wave}/results"), HttpStatusCode.Conflict);
        Assert.Equal("urn:peerplatform:wave-still-open", refused.GetProperty("type").GetString());
    }

    [Fact]
    public async Task A_team_with_four_answers_is_withheld_with_a_second_one_and_all_its_figures_are_null()
    {
        await using var listening = await Listening.StartAsync();
        var agency = listening.Agency([6, 7, 9]);
        var wave = (await listening.OpenAsync(agency)).GetProperty("id").GetGuid();
        foreach (var member in agency.Members.Where((_, i) => i is < 4 or >= 6))
        {
            await listening.AnswerAsync(agency, wave, member.Id);
        }

        await listening.CloseAsync(agency, wave);
        var groups = (await listening.ResultsAsync(agency, wave)).GetProperty("groups").EnumerateArray().ToList();
        Assert.Equal([true, false, false, true], groups.Select(g => g.GetProperty("shown").GetBoolean()));
        Assert.Single(groups.Where(g => !g.GetProperty("shown").GetBoolean()).Select(g => g.GetProperty("whyWithheld").GetString()).Distinct());
        foreach (var group in groups.Where(g => !g.GetProperty("shown").GetBoolean()))
        {
            Assert.All(new[] { "invited", "answered", "responseRate" }, f => Assert.Equal(JsonValueKind.Null, group.GetProperty(f).ValueKind));
            Assert.DoesNotContain(group.GetProperty("scales").EnumerateArray().SelectMany(Numbers), _ => true);
        }

        Assert.Equal((9, 9, 100), (
            groups[3].GetProperty("invited").GetInt32(), groups[3].GetProperty("answered").GetInt32(), groups[3].GetProperty("responseRate").GetInt32()));
    }

    [Fact]
    public async Task With_four_answers_in_all_nothing_is_shown()
    {
        await using var listening = await Listening.StartAsync();
        var agency = listening.Agency([9]);
        var wave = (await listening.OpenAsync(agency)).GetProperty("id").GetGuid();
        foreach (var member in agency.Members.Take(4))
        {
            await listening.AnswerAsync(agency, wave, member.Id);
        }

        await listening.CloseAsync(agency, wave);
        var results = await listening.ResultsAsync(agency, wave);
        Assert.StartsWith("Fewer than 5 people answered", results.GetProperty("headline").GetString());
        Assert.False(results.GetProperty("wave").GetProperty("answered").GetProperty("shown").GetBoolean());
        Assert.All(results.GetProperty("groups").EnumerateArray(), g => Assert.False(g.GetProperty("shown").GetBoolean()));
    }

    [Fact]
    public async Task Results_are_computed_once_and_stay_equal_whatever_happens_to_the_answers()
    {
        await using var listening = await Listening.StartAsync();
        var agency = listening.Agency([6]);
        var wave = (await listening.OpenAsync(agency)).GetProperty("id").GetGuid();
        foreach (var (member, i) in agency.Members.Select((m, i) => (m, i)))
        {
            await listening.AnswerAsync(agency, wave, member.Id, i % 5);
        }

        await listening.CloseAsync(agency, wave);
        var first = (await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => listening.ResultsAsync(agency, wave)))).Select(r => r.GetRawText()).Distinct();
        var text = Assert.Single(first);
        var file = new AssessmentFile(listening.Platform.Folder);
        Assert.Equal(1, file.Count("Results"));
        file.Change("DELETE FROM Answers");
        await listening.RestartAsync();
        Assert.Equal(text, (await listening.ResultsAsync(agency, wave)).GetRawText());
    }

    [Fact]
    public async Task Of_two_that_compute_results_at_once_the_second_takes_the_firsts_and_nothing_fails()
    {
        var log = new CollectedLog();
        await using var listening = await Listening.StartAsync(
            builder => builder.Logging.AddProvider(log).SetMinimumLevel(LogLevel.Warning),
            settings: new() { ["Database:Provider"] = "postgres" });
        var agency = listening.Agency([6]);
        var wave = (await listening.OpenAsync(agency)).GetProperty("id").GetGuid();
        foreach (var member in agency.Members)
        {
            await listening.AnswerAsync(agency, wave, member.Id);
        }

        await listening.CloseAsync(agency, wave);
        Task<JsonElement>[] both;
        await using (var held = await HeldTable.HoldAsync(listening.Platform.Database("assessment").Administrator, "Results"))
        {
            both = [listening.ResultsAsync(agency, wave), listening.ResultsAsync(agency, wave)];
            await held.UntilWaitingAsync(2);
        }

        Assert.Single((await Task.WhenAll(both)).Select(r => r.GetRawText()).Distinct());
        Assert.Empty(log.Lines);
    }

    [Fact]
    public async Task Results_are_there_in_spanish()
    {
        await using var listening = await Listening.StartAsync();
        var agency = listening.Agency([6]);
        var wave = (await listening.OpenAsync(agency, "pressures")).GetProperty("id").GetGuid();
        foreach (var member in agency.Members)
        {
            await listening.AnswerAsync(agency, wave, member.Id, 1, "pressures");
        }

        await listening.CloseAsync(agency, wave);
        var results = await listening.ResultsAsync(agency, wave, "es");
        // Two items often count 75, three reversed ones 25: (2 × 75 + 3 × 25) / 5 = 45.
        Assert.Equal(
            "Respondieron 6 de 6 personas. Presión del lugar de trabajo: 45 de 100 en promedio. Un valor más alto significa más presión del lugar de trabajo.",
            results.GetProperty("headline").GetString());
        Assert.Equal("Menos de 50", results.GetProperty("groups")[0].GetProperty("scales")[0].GetProperty("bands")[0].GetProperty("name").GetString());
    }

    [Fact]
    public async Task A_hundred_thousand_answers_are_counted_to_the_last_one()
    {
        const int Many = 100_000;
        await using var listening = await Listening.StartAsync();
        var agency = listening.Agency([7, 8]);
        var wave = (await listening.OpenAsync(agency)).GetProperty("id").GetGuid();
        await listening.CloseAsync(agency, wave);
        var file = new AssessmentFile(listening.Platform.Folder);
        file.Change(
            """
            WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < @many)
            INSERT INTO Answers (WaveId, Id, GroupId, Responses, TenantId)
            SELECT @wave, upper(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-a' || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6))),
                   CASE WHEN i % 2 = 0 THEN @a ELSE @b END,
                   substr('000000111111222222333333444444', 1 + 6 * (i % 5), 6) || '2222222' || CASE WHEN i % 4 = 0 THEN '------' ELSE '444444' END,
                   @tenant
            FROM n
            """,
            command => command.Parameters.AddRange(
            [
                new SqliteParameter("@many", Many), new SqliteParameter("@wave", wave), new SqliteParameter("@tenant", agency.Id),
                new SqliteParameter("@a", agency.Teams[0].Id), new SqliteParameter("@b", agency.Teams[1].Id),
            ]));
        var groups = (await listening.ResultsAsync(agency, wave)).GetProperty("groups").EnumerateArray().ToList();
        Assert.Equal([Many, Many / 2, Many / 2], groups.Select(g => g.GetProperty("answered").GetInt32()));
        var (personal, work, client) = (groups[0].GetProperty("scales")[0], groups[0].GetProperty("scales")[1], groups[0].GetProperty("scales")[2]);
        // A fifth each of 100, 75, 50, 25, 0: mean 50, variance 1250, all items equal.
        Assert.Equal((50.0, 35.4, 1.0), (personal.GetProperty("mean").GetDouble(), personal.GetProperty("sd").GetDouble(), personal.GetProperty("alpha").GetDouble()));
        Assert.Equal([40_000, 60_000], personal.GetProperty("bands").EnumerateArray().Select(b => b.GetProperty("count").GetInt32()));
        Assert.Equal([20_000, 0, 20_000, 0, 0, 20_000, 0, 20_000, 0, 20_000], personal.GetProperty("histogram").EnumerateArray().Select(b => b.GetInt32()));
        Assert.Equal(JsonValueKind.Null, work.GetProperty("alpha").ValueKind);
        Assert.Equal(75_000, client.GetProperty("scored").GetInt32());
    }

    private static IEnumerable<JsonElement> Numbers(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Number => [element],
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Numbers),
        JsonValueKind.Object => element.EnumerateObject().SelectMany(p => Numbers(p.Value)),
        _ => [],
    };
}
