using System.Net;
using System.Net.Http.Json;
using PeerPlatform.Contracts.Access;
using PeerPlatform.Contracts.Events;
using PeerPlatform.Testing;

namespace PeerPlatform.Recruitment.Tests;

/// <summary>Leaving, joining later, and looking at whether somebody keeps the role, through HTTP on a real host (P-3.8, P-3.9).</summary>
public sealed class TeamTests : IAsyncLifetime
{
    private const string Api = RecruitmentWorld.Api;
    private RecruitmentWorld _world = null!;

    public async ValueTask InitializeAsync() => _world = await RecruitmentWorld.StartAsync();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task A_supporter_leaves_with_notice_and_without_a_reason()
    {
        var (id, client) = await _world.SelectedAsync("Sam Rivera");
        var last = _world.Today.AddDays(14);
        await RecruitmentWorld.ReadAsync(await client.PutAsJsonAsync($"{Api}/my-service/notice", new { lastDay = last }), HttpStatusCode.NoContent);
        await _world.PassDaysAsync(14);
        Assert.DoesNotContain(_world.Heard.Of(id), e => e is SupporterStoodDown);

        await _world.PassDaysAsync(1);

        var told = await Eventually.GetAsync(() => Task.FromResult(_world.Heard.Of(id)), heard => heard.Count > 1, "SupporterStoodDown");
        Assert.Equal(new SupporterStoodDown(RecruitmentWorld.Agency, RecruitmentWorld.Network, id, _world.Today, 2), told[^1]);
    }

    [Fact]
    public async Task Somebody_who_joins_later_has_a_plan_and_a_buddy_and_the_first_group_has_none()
    {
        var (_, first) = await _world.SelectedAsync("First Person");
        var founder = (await _world.Coordinator.GetJsonAsync($"{Api}/supporters")).GetProperty("items")[0].GetProperty("memberId").GetGuid();
        var (id, later) = await _world.SelectedAsync("Later Person");

        await RecruitmentWorld.ReadAsync(await _world.Coordinator.PutAsJsonAsync($"{Api}/supporters/{id}/buddy", new { buddyId = founder }));
        await RecruitmentWorld.ReadAsync(await later.PutAsJsonAsync($"{Api}/my-service/welcome/buddy", new { done = true }), HttpStatusCode.NoContent);

        var mine = await later.GetJsonAsync($"{Api}/my-service");
        Assert.Equal("First Person", mine.GetProperty("buddyName").GetString());
        Assert.Equal(_world.Today.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), mine.GetProperty("steps")[0].GetProperty("doneOn").GetString());
        var founders = await first.GetJsonAsync($"{Api}/my-service");
        Assert.Equal(("Later Person", 0), (founders.GetProperty("buddyOf")[0].GetString(), founders.GetProperty("steps").GetArrayLength()));
    }

    [Fact]
    public async Task A_role_ends_against_somebodys_wish_only_with_evidence_and_after_they_were_heard()
    {
        var (id, client) = await _world.SelectedAsync("Sam Rivera");
        var about = await OpenAsync(id);
        Assert.Equal(HttpStatusCode.Conflict, (await DecideAsync(_world.Coordinator, about, "decision", "standsDown")).StatusCode);
        await _world.Coordinator.PostAsJsonAsync($"{Api}/cases/{about}/evidence", new { text = "On 3 May a conversation was retold in the break room." });
        Assert.Equal(HttpStatusCode.Conflict, (await DecideAsync(_world.Coordinator, about, "decision", "standsDown")).StatusCode);

        var mine = (await client.GetJsonAsync($"{Api}/my-cases"))[0];
        Assert.Contains("break room", mine.ToString(), StringComparison.Ordinal);
        await RecruitmentWorld.ReadAsync(await client.PutAsJsonAsync($"{Api}/my-cases/{about}/statement", new { text = "It was my own story." }));
        await RecruitmentWorld.ReadAsync(await DecideAsync(_world.Coordinator, about, "decision", "standsDown"));

        var told = await Eventually.GetAsync(() => Task.FromResult(_world.Heard.Of(id)), heard => heard.Count > 1, "SupporterStoodDown");
        Assert.Equal(new SupporterStoodDown(RecruitmentWorld.Agency, RecruitmentWorld.Network, id, _world.Today, 2), told[^1]);
        Assert.False((await client.GetJsonAsync($"{Api}/my-service")).GetProperty("serving").GetBoolean());
    }

    [Fact]
    public async Task An_appeal_is_decided_by_somebody_else_and_can_give_the_role_back()
    {
        var (id, client) = await _world.SelectedAsync("Sam Rivera");
        var about = await OpenAsync(id);
        await _world.Coordinator.PostAsJsonAsync($"{Api}/cases/{about}/evidence", new { text = "Missed three meetings." });
        await client.PutAsJsonAsync($"{Api}/my-cases/{about}/statement", new { text = "I was ill." });
        await RecruitmentWorld.ReadAsync(await DecideAsync(_world.Coordinator, about, "decision", "standsDown"));
        await RecruitmentWorld.ReadAsync(await client.PostAsJsonAsync($"{Api}/my-cases/{about}/appeal", new { text = "Here is the note." }));

        Assert.Equal(HttpStatusCode.Forbidden, (await DecideAsync(_world.Coordinator, about, "appeal-decision", "stays")).StatusCode);
        var other = _world.Person("Other Coordinator", Role.Member, Role.Coordinator);
        await RecruitmentWorld.ReadAsync(await DecideAsync(other.Client, about, "appeal-decision", "stays"));

        var told = await Eventually.GetAsync(() => Task.FromResult(_world.Heard.Of(id)), heard => heard.Count > 2, "SupporterSelected again");
        Assert.Equal(new SupporterSelected(RecruitmentWorld.Agency, RecruitmentWorld.Network, id, _world.Today, 3), told[^1]);
    }

    [Fact]
    public async Task A_case_is_read_by_the_person_and_those_who_run_the_programme_and_by_nobody_else()
    {
        var (id, _) = await _world.SelectedAsync("Sam Rivera");
        var about = await OpenAsync(id);
        var (colleague, supervisor) = (_world.Person("Nosy Colleague"), _world.Person("Lee Leader", Role.Member, Role.Supervisor));

        Assert.Equal(0, (await colleague.Client.GetJsonAsync($"{Api}/my-cases")).GetArrayLength());
        Assert.Equal(HttpStatusCode.NotFound, (await colleague.Client.PutAsJsonAsync($"{Api}/my-cases/{about}/statement", new { text = "Hm." })).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await supervisor.Client.GetAsync($"{Api}/cases/{about}")).StatusCode);
    }

    private async Task<Guid> OpenAsync(Guid supporter) => (await RecruitmentWorld.ReadAsync(
        await _world.Coordinator.PostAsJsonAsync($"{Api}/cases", new { supporterId = supporter, ground = "conduct", summary = "Something was retold." }),
        HttpStatusCode.Created)).GetProperty("id").GetGuid();

    private static Task<HttpResponseMessage> DecideAsync(HttpClient by, Guid about, string what, string outcome) =>
        by.PostAsJsonAsync($"{Api}/cases/{about}/{what}", new { outcome, reasons = "As written above." });
}
