using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PeerPlatform.Assessment.Data;
using PeerPlatform.Assessment.Waves;
using PeerPlatform.Testing;

namespace PeerPlatform.Assessment.Tests;

public sealed class WavesTests
{
    [Fact]
    public async Task A_wave_for_one_team_invites_that_team_only()
    {
        await using var listening = await Listening.StartAsync();
        var agency = listening.Agency([6, 7]);
        var wave = await listening.OpenAsync(agency, teams: [agency.Teams[1].Id]);
        Assert.Equal(7, wave.GetProperty("invited").GetInt32());
        using var outsider = listening.Member(agency, agency.Members[0].Id);
        Assert.Equal("[]", await outsider.GetStringAsync("/api/assessment/v1/my-waves"));
        var refused = await outsider.PostAsync($"/api/assessment/v1/waves/{wave.GetProperty("id").GetGuid()}/invitation", null);
        Assert.Equal("urn:peerplatform:not-invited", (await Listening.ReadAsync(refused, HttpStatusCode.NotFound)).GetProperty("type").GetString());
    }

    [Theory]
    [InlineData("title", """{"title":"","instrument":"cbi","closesOn":"2099-01-01"}""")]
    [InlineData("title", """{"title":"two\nlines","instrument":"cbi","closesOn":"2099-01-01"}""")]
    [InlineData("instrument", """{"title":"x","instrument":"mbi","closesOn":"2099-01-01"}""")]
    [InlineData("closesOn", """{"title":"x","instrument":"cbi"}""")]
    [InlineData("closesOn", """{"title":"x","instrument":"cbi","closesOn":"2020-01-01"}""")]
    [InlineData("closesOn", """{"title":"x","instrument":"cbi","closesOn":"2099-01-01"}""")]
    [InlineData("closesOn", """{"title":"x","instrument":"cbi","closesOn":"soon"}""")]
    [InlineData("teamIds", """{"title":"x","instrument":"cbi","closesOn":"2026-12-12","teamIds":["5b0e2c52-52c8-4f6e-8a0c-1f6f7c1f0a55"]}""")]
    [InlineData("remindOn", """{"title":"x","instrument":"cbi","closesOn":"2026-12-12","remindOn":"2026-12-01"}""")]
    public async Task A_field_that_cannot_be_taken_is_named_with_what_to_do(string field, string body)
    {
        await using var listening = await Listening.StartAsync();
        using var coordinator = listening.Coordinator(listening.Agency([6]));
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        var refused = await Listening.ReadAsync(await coordinator.PostAsync("/api/assessment/v1/waves", content), HttpStatusCode.BadRequest);
        Assert.Contains(field, refused.GetProperty("field").GetString());
        Assert.NotEmpty(refused.GetProperty("remedy").GetString()!);
        Assert.Equal(0, new AssessmentFile(listening.Platform.Folder).Count("Waves"));
    }

    [Fact]
    public async Task Four_people_are_not_asked()
    {
        await using var listening = await Listening.StartAsync();
        using var coordinator = listening.Coordinator(listening.Agency([4]));
        var refused = await Listening.ReadAsync(
            await coordinator.PostAsJsonAsync("/api/assessment/v1/waves", Listening.Opening()), HttpStatusCode.Conflict);
        Assert.Equal("urn:peerplatform:too-few-invited", refused.GetProperty("type").GetString());
    }

    [Fact]
    public async Task The_same_people_are_not_asked_the_same_twice_at_once()
    {
        await using var listening = await Listening.StartAsync();
        var agency = listening.Agency([6, 7]);
        using var coordinator = listening.Coordinator(agency);
        await listening.OpenAsync(agency, teams: [agency.Teams[0].Id]);
        await listening.OpenAsync(agency, teams: [agency.Teams[1].Id]);
        await listening.OpenAsync(agency, "pressures");
        var refused = await Listening.ReadAsync(
            await coordinator.PostAsJsonAsync("/api/assessment/v1/waves", Listening.Opening()), HttpStatusCode.Conflict);
        Assert.Equal("urn:peerplatform:asked-already", refused.GetProperty("type").GetString());
    }

    [Fact]
    public async Task Of_twenty_openings_at_once_one_opens()
    {
        await using var listening = await Listening.StartAsync();
        var agency = listening.Agency([6]);
        using var coordinator = listening.Coordinator(agency);
        var opened = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => coordinator.PostAsJsonAsync("/api/assessment/v1/waves", Listening.Opening())));
        Assert.Equal(1, opened.Count(o => o.StatusCode == HttpStatusCode.Created));
        Assert.Equal(19, opened.Count(o => o.StatusCode == HttpStatusCode.Conflict));
        Assert.Equal(6, new AssessmentFile(listening.Platform.Folder).Count("Invitations"));
    }

    [Fact]
    public async Task While_tenancy_is_silent_no_wave_opens_and_open_ones_go_on()
    {
        var directory = await DirectoryPeer.StartAsync();
        await using var listening = await Listening.StartAsync(directoryAddress: directory.Address);
        var agency = RosteredAgency.Of([6]);
        directory.Rosters.Agencies[agency.Id] = agency;
        var wave = (await listening.OpenAsync(agency)).GetProperty("id").GetGuid();
        await directory.DisposeAsync();

        using var coordinator = listening.Coordinator(agency);
        var refused = await Listening.ReadAsync(
            await coordinator.PostAsJsonAsync("/api/assessment/v1/waves", Listening.Opening("pressures")), HttpStatusCode.ServiceUnavailable);
        Assert.Equal("urn:peerplatform:directory-silent", refused.GetProperty("type").GetString());
        Assert.NotEmpty(refused.GetProperty("remedy").GetString()!);
        foreach (var member in agency.Members)
        {
            await listening.AnswerAsync(agency, wave, member.Id);
        }

        await listening.CloseAsync(agency, wave);
        Assert.True((await listening.ResultsAsync(agency, wave)).GetProperty("groups")[0].GetProperty("shown").GetBoolean());
    }

    [Fact]
    public async Task While_open_the_number_of_answers_moves_in_fives_and_starts_withheld()
    {
        await using var listening = await Listening.StartAsync();
        var agency = listening.Agency([12]);
        var wave = (await listening.OpenAsync(agency)).GetProperty("id").GetGuid();
        using var coordinator = listening.Coordinator(agency);
        var seen = new List<string>();
        for (var i = 0; i < 12; i++)
        {
            await listening.AnswerAsync(agency, wave, agency.Members[i].Id);
            var now = await Listening.ReadAsync(await coordinator.GetAsync($"/api/assessment/v1/waves/{wave}"));
            seen.Add($"{now.GetProperty("answered").GetProperty("value")}/{now.GetProperty("responseRate").GetProperty("value")}");
        }

        Assert.Equal(["/", "/", "/", "/", "5/42", "5/42", "5/42", "5/42", "5/42", "10/83", "10/83", "10/83"], seen);
        await listening.CloseAsync(agency, wave);
        var closed = await Listening.ReadAsync(await coordinator.GetAsync("/api/assessment/v1/waves?state=closed"));
        Assert.Equal(12, closed.GetProperty("items")[0].GetProperty("answered").GetProperty("value").GetInt32());
        Assert.Equal(100, closed.GetProperty("items")[0].GetProperty("responseRate").GetProperty("value").GetInt32());
    }

    [Fact]
    public async Task Waves_are_listed_by_state_and_page()
    {
        await using var listening = await Listening.StartAsync();
        var agency = listening.Agency([5, 5, 5]);
        using var coordinator = listening.Coordinator(agency);
        foreach (var team in agency.Teams)
        {
            await listening.OpenAsync(agency, teams: [team.Id]);
        }

        var all = await Listening.ReadAsync(await coordinator.GetAsync("/api/assessment/v1/waves?page=2&size=2"));
        Assert.Equal((3, 2, 2, 1), (
            all.GetProperty("total").GetInt32(), all.GetProperty("page").GetInt32(), all.GetProperty("size").GetInt32(), all.GetProperty("items").GetArrayLength()));
        await listening.CloseAsync(agency, all.GetProperty("items")[0].GetProperty("id").GetGuid());
        Assert.Equal(2, (await Listening.ReadAsync(await coordinator.GetAsync("/api/assessment/v1/waves?state=open"))).GetProperty("total").GetInt32());
        foreach (var query in new[] { "page=0", "size=0", "size=201", "state=paused", "state=1" })
        {
            var refused = await Listening.ReadAsync(await coordinator.GetAsync($"/api/assessment/v1/waves?{query}"), HttpStatusCode.BadRequest);
            Assert.Equal(query.Split('=')[0], refused.GetProperty("field").GetString());
        }
    }

    [Fact]
    public async Task Another_agency_sees_none_of_it_and_gets_the_same_answer_as_for_what_is_not_there()
    {
        await using var listening = await Listening.StartAsync();
        var network = Guid.NewGuid();
        var (agency, other) = (listening.Agency([6], network: network), listening.Agency([6], network: network));
        var wave = (await listening.OpenAsync(agency)).GetProperty("id").GetGuid();
        using var stranger = listening.Coordinator(other);
        using var strange = listening.Member(other, agency.Members[0].Id);
        foreach (var id in new[] { wave, Guid.NewGuid() })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync($"/api/assessment/v1/waves/{id}")).StatusCode);
            Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync($"/api/assessment/v1/waves/{id}/results")).StatusCode);
            Assert.Equal(HttpStatusCode.NotFound, (await stranger.PostAsync($"/api/assessment/v1/waves/{id}/close", null)).StatusCode);
            Assert.Equal(HttpStatusCode.NotFound, (await strange.PostAsync($"/api/assessment/v1/waves/{id}/invitation", null)).StatusCode);
        }

        Assert.Equal(0, (await Listening.ReadAsync(await stranger.GetAsync("/api/assessment/v1/waves"))).GetProperty("total").GetInt32());
        Assert.Equal("[]", await strange.GetStringAsync("/api/assessment/v1/my-waves"));
        await listening.OpenAsync(other);
        await listening.AnswerAsync(agency, wave, agency.Members[0].Id);
        Assert.Equal(
            [agency.Id.ToString()],
            new AssessmentFile(listening.Platform.Folder).Rows("SELECT TenantId FROM Answers").Select(r => r[0].ToLowerInvariant()));
    }

    [Fact]
    public async Task A_wave_closes_by_itself_after_its_last_day_where_the_agency_is()
    {
        var clock = new ShiftedClock();
        await using var listening = await Listening.StartAsync(builder => builder.Services.AddSingleton<TimeProvider>(clock));
        var agency = listening.Agency([6]);
        var opened = await listening.OpenAsync(agency);
        var wave = opened.GetProperty("id").GetGuid();
        var ticket = await listening.TicketAsync(agency, wave, agency.Members[0].Id);
        var file = new AssessmentFile(listening.Platform.Folder);
        await listening.Platform.Services.GetRequiredService<CloseDueWaves>().LookAsync(CancellationToken.None);
        Assert.Equal(1, file.Count("Waves", "State = 'Open'"));

        // Even before the clock has come round, no answer is taken after the last day.
        clock.Ahead = TimeSpan.FromDays(16);
        Assert.Equal(HttpStatusCode.Gone, (await listening.SendAsync(ticket, Sheets.Same("cbi", 1))).StatusCode);
        Assert.Equal(HttpStatusCode.Gone, (await listening.Nobody.GetAsync($"/collect/v1/forms/{ticket}")).StatusCode);

        // And a service that was off on that day closes the wave when it starts.
        await listening.RestartAsync();
        file = new AssessmentFile(listening.Platform.Folder);
        await Eventually.HoldsAsync(() => Task.FromResult(file.Count("Waves", "State = 'Closed'") == 1), "the wave closed by itself");
        Assert.Equal(opened.GetProperty("closesOn").GetString(), file.Rows("SELECT ClosedOn FROM Waves")[0][0]);
        await Eventually.HoldsAsync(() => Task.FromResult(file.Count("Invitations") == 0), "the invited were forgotten");
        Assert.Equal(1, file.Count("Outbox"));
    }

    [Fact]
    public async Task Of_twenty_closings_at_once_one_closes_and_one_event_is_told()
    {
        await using var listening = await Listening.StartAsync();
        var agency = listening.Agency([6]);
        var wave = (await listening.OpenAsync(agency)).GetProperty("id").GetGuid();
        using var coordinator = listening.Coordinator(agency);
        var closed = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => coordinator.PostAsync($"/api/assessment/v1/waves/{wave}/close", null)));
        Assert.Equal(1, closed.Count(c => c.StatusCode == HttpStatusCode.NoContent));
        Assert.Equal(19, closed.Count(c => c.StatusCode == HttpStatusCode.Conflict));
        var payload = JsonDocument.Parse(new AssessmentFile(listening.Platform.Folder).Rows("SELECT Payload FROM Outbox").Single()[0]).RootElement;
        Assert.Equal(
            ["agencyId", "closedOn", "instrumentCode", "instrumentVersion", "networkId", "waveId"],
            payload.EnumerateObject().Select(p => p.Name).Order());
        Assert.Equal(wave, payload.GetProperty("waveId").GetGuid());
    }

    [Fact]
    public async Task Two_who_both_found_the_wave_open_do_not_both_close_it()
    {
        await using var listening = await Listening.StartAsync();
        var agency = listening.Agency([6]);
        var id = (await listening.OpenAsync(agency)).GetProperty("id").GetGuid();
        await using var first = listening.Platform.Scope(agency.Id, agency.NetworkId);
        await using var second = listening.Platform.Scope(agency.Id, agency.NetworkId);
        var (mine, theirs) = (first.ServiceProvider.GetRequiredService<AssessmentDbContext>(), second.ServiceProvider.GetRequiredService<AssessmentDbContext>());
        var (wave, same) = (await mine.Waves.SingleAsync(w => w.Id == id), await theirs.Waves.SingleAsync(w => w.Id == id));
        Assert.Null(await WaveClosing.CloseAsync(mine, wave, DateTimeOffset.UtcNow, CancellationToken.None));
        Assert.IsType<WaveNotOpen>(await WaveClosing.CloseAsync(theirs, same, DateTimeOffset.UtcNow, CancellationToken.None));
        Assert.Equal(1, new AssessmentFile(listening.Platform.Folder).Count("Outbox"));
    }
}
