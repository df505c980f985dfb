using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using PeerPlatform.Contracts.Access;
using PeerPlatform.Testing;

namespace PeerPlatform.Tenancy.Tests.Http;

/// <summary>What belongs to another agency or network answers as if it were not there.</summary>
public sealed class OtherTenantTests
{
    private const string Api = "/api/tenancy/v1";

    [Fact]
    public async Task A_member_of_another_agency_and_a_missing_one_answer_alike()
    {
        await using var world = await World.StartAsync(Csv.Row("ONE", 1), Csv.Row("TWO", 1));
        var (one, two) = (await world.AgencyAsync("ONE"), await world.AgencyAsync("TWO"));
        var other = await world.LookAsync(two, db => db.Members.Select(m => m.Id).SingleAsync());
        var client = world.As(one, null, Role.Coordinator);

        Assert.Equal(
            await ProblemAsync(client, $"{Api}/members/{Guid.NewGuid()}/setup-link"), await ProblemAsync(client, $"{Api}/members/{other}/setup-link"));
    }

    [Fact]
    public async Task Lists_hold_only_what_is_the_agency_s_own()
    {
        await using var world = await World.StartAsync(Csv.Row("ONE", 1), Csv.Row("ONE", 2), Csv.Row("TWO", 3));
        var client = await world.CoordinatorOfAsync("ONE");

        var members = (await client.GetJsonAsync($"{Api}/members")).GetProperty("items").EnumerateArray();
        var team = Assert.Single((await client.GetJsonAsync($"{Api}/teams")).EnumerateArray());

        Assert.Equal(["ONE-1", "ONE-2"], members.Select(m => m.GetProperty("staffNumber").GetString()));
        Assert.Equal(2, team.GetProperty("members").GetInt32());
    }

    [Fact]
    public async Task Another_network_sees_neither_agencies_nor_files_and_can_make_no_links()
    {
        await using var world = await World.StartAsync(Csv.Row(1, ("roles", "coordinator")));
        var agency = await world.AgencyAsync("ELMS");
        var member = await world.LookAsync(agency, db => db.Members.Select(m => m.Id).SingleAsync());
        var file = (await world.Coordinator.GetJsonAsync($"{Api}/onboarding")).GetProperty("items")[0].GetProperty("id").GetString();
        var stranger = world.AsNetwork(Guid.NewGuid());

        Assert.Equal(0, (await stranger.GetJsonAsync($"{Api}/agencies")).GetProperty("total").GetInt32());
        Assert.Equal(0, (await stranger.GetJsonAsync($"{Api}/onboarding")).GetProperty("total").GetInt32());
        foreach (var path in new[] { $"{Api}/onboarding/{file}", $"{Api}/onboarding/{file}/faults" })
        {
            using var answer = await stranger.GetAsync(new Uri(path, UriKind.Relative));
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }

        Assert.Equal(404, (await ProblemAsync(stranger, $"{Api}/onboarding/{file}/import")).Status);
        Assert.Equal(404, (await ProblemAsync(stranger, $"{Api}/agencies/{agency}/coordinators/{member}/setup-link")).Status);
        using var discarded = await stranger.DeleteAsync(new Uri($"{Api}/onboarding/{file}", UriKind.Relative));
        Assert.Equal(HttpStatusCode.NotFound, discarded.StatusCode);
    }

    [Fact]
    public async Task The_network_s_coordinator_makes_links_for_agencies_coordinators_only()
    {
        await using var world = await World.StartAsync(Csv.Row("ONE", 1, ("roles", "coordinator")), Csv.Row("ONE", 2), Csv.Row("TWO", 1, ("roles", "coordinator")));
        var (one, two) = (await world.AgencyAsync("ONE"), await world.AgencyAsync("TWO"));
        var people = await world.LookAsync(one, db => db.Members.OrderBy(m => m.StaffNumber).Select(m => m.Id).ToListAsync());

        var link = await world.Coordinator.PostAsync($"{Api}/agencies/{one}/coordinators/{people[0]}/setup-link");
        Assert.StartsWith("/set-up/", link.GetProperty("path").GetString(), StringComparison.Ordinal);
        Assert.Equal(404, (await ProblemAsync(world.Coordinator, $"{Api}/agencies/{one}/coordinators/{people[1]}/setup-link")).Status);
        Assert.Equal(404, (await ProblemAsync(world.Coordinator, $"{Api}/agencies/{two}/coordinators/{people[0]}/setup-link")).Status);
    }

    private static async Task<(int Status, string? Type, string? Title)> ProblemAsync(HttpClient client, string path)
    {
        using var answer = await client.PostAsync(new Uri(path, UriKind.Relative), null);
        var problem = JsonSerializer.Deserialize<JsonElement>(await answer.Content.ReadAsStringAsync());
        return ((int)answer.StatusCode, problem.GetProperty("type").GetString(), problem.GetProperty("title").GetString());
    }
}
