using System.Text.Json;
using PeerPlatform.Contracts.Access;
using PeerPlatform.Testing;

namespace PeerPlatform.Recruitment.Tests;

/// <summary>Where a deployment names agencies of a demonstration, a search is under way and one is over; anywhere else nothing is imagined.</summary>
public sealed class DemonstrationTests
{
    private const string Api = RecruitmentWorld.Api;
    private static readonly (string, string) Named = ("Recruitment:Start:DemonstrationAgencies", "OTHER,RIVER");

    [Fact]
    public async Task Whoever_runs_the_programme_finds_a_search_under_way_and_one_that_is_over()
    {
        await using var world = await RecruitmentWorld.StartAsync(Named);
        var supporters = People(world, "Supporter", 3, Role.Member, Role.Supporter).Select(p => p.Id).ToList();
        People(world, "Panelist", 4, Role.Member, Role.Panel);
        People(world, "Member", 6, Role.Member);
        world.Person("=Sum -Dash");

        await world.OnboardAsync(1);

        var (open, over) = await SearchesAsync(world);
        Assert.Equal(("open", 2), (open.GetProperty("state").GetString(), open.GetProperty("places").GetInt32()));
        Assert.Equal(3, open.GetProperty("numbers").GetProperty("undecided").GetInt32());
        Assert.Equal(world.Today.AddDays(21), DateOnly.Parse(open.GetProperty("applyUntil").GetString()!, System.Globalization.CultureInfo.InvariantCulture));
        var applications = await ApplicationsAsync(world, open);
        Assert.Equal(["Member 1", "Member 2", "Member 3"], applications.Select(a => a.GetProperty("name").GetString()));
        Assert.Equal([3, 1, 0], applications.Select(a => a.GetProperty("panel").EnumerateArray().Count(p => p.GetProperty("state").GetString() == "scored")));
        Assert.Equal([true, false, false], applications.Select(a => a.GetProperty("comparison").ValueKind == JsonValueKind.Object));
        var numbers = over.GetProperty("numbers");
        Assert.Equal((4, 2, 1, 1), (Number("applied"), Number("selected"), Number("waiting"), Number("notSelected")));
        var decided = await ApplicationsAsync(world, over);
        Assert.All(decided, a => Assert.Equal("Casey Coordinator", a.GetProperty("decidedByName").GetString()));
        Assert.All(
            decided.Where(a => a.GetProperty("state").GetString() == "selected"), a => Assert.Contains(a.GetProperty("memberId").GetGuid(), supporters));
        Assert.Equal(3, (await world.TeamOfAsync(3)).Count);
        Assert.All(supporters, s => Assert.Empty(world.Heard.Of(s)));

        int Number(string of) => numbers.GetProperty(of).GetInt32();
    }

    [Fact]
    public async Task What_was_imagined_goes_on_as_if_it_were_real()
    {
        await using var world = await RecruitmentWorld.StartAsync(Named);
        People(world, "Supporter", 2, Role.Member, Role.Supporter);
        var panel = People(world, "Panelist", 2, Role.Member, Role.Panel);
        var members = People(world, "Member", 6, Role.Member);
        await world.OnboardAsync(1);
        var (open, _) = await SearchesAsync(world);

        Assert.Equal("1, 2", await WaitAsync(panel));
        var second = (await ApplicationsAsync(world, open))[1].GetProperty("id").GetGuid();
        await RecruitmentWorld.ScoreAsync([panel[1].Client], second);
        await world.DecideAsync(second, "selected");
        var task = (await members[5].Client.GetJsonAsync($"{Api}/my-campaigns"))[0];
        await world.ApplyAsync(task.GetProperty("id").GetGuid(), members[5].Client, "Member 6");

        Assert.Equal(3, (await world.TeamOfAsync(3)).Count);
        var mine = await members[1].Client.GetJsonAsync($"{Api}/my-campaigns/{open.GetProperty("id")}/application");
        Assert.Contains("Dear Member 2", mine.GetProperty("letter").GetString()!, StringComparison.Ordinal);
        Assert.Equal("2, 2", await WaitAsync(panel));
    }

    [Fact]
    public async Task Without_enough_people_for_a_panel_there_is_one_search_in_which_nothing_is_scored()
    {
        await using var world = await RecruitmentWorld.StartAsync(Named);
        People(world, "Supporter", 1, Role.Member, Role.Supporter);
        People(world, "Panelist", 1, Role.Member, Role.Panel);
        People(world, "Member", 1, Role.Member);

        await world.OnboardAsync(1);

        var searches = await SearchesAsync(world, 1);
        Assert.Equal(0, searches[0].GetProperty("panel").GetArrayLength());
        Assert.Equal("submitted", Assert.Single(await ApplicationsAsync(world, searches[0])).GetProperty("state").GetString());
    }

    [Fact]
    public async Task The_same_agency_told_again_or_another_one_imagines_nothing_more()
    {
        await using var world = await RecruitmentWorld.StartAsync(Named);
        People(world, "First", 2, Role.Member, Role.Supporter);
        await world.OnboardAsync(1, "LAKE");
        await world.TeamOfAsync(2);
        Assert.Equal(0, (await world.Coordinator.GetJsonAsync($"{Api}/campaigns")).GetProperty("total").GetInt32());
        await world.OnboardAsync(2);
        await SearchesAsync(world, 1);
        People(world, "Second", 1, Role.Member, Role.Supporter);

        await world.OnboardAsync(3);

        await world.TeamOfAsync(3);
        await SearchesAsync(world, 1);
    }

    /// <summary>Named by number, so that their order by name is the order here.</summary>
    private static List<(Guid Id, HttpClient Client)> People(RecruitmentWorld world, string name, int people, params Role[] roles) =>
        [.. Enumerable.Range(1, people).Select(n => world.Person($"{name} {n}", roles))];

    private static async Task<(JsonElement Open, JsonElement Over)> SearchesAsync(RecruitmentWorld world)
    {
        var both = await SearchesAsync(world, 2);
        return (both[0], both[1]);
    }

    private static async Task<List<JsonElement>> SearchesAsync(RecruitmentWorld world, int total)
    {
        var list = await Eventually.GetAsync(
            () => world.Coordinator.GetJsonAsync($"{Api}/campaigns"), c => c.GetProperty("total").GetInt32() == total, $"{total} searches");
        var searches = new List<JsonElement>();
        foreach (var search in list.GetProperty("items").EnumerateArray())
        {
            searches.Add(await world.Coordinator.GetJsonAsync($"{Api}/campaigns/{search.GetProperty("id")}"));
        }

        return searches;
    }

    private static async Task<List<JsonElement>> ApplicationsAsync(RecruitmentWorld world, JsonElement search)
    {
        var sent = new List<JsonElement>();
        foreach (var application in (await world.Coordinator.GetJsonAsync($"{Api}/campaigns/{search.GetProperty("id")}/applications")).EnumerateArray())
        {
            sent.Add(await world.Coordinator.GetJsonAsync($"{Api}/applications/{application.GetProperty("id")}"));
        }

        return [.. sent.OrderBy(a => a.GetProperty("name").GetString(), StringComparer.Ordinal)];
    }

    /// <summary>How many applications each of the panel still has to score.</summary>
    private static async Task<string> WaitAsync(IEnumerable<(Guid Id, HttpClient Client)> panel)
    {
        var waiting = new List<int>();
        foreach (var (_, client) in panel)
        {
            waiting.Add((await client.GetJsonAsync($"{Api}/my-panel")).EnumerateArray().Count(t => !t.GetProperty("scored").GetBoolean()));
        }

        return string.Join(", ", waiting);
    }
}
