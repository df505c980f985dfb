using System.Net;
using System.Net.Http.Json;
using PeerPlatform.Contracts.Access;
using PeerPlatform.Contracts.Events;
using PeerPlatform.Testing;

namespace PeerPlatform.Recruitment.Tests;

/// <summary>An agency that joins with people who are supporters already: they are of the team as everybody is, and nobody is told anew of what tenancy said.</summary>
public sealed class ServedBeforeTests : IAsyncLifetime
{
    private const string Api = RecruitmentWorld.Api;
    private RecruitmentWorld _world = null!;

    public async ValueTask InitializeAsync() => _world = await RecruitmentWorld.StartAsync();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task Supporters_of_an_agency_that_joins_are_on_the_list_and_nobody_else_is()
    {
        var (sam, client) = Supporter("Sam Rivera");
        Supporter("Uma Okafor");
        _world.Person("Only Member");

        await _world.OnboardAsync(1);

        Assert.Equal(["Sam Rivera", "Uma Okafor"], (await _world.TeamOfAsync(2)).Select(s => s.Name));
        var mine = await client.GetJsonAsync($"{Api}/my-service");
        Assert.True(mine.GetProperty("serving").GetBoolean());
        Assert.Equal(0, mine.GetProperty("steps").GetArrayLength());
        Assert.Empty(_world.Heard.Of(sam));
    }

    [Fact]
    public async Task One_of_them_leaves_with_notice_and_the_first_that_others_hear_is_the_newer_turn()
    {
        var (sam, client) = Supporter("Sam Rivera");
        await _world.OnboardAsync(1);
        await _world.TeamOfAsync(1);

        await RecruitmentWorld.ReadAsync(await client.PutAsJsonAsync($"{Api}/my-service/notice", new { lastDay = _world.Today }), HttpStatusCode.NoContent);

        var told = await Eventually.GetAsync(() => Task.FromResult(_world.Heard.Of(sam)), heard => heard.Count > 0, "SupporterStoodDown");
        Assert.Equal([new SupporterStoodDown(RecruitmentWorld.Agency, RecruitmentWorld.Network, sam, _world.Today, 2)], told);
    }

    [Fact]
    public async Task A_case_can_be_opened_about_one_of_them()
    {
        var (sam, client) = Supporter("Sam Rivera");
        await _world.OnboardAsync(1);
        await _world.TeamOfAsync(1);

        await RecruitmentWorld.ReadAsync(
            await _world.Coordinator.PostAsJsonAsync($"{Api}/cases", new { supporterId = sam, ground = "conduct", summary = "Something was retold." }),
            HttpStatusCode.Created);

        Assert.Equal(1, (await client.GetJsonAsync($"{Api}/my-cases")).GetArrayLength());
    }

    [Fact]
    public async Task Whoever_is_selected_after_them_joins_later_and_meets_a_buddy_of_theirs()
    {
        var (sam, _) = Supporter("Sam Rivera");
        await _world.OnboardAsync(1);
        await _world.TeamOfAsync(1);

        var (later, client) = await _world.SelectedAsync("Later Person");
        await RecruitmentWorld.ReadAsync(await _world.Coordinator.PutAsJsonAsync($"{Api}/supporters/{later}/buddy", new { buddyId = sam }));

        Assert.Equal("Sam Rivera", (await client.GetJsonAsync($"{Api}/my-service")).GetProperty("buddyName").GetString());
    }

    /// <summary>Tenancy still lists Sam, as a list of members that was made before does.</summary>
    [Fact]
    public async Task Somebody_who_stood_down_is_not_taken_in_again_when_the_agency_is_told_of_again()
    {
        var (sam, client) = Supporter("Sam Rivera");
        await _world.OnboardAsync(1);
        await _world.TeamOfAsync(1);
        await RecruitmentWorld.ReadAsync(await client.PutAsJsonAsync($"{Api}/my-service/notice", new { lastDay = _world.Today }), HttpStatusCode.NoContent);
        Supporter("Uma Okafor");

        await _world.OnboardAsync(2);

        Assert.Equal(["Uma Okafor"], (await _world.TeamOfAsync(1)).Select(s => s.Name));
        Assert.False((await client.GetJsonAsync($"{Api}/my-service")).GetProperty("serving").GetBoolean());
        var about = await _world.Coordinator.PostAsJsonAsync($"{Api}/cases", new { supporterId = sam, ground = "conduct", summary = "Something." });
        Assert.Equal(HttpStatusCode.NotFound, about.StatusCode);
    }

    [Fact]
    public async Task Somebody_who_was_forgotten_is_not_taken_in_again_either()
    {
        var (_, client) = Supporter("Sam Rivera");
        await _world.OnboardAsync(1);
        await _world.TeamOfAsync(1);
        await RecruitmentWorld.ReadAsync(await client.PutAsJsonAsync($"{Api}/my-service/notice", new { lastDay = _world.Today }), HttpStatusCode.NoContent);
        await _world.PassDaysAsync(200);
        Supporter("Uma Okafor");

        await _world.OnboardAsync(2);

        Assert.Equal(["Uma Okafor"], (await _world.TeamOfAsync(1)).Select(s => s.Name));
    }

    [Fact]
    public async Task Told_again_it_adds_those_who_came_since_and_changes_nobody_who_is_there()
    {
        var (sam, _) = Supporter("Sam Rivera");
        await _world.OnboardAsync(1);
        await _world.TeamOfAsync(1);
        var selected = await _world.SelectedAsync("Later Person");
        _world.People.Known[selected.Id] = ("Later Person", RecruitmentWorld.Team, [Role.Member, Role.Supporter]);
        Supporter("Uma Okafor");

        await _world.OnboardAsync(2);
        await _world.OnboardAsync(2);

        Assert.Equal(["Later Person", "Sam Rivera", "Uma Okafor"], (await _world.TeamOfAsync(3)).Select(s => s.Name));
        Assert.Equal(6, (await selected.Client.GetJsonAsync($"{Api}/my-service")).GetProperty("steps").GetArrayLength());
        Assert.Empty(_world.Heard.Of(sam));
        Assert.Single(_world.Heard.Of(selected.Id));
    }

    private (Guid Id, HttpClient Client) Supporter(string name) => _world.Person(name, Role.Member, Role.Supporter);
}
