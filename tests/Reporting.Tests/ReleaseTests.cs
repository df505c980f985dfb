using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using PeerPlatform.Contracts.Access;
using PeerPlatform.Reporting.Releases;

namespace PeerPlatform.Reporting.Tests;

public sealed class ReleaseTests
{
    private static readonly Facts.ScaleFact Large = Waves.Scale("personal", 40, 40, 20);

    [Fact]
    public async Task Each_wave_is_in_exactly_one_release()
    {
        await using var world = await ReportingWorld.StartAsync();
        await world.CloseAsync(Waves.Of("One", 150, Large), Waves.Of("Two", 150, Large));
        var first = await world.ReleaseAsync();
        await world.CloseAsync(Waves.Of("One", 160, Large));
        var second = await world.ReleaseAsync();

        Assert.Equal(["One", "Two"], first["table"]!["rows"]!.AsArray().Select(r => (string?)r!["agency"]));
        var row = Assert.Single(second["table"]!["rows"]!.AsArray())!;
        Assert.Equal(160, (int)row["invited"]!);
        Assert.Equal(3, await world.InDatabaseAsync(db => db.ReleasedWaves.CountAsync()));
        Assert.Equal((1, 2), ((int)first["number"]!, (int)second["number"]!));
        Assert.Equal((string?)first["sha256"], (string?)second["previousSha256"]);
        Assert.True((bool)second["chainIntact"]!);
    }

    [Fact]
    public async Task Releases_asked_for_at_the_same_moment_share_no_wave_and_no_number()
    {
        await using var world = await ReportingWorld.StartAsync();
        await world.CloseAsync(Waves.Of("One", 150, Large), Waves.Of("Two", 150, Large));

        using var client = world.Coordinator();
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => client.PostAsJsonAsync("/api/reporting/v1/releases", new { instrument = "cbi" })));

        Assert.Single(answers, a => a.StatusCode == HttpStatusCode.Created);
        Assert.Equal(7, answers.Count(a => a.StatusCode == HttpStatusCode.Conflict));
        Assert.Equal(1, await world.InDatabaseAsync(db => db.Releases.CountAsync()));
    }

    [Fact]
    public async Task Nothing_is_released_when_nothing_waits()
    {
        await using var world = await ReportingWorld.StartAsync();
        using var client = world.Coordinator();

        var answer = await client.PostAsJsonAsync("/api/reporting/v1/releases", new { instrument = "cbi" });

        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Equal("urn:peerplatform:nothing-waiting", (string?)(await answer.Content.ReadFromJsonAsync<JsonObject>())!["type"]);
    }

    [Theory]
    [InlineData("{}", "instrument")]
    [InlineData("""{"instrument":" "}""", "instrument")]
    [InlineData("""{"instrument":"cbi","agencies":["One"]}""", "agencies")]
    public async Task A_request_that_cannot_be_taken_names_its_field(string body, string field)
    {
        await using var world = await ReportingWorld.StartAsync();
        using var client = world.Coordinator();

        var answer = await client.PostAsync(
            "/api/reporting/v1/releases", new StringContent(body, System.Text.Encoding.UTF8, "application/json"));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(field, (string?)(await answer.Content.ReadFromJsonAsync<JsonObject>())!["field"]);
    }

    [Fact]
    public async Task Each_version_of_an_instrument_has_its_own_release()
    {
        await using var world = await ReportingWorld.StartAsync();
        await world.CloseAsync(Waves.Of("One", 150, Large), Waves.OfVersion(2, "Two", 150, 100, Large));
        using var client = world.Coordinator();

        var undecided = await client.PostAsJsonAsync("/api/reporting/v1/releases", new { instrument = "cbi" });
        var decided = await client.PostAsJsonAsync("/api/reporting/v1/releases", new { instrument = "cbi", version = 2 });

        Assert.Equal(HttpStatusCode.BadRequest, undecided.StatusCode);
        Assert.Equal("version", (string?)(await undecided.Content.ReadFromJsonAsync<JsonObject>())!["field"]);
        Assert.Equal(HttpStatusCode.Created, decided.StatusCode);
        var release = (await decided.Content.ReadFromJsonAsync<JsonObject>())!;
        Assert.Equal(2, (int)release["instrument"]!["version"]!);
        Assert.Equal("Two", (string?)Assert.Single(release["table"]!["rows"]!.AsArray())!["agency"]);
        Assert.Equal($"/api/reporting/v1/releases/{release["id"]}", decided.Headers.Location?.ToString());
    }

    [Theory]
    [InlineData("page=0", "page")]
    [InlineData("size=0", "size")]
    [InlineData("size=201", "size")]
    public async Task A_page_that_cannot_be_names_its_field(string query, string field)
    {
        await using var world = await ReportingWorld.StartAsync();
        using var client = world.Coordinator();

        var answer = await client.GetAsync($"/api/reporting/v1/releases?{query}");

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(field, (string?)(await answer.Content.ReadFromJsonAsync<JsonObject>())!["field"]);
    }

    [Fact]
    public async Task The_ledger_lists_releases_newest_first_in_pages()
    {
        await using var world = await ReportingWorld.StartAsync();
        await world.CloseAsync(Waves.Of("One", 150, Large), Waves.Of("Two", 9, Waves.Scale("personal", 5, 0, 0)));
        var first = await world.ReleaseAsync();
        await world.CloseAsync(Waves.Of("Two", 150, Large));
        await world.ReleaseAsync();

        using var client = world.Coordinator();
        var ledger = (await client.GetFromJsonAsync<JsonObject>("/api/reporting/v1/releases?page=2&size=1"))!;

        Assert.Equal(2, (int)ledger["total"]!);
        var entry = Assert.Single(ledger["items"]!.AsArray())!;
        Assert.Equal((string?)first["sha256"], (string?)entry["sha256"]);
        Assert.Equal((2, 1, 1), ((int)entry["waves"]!, (int)entry["shownRows"]!, (int)entry["withheldRows"]!));
        Assert.Equal("Copenhagen Burnout Inventory", (string?)entry["instrumentTitle"]);
    }

    [Fact]
    public async Task What_waits_is_said_without_a_figure()
    {
        await using var world = await ReportingWorld.StartAsync();
        await world.CloseAsync(Waves.Of("Two", 150, Large), Waves.Of("One", 150, Large), Waves.Of("Two", 150, Large));

        using var client = world.Coordinator();
        var text = await client.GetStringAsync("/api/reporting/v1/waiting");

        Assert.Equal(
            """[{"instrument":{"code":"cbi","version":1,"title":"Copenhagen Burnout Inventory"},"waves":3,"agencies":["One","Two"]}]""", text);
    }

    [Fact]
    public async Task A_release_keeps_the_agency_name_of_its_day()
    {
        await using var world = await ReportingWorld.StartAsync();
        await world.CloseAsync(Waves.Of("One", 150, Large));
        var before = await world.ReleaseAsync();
        await world.PublishAsync(new Contracts.Events.AgencyOnboarded(Waves.AgencyId("One"), world.Network, "CODE", "One renamed", "America/New_York", null));
        await Testing.Eventually.HoldsAsync(
            () => world.InDatabaseAsync(db => db.Agencies.AnyAsync(a => a.Name == "One renamed")), "the new name arrives");

        using var client = world.Coordinator();
        var after = await client.GetFromJsonAsync<JsonObject>($"/api/reporting/v1/releases/{before["id"]}");

        Assert.True(JsonNode.DeepEquals(before, after));
    }

    [Fact]
    public async Task Another_network_sees_nothing()
    {
        await using var world = await ReportingWorld.StartAsync();
        await world.CloseAsync(Waves.Of("One", 150, Large));
        var id = (string?)(await world.ReleaseAsync())["id"];
        await world.CloseAsync(Waves.Of("Two", 150, Large));
        var other = Guid.CreateVersion7();

        using var client = world.Platform.Client(other, other, null, Role.NetworkCoordinator);

        Assert.Equal("[]", await client.GetStringAsync("/api/reporting/v1/waiting"));
        Assert.Equal(0, (int)(await client.GetFromJsonAsync<JsonObject>("/api/reporting/v1/releases"))!["total"]!);
        foreach (var path in new[] { "", "/table.json", "/table.csv" })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync($"/api/reporting/v1/releases/{id}{path}")).StatusCode);
        }

        Assert.Equal(HttpStatusCode.Conflict, (await client.PostAsJsonAsync("/api/reporting/v1/releases", new { instrument = "cbi" })).StatusCode);
    }

    [Fact]
    public async Task A_release_and_its_facts_are_never_changed_and_never_deleted()
    {
        await using var world = await ReportingWorld.StartAsync();
        await world.CloseAsync(Waves.Of("One", 150, Large));
        await world.ReleaseAsync();

        foreach (var kind in new[] { typeof(Release), typeof(ReleasedWave), typeof(Facts.WaveFact) })
        {
            foreach (var state in new[] { EntityState.Modified, EntityState.Deleted })
            {
                var refused = await world.InDatabaseAsync(async db =>
                {
                    await db.Releases.LoadAsync();
                    await db.ReleasedWaves.LoadAsync();
                    await db.Facts.LoadAsync();
                    db.ChangeTracker.Entries().Single(e => e.Entity.GetType() == kind).State = state;
                    return await Assert.ThrowsAsync<InvalidOperationException>(() => db.SaveChangesAsync());
                });
                Assert.Contains("never changed", refused.Message, StringComparison.Ordinal);
            }
        }
    }

    [Theory]
    [InlineData("UPDATE Releases SET Text = replace(Text, '150', '151') WHERE Number = 1")]
    [InlineData("UPDATE Releases SET Text = 'gone' WHERE Number = 1")]
    [InlineData("UPDATE Releases SET MadeOn = '2020-01-01' WHERE Number = 2")]
    [InlineData("UPDATE Releases SET InstrumentTitle = 'Another' WHERE Number = 2")]
    [InlineData("UPDATE Releases SET ShownRows = 0 WHERE Number = 2")]
    [InlineData("UPDATE Releases SET PreviousSha256 = NULL WHERE Number = 2")]
    [InlineData("DELETE FROM Releases WHERE Number = 1")]
    [InlineData("UPDATE Releases SET Number = 7 WHERE Number = 2")]
    public async Task Tampering_with_the_file_breaks_the_chain(string sql)
    {
        await using var world = await ReportingWorld.StartAsync();
        await world.CloseAsync(Waves.Of("One", 150, Large));
        await world.ReleaseAsync();
        await world.CloseAsync(Waves.Of("Two", 150, Large));
        var latest = await world.ReleaseAsync();
        using var client = world.Coordinator();
        Assert.True((bool)(await client.GetFromJsonAsync<JsonObject>($"/api/reporting/v1/releases/{latest["id"]}"))!["chainIntact"]!);

        await world.TamperAsync(sql);

        Assert.False((bool)(await client.GetFromJsonAsync<JsonObject>($"/api/reporting/v1/releases/{latest["id"]}"))!["chainIntact"]!);
    }

    [Fact]
    public async Task Text_and_hash_changed_together_still_break_the_chain()
    {
        await using var world = await ReportingWorld.StartAsync();
        await world.CloseAsync(Waves.Of("One", 150, Large));
        var first = await world.ReleaseAsync();
        await world.CloseAsync(Waves.Of("Two", 150, Large));
        await world.ReleaseAsync();
        using var client = world.Coordinator();
        var text = (await client.GetStringAsync($"/api/reporting/v1/releases/{first["id"]}/table.json")).Replace("150", "151", StringComparison.Ordinal);

        await world.TamperAsync($"UPDATE Releases SET Text = '{text.Replace("'", "''", StringComparison.Ordinal)}', Sha256 = '{Release.HashOf(text)}' WHERE Number = 1");

        Assert.False((bool)(await client.GetFromJsonAsync<JsonObject>($"/api/reporting/v1/releases/{first["id"]}"))!["chainIntact"]!);
    }

    [Fact]
    public async Task A_text_that_can_no_longer_be_read_is_refused_in_words()
    {
        await using var world = await ReportingWorld.StartAsync();
        await world.CloseAsync(Waves.Of("One", 150, Large));
        var id = (string?)(await world.ReleaseAsync())["id"];
        await world.TamperAsync("UPDATE Releases SET Text = 'gone'");
        using var client = world.Coordinator();

        foreach (var path in new[] { "", "/table.json", "/table.csv" })
        {
            var answer = await client.GetAsync($"/api/reporting/v1/releases/{id}{path}");
            Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
            Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        }
    }

    [Fact]
    public async Task The_downloaded_file_has_the_hash_of_the_ledger()
    {
        await using var world = await ReportingWorld.StartAsync();
        await world.CloseAsync(Waves.Of("Centro Ñandú", 150, Large));
        var release = await world.ReleaseAsync();
        using var client = world.Coordinator();

        var file = await client.GetByteArrayAsync($"/api/reporting/v1/releases/{release["id"]}/table.json");

        Assert.Equal((string?)release["sha256"], Convert.ToHexStringLower(SHA256.HashData(file)));
    }
}
