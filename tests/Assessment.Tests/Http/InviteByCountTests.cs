using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using PeerPlatform.Contracts.Access;

namespace PeerPlatform.Assessment.Tests;

/// <summary>Waves that an agency's own system opens for people whom the platform does not know.</summary>
public sealed class InviteByCountTests
{
    private const string Path = "/api/assessment/v1/waves/by-count";
    private static readonly (string, int)[] TwoTeams = [("Night shift", 6), ("Day shift", 7)];

    [Fact]
    public async Task A_system_opens_a_wave_hands_the_tickets_on_and_reads_the_results_without_the_directory()
    {
        await using var listening = await Listening.StartAsync(directoryAddress: "http://127.0.0.1:1");
        var agency = listening.Agency([]);
        using var system = System(listening, agency, "invite-by-count", "run-waves", "see-agency-results");

        var opened = await OpenAsync(system, TwoTeams);
        var wave = opened.GetProperty("wave").GetProperty("id").GetGuid();
        var tickets = Tickets(opened);
        Assert.Equal([6, 7], tickets.Select(t => t.Length));
        Assert.Equal(13, tickets.SelectMany(t => t).Distinct().Count());
        foreach (var (group, choice) in tickets.Zip([1, 3]))
        {
            foreach (var ticket in group.Take(5))
            {
                await Listening.ReadAsync(await listening.SendAsync(ticket, Sheets.Same("cbi", choice)));
            }
        }

        Assert.Equal(HttpStatusCode.NoContent, (await system.PostAsync($"/api/assessment/v1/waves/{wave}/close", null)).StatusCode);
        var results = await Listening.ReadAsync(await system.GetAsync($"/api/assessment/v1/waves/{wave}/results"));

        Assert.Equal(
            [("", true), ("Day shift", true), ("Night shift", true)],
            results.GetProperty("groups").EnumerateArray()
                .Select(g => (g.GetProperty("id").ValueKind == JsonValueKind.Null ? "" : g.GetProperty("name").GetString()!, g.GetProperty("shown").GetBoolean())));
        Assert.Equal(13, results.GetProperty("wave").GetProperty("invited").GetInt32());
        Assert.Equal(77, results.GetProperty("wave").GetProperty("responseRate").GetProperty("value").GetInt32());
    }

    [Fact]
    public async Task The_same_as_a_file_for_a_mail_merge()
    {
        await using var listening = await Listening.StartAsync();
        using var system = System(listening, listening.Agency([]), "invite-by-count");
        system.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("text/csv"));

        using var answer = await system.PostAsJsonAsync(Path, Opening([("Night, \"shift\"", 6)]));

        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        Assert.StartsWith("/api/assessment/v1/waves/", answer.Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.Equal("no-store", answer.Headers.CacheControl?.ToString());
        var rows = (await answer.Content.ReadAsStringAsync()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("group,ticket", rows[0]);
        Assert.Equal(7, rows.Length);
        Assert.All(rows.Skip(1), row => Assert.Matches("^\"Night, \"\"shift\"\"\",[A-Za-z0-9_-]{43}$", row));
    }

    [Fact]
    public async Task No_ticket_is_kept_and_small_groups_carry_none_of_their_own()
    {
        await using var listening = await Listening.StartAsync();
        using var system = System(listening, listening.Agency([]), "invite-by-count");

        var opened = await OpenAsync(system, [("Large", 8), ("Four", 4), ("Two", 2)]);

        var file = new AssessmentFile(listening.Platform.Folder);
        Assert.Equal(14, file.Count("Tickets"));
        Assert.Equal(0, file.Count("Invitations"));
        Assert.All(Tickets(opened).SelectMany(t => t), ticket => Assert.False(file.Contains(ticket)));
        Assert.Equal(["8", "6"], file.Rows("SELECT COUNT(*) FROM Tickets GROUP BY GroupId ORDER BY COUNT(*) DESC").Select(r => r[0]));
        Assert.Equal(
            ["Large 8", "Other teams 6"],
            opened.GetProperty("wave").GetProperty("groups").EnumerateArray().Select(g => $"{g.GetProperty("name").GetString()} {g.GetProperty("invited").GetInt32()}"));
        Assert.False(file.Contains("\"Four\""));
    }

    [Fact]
    public async Task Three_people_in_a_group_of_their_own_are_counted_with_everybody_only()
    {
        await using var listening = await Listening.StartAsync();
        using var system = System(listening, listening.Agency([]), "invite-by-count");

        await OpenAsync(system, [("Large", 8), ("Three", 3)]);

        var file = new AssessmentFile(listening.Platform.Folder);
        Assert.Equal(3, file.Count("Tickets", "GroupId IS NULL"));
    }

    [Theory]
    [InlineData("groups", 4)]
    [InlineData("groups", 0)]
    [InlineData("groups", 50_001)]
    public async Task Too_few_and_too_many_people_are_refused(string field, int people)
    {
        await using var listening = await Listening.StartAsync();
        using var system = System(listening, listening.Agency([]), "invite-by-count");

        using var answer = await system.PostAsJsonAsync(Path, Opening([("Team", people)]));

        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(
            people == 4 ? "urn:peerplatform:too-few-invited" : field,
            people == 4 ? problem.GetProperty("type").GetString() : problem.GetProperty("field").GetString());
        Assert.Equal(0, new AssessmentFile(listening.Platform.Folder).Count("Tickets"));
    }

    [Theory]
    [InlineData("title", "")]
    [InlineData("instrument", "none")]
    [InlineData("agencyName", " ")]
    [InlineData("timeZone", "Mars/Olympus")]
    [InlineData("helpContact", "one\ntwo")]
    public async Task What_cannot_be_read_names_its_field(string field, string value)
    {
        await using var listening = await Listening.StartAsync();
        using var system = System(listening, listening.Agency([]), "invite-by-count");
        var opening = Opening(TwoTeams);
        opening[field] = value;

        using var answer = await system.PostAsJsonAsync(Path, opening);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(field, (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("field").GetString());
    }

    [Fact]
    public async Task Nobody_is_asked_the_same_twice_at_once()
    {
        await using var listening = await Listening.StartAsync();
        var agency = listening.Agency([6]);
        using var system = System(listening, agency, "invite-by-count");
        await listening.OpenAsync(agency);

        using var answer = await system.PostAsJsonAsync(Path, Opening(TwoTeams));

        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Equal("urn:peerplatform:asked-already", (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("type").GetString());
    }

    private static HttpClient System(Listening listening, RosteredAgency agency, params string[] permissions)
    {
        var client = listening.Platform.Anonymous();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", listening.Platform.Issuer.ClientToken(
            agency.Id, agency.NetworkId, [ServiceName.Assessment], [.. permissions.Select(p => $"assessment:{p}")]));
        return client;
    }

    private static Dictionary<string, object> Opening((string Name, int People)[] groups) => new()
    {
        ["title"] = "How are we",
        ["instrument"] = "cbi",
        ["closesOn"] = DateOnly.FromDateTime(DateTime.UtcNow.AddDays(14)),
        ["agencyName"] = "Harbor Crisis Line",
        ["timeZone"] = "America/New_York",
        ["helpContact"] = "On-call desk, 555-0142",
        ["groups"] = groups.Select(g => new { name = g.Name, people = g.People }),
    };

    private static async Task<JsonElement> OpenAsync(HttpClient system, (string Name, int People)[] groups) =>
        await Listening.ReadAsync(await system.PostAsJsonAsync(Path, Opening(groups)), HttpStatusCode.Created);

    private static string[][] Tickets(JsonElement opened) =>
        [.. opened.GetProperty("groups").EnumerateArray().Select(g => g.GetProperty("tickets").EnumerateArray().Select(t => t.GetString()!).ToArray())];
}
