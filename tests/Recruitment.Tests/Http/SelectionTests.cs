using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using PeerPlatform.Contracts.Access;
using PeerPlatform.Contracts.Events;
using PeerPlatform.Testing;

namespace PeerPlatform.Recruitment.Tests;

/// <summary>From the application to the letter, through HTTP on a real host (P-3.4 to 3.6).</summary>
public sealed class SelectionTests : IAsyncLifetime
{
    private const string Api = RecruitmentWorld.Api;
    private RecruitmentWorld _world = null!;

    public async ValueTask InitializeAsync() => _world = await RecruitmentWorld.StartAsync();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task A_draft_is_seen_by_nobody_but_its_writer_and_is_sent_only_when_it_says_something()
    {
        var (campaign, panel) = await _world.CampaignWithPanelAsync();
        var sam = _world.Person("Sam Rivera");
        await sam.Client.PostAsync($"{Api}/my-campaigns/{campaign}/application", null);

        var refused = await RecruitmentWorld.ReadAsync(await sam.Client.PostAsync($"{Api}/my-campaigns/{campaign}/application/submission", null), HttpStatusCode.BadRequest);

        Assert.Equal("interest", refused.GetProperty("field").GetString());
        Assert.Equal(0, (await _world.Coordinator.GetJsonAsync($"{Api}/campaigns/{campaign}/applications")).GetArrayLength());
        Assert.Equal(0, (await panel[0].GetJsonAsync($"{Api}/my-panel")).GetArrayLength());
    }

    [Fact]
    public async Task Scores_are_hidden_from_everybody_until_all_are_in_and_then_stand_side_by_side()
    {
        var (campaign, panel) = await _world.CampaignWithPanelAsync();
        var sam = _world.Person("Sam Rivera");
        var application = await _world.ApplyAsync(campaign, sam.Client, "Sam Rivera");
        var first = await RecruitmentWorld.ReadAsync(await panel[0].PutAsJsonAsync($"{Api}/my-panel/{application}/scorecard", RecruitmentWorld.Scores(5)));

        Assert.Equal(JsonValueKind.Null, first.GetProperty("comparison").ValueKind);
        var seen = await _world.Coordinator.GetJsonAsync($"{Api}/applications/{application}");
        Assert.Equal(JsonValueKind.Null, seen.GetProperty("comparison").ValueKind);
        Assert.Equal(JsonValueKind.Null, (await panel[1].GetJsonAsync($"{Api}/my-panel/{application}")).GetProperty("own").ValueKind);
        Assert.Equal(
            HttpStatusCode.Conflict,
            (await _world.Coordinator.PostAsJsonAsync($"{Api}/applications/{application}/decision", new { outcome = "selected", reasons = "Good." })).StatusCode);

        await RecruitmentWorld.ReadAsync(await panel[1].PutAsJsonAsync($"{Api}/my-panel/{application}/scorecard", RecruitmentWorld.Scores(3, listening: 2, flags: "adviceGiving")));

        var open = (await _world.Coordinator.GetJsonAsync($"{Api}/applications/{application}")).GetProperty("comparison");
        Assert.Equal(["Ana Panel", "Ben Panel"], open.GetProperty("panel").EnumerateArray().Select(p => p.GetString()));
        var listening = open.GetProperty("criteria").EnumerateArray().Single(c => c.GetProperty("code").GetString() == "listening");
        Assert.Equal((3, true), (listening.GetProperty("spread").GetInt32(), listening.GetProperty("talkAboutIt").GetBoolean()));
        Assert.Equal("Ben Panel", open.GetProperty("flags")[0].GetProperty("by")[0].GetString());
        Assert.Equal(HttpStatusCode.Conflict, (await panel[0].PutAsJsonAsync($"{Api}/my-panel/{application}/scorecard", RecruitmentWorld.Scores(1))).StatusCode);
    }

    [Fact]
    public async Task Whoever_steps_aside_sees_nothing_more_and_two_others_have_to_score()
    {
        var campaign = await _world.CampaignAsync();
        var panel = new[] { "Ana Panel", "Ben Panel", "Cleo Panel" }.Select(n => _world.Person(n, Role.Member, Role.Panel)).ToArray();
        await _world.Coordinator.PutAsJsonAsync($"{Api}/campaigns/{campaign}/panel", new { memberIds = panel.Select(p => p.Id) });
        var application = await _world.ApplyAsync(campaign, _world.Person("Sam Rivera").Client, "Sam Rivera");

        await RecruitmentWorld.ReadAsync(await panel[2].Client.PostAsync($"{Api}/my-panel/{application}/step-aside", null), HttpStatusCode.NoContent);
        await RecruitmentWorld.ScoreAsync([panel[0].Client, panel[1].Client], application);

        Assert.Equal(HttpStatusCode.NotFound, (await panel[2].Client.GetAsync($"{Api}/my-panel/{application}")).StatusCode);
        Assert.Equal("selected", (await _world.DecideAsync(application, "selected")).GetProperty("state").GetString());
    }

    [Fact]
    public async Task The_panel_reads_the_applications_it_is_named_for_and_no_others()
    {
        var (campaign, _) = await _world.CampaignWithPanelAsync();
        var stranger = _world.Person("Stranger Panel", Role.Member, Role.Panel);
        var application = await _world.ApplyAsync(campaign, _world.Person("Sam Rivera").Client, "Sam Rivera");

        Assert.Equal(0, (await stranger.Client.GetJsonAsync($"{Api}/my-panel")).GetArrayLength());
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.Client.GetAsync($"{Api}/my-panel/{application}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.Client.PutAsJsonAsync($"{Api}/my-panel/{application}/scorecard", RecruitmentWorld.Scores())).StatusCode);
    }

    [Fact]
    public async Task Whoever_is_selected_gets_a_letter_and_the_other_services_hear_of_it()
    {
        var campaign = await _world.CampaignWithPanelAsync();
        var (id, client) = await _world.SelectedAsync("Sam Rivera", campaign);

        var mine = await client.GetJsonAsync($"{Api}/my-campaigns/{campaign.Id}/application?lang=es");

        Assert.Contains("Nos gustaría contar contigo", mine.GetProperty("letter").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain("What the panel saw", mine.ToString(), StringComparison.Ordinal);
        Assert.True((await client.GetJsonAsync($"{Api}/my-service")).GetProperty("serving").GetBoolean());
        var told = await Eventually.GetAsync(() => Task.FromResult(_world.Heard.Of(id)), heard => heard.Count > 0, "SupporterSelected");
        Assert.Equal(new SupporterSelected(RecruitmentWorld.Agency, RecruitmentWorld.Network, id, _world.Today, 1), Assert.Single(told));
    }

    [Fact]
    public async Task When_all_places_are_taken_the_next_waits_and_moves_up_when_one_leaves()
    {
        var campaign = await _world.CampaignWithPanelAsync(places: 1);
        var first = await _world.SelectedAsync("First Person", campaign);
        var second = _world.Person("Second Person");
        var application = await _world.ApplyAsync(campaign.Id, second.Client, "Second Person");
        await RecruitmentWorld.ScoreAsync(campaign.Panel, application);

        Assert.Equal(
            HttpStatusCode.Conflict,
            (await _world.Coordinator.PostAsJsonAsync($"{Api}/applications/{application}/decision", new { outcome = "selected", reasons = "Good." })).StatusCode);
        Assert.Equal("waiting", (await _world.DecideAsync(application, "waiting")).GetProperty("state").GetString());
        Assert.Contains("waiting list", (await second.Client.GetJsonAsync($"{Api}/my-campaigns/{campaign.Id}/application")).GetProperty("letter").GetString(), StringComparison.Ordinal);

        await RecruitmentWorld.ReadAsync(await first.Client.PutAsJsonAsync($"{Api}/my-service/notice", new { lastDay = _world.Today }), HttpStatusCode.NoContent);

        Assert.Equal("selected", (await _world.DecideAsync(application, "selected")).GetProperty("state").GetString());
    }

    [Fact]
    public async Task An_application_taken_back_is_gone_with_its_scores_and_can_be_begun_again()
    {
        var (campaign, panel) = await _world.CampaignWithPanelAsync();
        var sam = _world.Person("Sam Rivera");
        var application = await _world.ApplyAsync(campaign, sam.Client, "Sam Rivera");
        await RecruitmentWorld.ScoreAsync([panel[0]], application);

        await RecruitmentWorld.ReadAsync(await sam.Client.DeleteAsync($"{Api}/my-campaigns/{campaign}/application"), HttpStatusCode.NoContent);

        Assert.Equal(HttpStatusCode.NotFound, (await _world.Coordinator.GetAsync($"{Api}/applications/{application}")).StatusCode);
        Assert.NotEqual(application, await _world.ApplyAsync(campaign, sam.Client, "Sam Rivera"));
    }

    [Fact]
    public async Task A_coordinator_neither_sees_nor_decides_on_their_own_application()
    {
        var (campaign, _) = await _world.CampaignWithPanelAsync();
        var other = _world.Person("Other Coordinator", Role.Member, Role.Coordinator);
        await other.Client.PostAsync($"{Api}/my-campaigns/{campaign}/application", null);
        await other.Client.PutAsJsonAsync($"{Api}/my-campaigns/{campaign}/application", new { answers = RecruitmentWorld.Answers });
        await other.Client.PostAsync($"{Api}/my-campaigns/{campaign}/application/submission", null);
        var application = (await _world.Coordinator.GetJsonAsync($"{Api}/campaigns/{campaign}/applications"))[0].GetProperty("id").GetGuid();

        Assert.Equal(0, (await other.Client.GetJsonAsync($"{Api}/campaigns/{campaign}/applications")).GetArrayLength());
        Assert.Equal(HttpStatusCode.NotFound, (await other.Client.GetAsync($"{Api}/applications/{application}")).StatusCode);
        Assert.Equal(
            HttpStatusCode.Forbidden,
            (await other.Client.PostAsJsonAsync($"{Api}/applications/{application}/decision", new { outcome = "selected", reasons = "Me." })).StatusCode);
    }

    [Fact]
    public async Task A_search_is_not_closed_while_somebody_waits_for_an_answer()
    {
        var (campaign, _) = await _world.CampaignWithPanelAsync();
        await _world.ApplyAsync(campaign, _world.Person("Sam Rivera").Client, "Sam Rivera");

        Assert.Equal(HttpStatusCode.Conflict, (await _world.Coordinator.PostAsync($"{Api}/campaigns/{campaign}/close", null)).StatusCode);
    }

    [Fact]
    public async Task Another_agency_sees_nothing_of_it()
    {
        var (campaign, _) = await _world.CampaignWithPanelAsync();
        var application = await _world.ApplyAsync(campaign, _world.Person("Sam Rivera").Client, "Sam Rivera");
        using var other = _world.Platform.Client(Guid.CreateVersion7(), RecruitmentWorld.Network, null, Role.Coordinator, Role.Panel, Role.Member);

        Assert.Equal(HttpStatusCode.NotFound, (await other.GetAsync($"{Api}/campaigns/{campaign}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await other.GetAsync($"{Api}/applications/{application}")).StatusCode);
        Assert.Equal(0, (await other.GetJsonAsync($"{Api}/campaigns")).GetProperty("total").GetInt32());
    }

    [Theory]
    [InlineData("title", """{"title":""}""")]
    [InlineData("tasks", """{"title":"A"}""")]
    [InlineData("hoursAMonth", """{"title":"A","tasks":"B","hoursAMonth":0}""")]
    [InlineData("months", """{"title":"A","tasks":"B","hoursAMonth":8}""")]
    [InlineData("pay", """{"title":"A","tasks":"B","hoursAMonth":8,"months":12,"pay":"gold"}""")]
    [InlineData("cents", """{"title":"A","tasks":"B","hoursAMonth":8,"months":12,"pay":"hourly"}""")]
    [InlineData("places", """{"title":"A","tasks":"B","hoursAMonth":8,"months":12,"places":0}""")]
    [InlineData("nominateUntil", """{"title":"A","tasks":"B","hoursAMonth":8,"months":12}""")]
    [InlineData("weights", """{"title":"A","tasks":"B","hoursAMonth":8,"months":12,"nominateUntil":"2026-12-01","weights":{"charm":5}}""")]
    public async Task A_search_that_cannot_be_meant_is_refused_by_its_field(string field, string body)
    {
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");

        var refused = await RecruitmentWorld.ReadAsync(await _world.Coordinator.PostAsync($"{Api}/campaigns", content), HttpStatusCode.BadRequest);

        Assert.Equal(field, refused.GetProperty("field").GetString());
    }
}
