using System.Net;
using System.Text.Json;
using PeerPlatform.Testing;

namespace PeerPlatform.Tenancy.Tests.Http;

public sealed class ListTests
{
    private const string Api = "/api/tenancy/v1";

    [Fact]
    public async Task Members_are_listed_by_family_name_and_found_without_accents()
    {
        await using var world = await World.StartAsync(
            Csv.Row(1, ("family_name", "Zając")), Csv.Row(2, ("family_name", "Ávila"), ("given_name", "Žofie"), ("roles", "supporter")), Csv.Row(3, ("family_name", "baker")));
        var client = await world.CoordinatorOfAsync("ELMS");

        var all = await client.GetJsonAsync($"{Api}/members?size=2");
        Assert.Equal((3, 1, 2), (Int(all, "total"), Int(all, "page"), Int(all, "size")));
        Assert.Equal(["Ávila", "baker"], Texts(all, "familyName"));
        Assert.Equal(["Zając"], Texts(await client.GetJsonAsync($"{Api}/members?size=2&page=2"), "familyName"));

        var found = Assert.Single((await client.GetJsonAsync($"{Api}/members?search=zofie%20AVILA")).GetProperty("items").EnumerateArray());
        Assert.Equal("Day team", found.GetProperty("teamName").GetString());
        Assert.Equal(["member", "supporter"], found.GetProperty("roles").EnumerateArray().Select(r => r.GetString()));
        Assert.False(found.GetProperty("canSignIn").GetBoolean());
        Assert.Equal(0, Int(await client.GetJsonAsync($"{Api}/members?search=zofie%20baker"), "total"));
    }

    [Fact]
    public async Task Members_are_listed_by_team()
    {
        await using var world = await World.StartAsync(Csv.Row(1), Csv.Row(2, ("team_code", "NIGHT"), ("team_name", "Night")), Csv.Row(3, ("team_code", ""), ("team_name", "")));
        var client = await world.CoordinatorOfAsync("ELMS");
        var teams = (await client.GetJsonAsync($"{Api}/teams")).EnumerateArray().ToList();

        Assert.Equal([("DAY", 1), ("NIGHT", 1)], teams.Select(t => (t.GetProperty("code").GetString()!, Int(t, "members"))));
        Assert.Equal(["E-2"], Texts(await client.GetJsonAsync($"{Api}/members?team={teams[1].GetProperty("id").GetString()}"), "staffNumber"));
    }

    [Fact]
    public async Task Agencies_are_listed_with_counts_and_with_nobody_s_name_but_the_coordinators()
    {
        await using var world = await World.StartAsync(
            Csv.Row("ONE", 1, ("roles", "coordinator"), ("family_name", "Ríos")), Csv.Row("ONE", 2, ("team_code", ""), ("team_name", "")), Csv.Row("TWO", 1, ("family_name", "Secret")));

        var listed = await world.Coordinator.GetJsonAsync($"{Api}/agencies");

        var one = listed.GetProperty("items").EnumerateArray().Single(a => a.GetProperty("code").GetString() == "ONE");
        Assert.Equal((1, 2), (Int(one, "teams"), Int(one, "members")));
        Assert.Equal("Ana Ríos", Assert.Single(one.GetProperty("coordinators").EnumerateArray()).GetProperty("name").GetString());
        Assert.DoesNotContain("Secret", listed.GetRawText(), StringComparison.Ordinal);
        Assert.Equal(["TWO"], Texts(await world.Coordinator.GetJsonAsync($"{Api}/agencies?search=agency%20two"), "code"));
    }

    [Theory]
    [InlineData("page=0", "page")]
    [InlineData("size=0", "size")]
    [InlineData("size=201", "size")]
    public async Task A_page_that_cannot_be_is_refused_by_name(string query, string field)
    {
        await using var world = await World.StartAsync();
        foreach (var path in new[] { "members", "agencies", "onboarding", $"onboarding/{Guid.Empty}/faults" })
        {
            var client = path == "members" ? world.As(world.Network, null, Contracts.Access.Role.Coordinator) : world.Coordinator;
            using var answer = await client.GetAsync(new Uri($"{Api}/{path}?{query}", UriKind.Relative));
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
            Assert.Equal(field, JsonSerializer.Deserialize<JsonElement>(await answer.Content.ReadAsStringAsync()).GetProperty("field").GetString());
        }
    }

    [Fact]
    public async Task A_network_coordinator_has_a_network_and_no_agency()
    {
        await using var world = await World.StartAsync();
        var me = await world.Coordinator.GetJsonAsync($"{Api}/me");

        Assert.Equal(JsonValueKind.Null, me.GetProperty("agency").ValueKind);
        Assert.Equal("networkCoordinator", Assert.Single(me.GetProperty("roles").EnumerateArray()).GetString());
    }

    private static int Int(JsonElement json, string name) => json.GetProperty(name).GetInt32();

    private static IEnumerable<string?> Texts(JsonElement list, string name) =>
        list.GetProperty("items").EnumerateArray().Select(i => i.GetProperty(name).GetString());
}
