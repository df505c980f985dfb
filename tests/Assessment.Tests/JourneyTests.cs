using System.Net;
using System.Text.Json;

namespace PeerPlatform.Assessment.Tests;

public sealed class JourneyTests
{
    [Fact]
    public async Task An_agency_listens_to_its_people_from_opening_to_results()
    {
        await using var listening = await Listening.StartAsync();
        var agency = listening.Agency([8, 7]);
        var opened = await listening.OpenAsync(agency);
        var wave = opened.GetProperty("id").GetGuid();
        Assert.Equal("open", opened.GetProperty("state").GetString());
        Assert.Equal(15, opened.GetProperty("invited").GetInt32());
        Assert.Equal(["Team A", "Team B"], opened.GetProperty("groups").EnumerateArray().Select(g => g.GetProperty("name").GetString()));

        using var member = listening.Member(agency, agency.Members[0].Id);
        var mine = await Listening.ReadAsync(await member.GetAsync("/api/assessment/v1/my-waves"));
        Assert.Equal(wave, mine[0].GetProperty("id").GetGuid());
        Assert.False(mine[0].GetProperty("invitationTaken").GetBoolean());

        var ticket = await listening.TicketAsync(agency, wave, agency.Members[0].Id);
        var form = await Listening.ReadAsync(await listening.Nobody.GetAsync($"/collect/v1/forms/{ticket}"));
        Assert.Equal(3, form.GetProperty("instrument").GetProperty("scalesAsBlocks").GetArrayLength());
        Assert.Equal("On-call desk, 555-0100", form.GetProperty("helpContact").GetString());

        var own = await Listening.ReadAsync(await listening.SendAsync(ticket, Sheets.Same("cbi", 1)));
        Assert.Equal(75, own.GetProperty("scores")[0].GetProperty("score").GetDouble());
        // Six items often, the reversed one counts 25: (6 × 75 + 25) / 7.
        Assert.Equal(67.9, own.GetProperty("scores")[1].GetProperty("score").GetDouble());
        foreach (var other in agency.Members.Skip(1))
        {
            await listening.AnswerAsync(agency, wave, other.Id, choice: 1);
        }

        await listening.CloseAsync(agency, wave);
        var results = await listening.ResultsAsync(agency, wave);
        Assert.Equal("15 of 15 people answered. Highest on average: Personal burnout, 75 of 100. Higher means more worn out, body and mind.", results.GetProperty("headline").GetString());
        var groups = results.GetProperty("groups").EnumerateArray().ToList();
        Assert.Equal(["Riverside Support", "Team A", "Team B"], groups.Select(g => g.GetProperty("name").GetString()));
        Assert.All(groups, g => Assert.True(g.GetProperty("shown").GetBoolean()));
        var personal = groups[0].GetProperty("scales")[0];
        Assert.Equal(75, personal.GetProperty("mean").GetDouble());
        Assert.Equal(15, personal.GetProperty("bands")[1].GetProperty("count").GetInt32());
        Assert.Equal(15, personal.GetProperty("histogram")[7].GetInt32());
        Assert.Equal(JsonValueKind.Null, personal.GetProperty("alpha").ValueKind);

        using var coordinator = listening.Coordinator(agency);
        var again = await coordinator.PostAsync($"/api/assessment/v1/waves/{wave}/close", null);
        Assert.Equal(HttpStatusCode.Conflict, again.StatusCode);
    }

    [Fact]
    public async Task Tenancy_is_asked_when_a_wave_opens_and_by_nothing_that_people_do_afterwards()
    {
        await using var listening = await Listening.StartAsync();
        var agency = listening.Agency([6]);
        var wave = (await listening.OpenAsync(agency)).GetProperty("id").GetGuid();
        using var member = listening.Member(agency, agency.Members[0].Id);
        await Listening.ReadAsync(await member.GetAsync("/api/assessment/v1/my-waves"));
        var ticket = await listening.TicketAsync(agency, wave, agency.Members[0].Id);
        await Listening.ReadAsync(await listening.Nobody.GetAsync($"/collect/v1/forms/{ticket}"));
        await Listening.ReadAsync(await listening.SendAsync(ticket, Sheets.Same("cbi", 1)));
        await listening.CloseAsync(agency, wave);
        using var coordinator = listening.Coordinator(agency);
        foreach (var page in new[] { "/instruments", "/waves", $"/waves/{wave}", $"/waves/{wave}/results" })
        {
            await Listening.ReadAsync(await coordinator.GetAsync($"/api/assessment/v1{page}"));
        }

        Assert.Equal(["GetAgency", "StreamMembers"], listening.Directory.Rosters.Asked);
    }
}
