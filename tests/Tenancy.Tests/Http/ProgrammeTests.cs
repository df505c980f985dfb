using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using PeerPlatform.Contracts.Access;
using PeerPlatform.Testing;

namespace PeerPlatform.Tenancy.Tests.Http;

/// <summary>Charter and steps of setting up a programme (P-1.5), through HTTP on a real host.</summary>
public sealed class ProgrammeTests
{
    private const string Api = "/api/tenancy/v1/programme";

    [Fact]
    public async Task A_new_agency_has_an_empty_charter_and_nothing_done_but_what_its_people_show()
    {
        await using var world = await World.StartAsync(Csv.Row("ONE", 1, ("roles", "coordinator")), Csv.Row("ONE", 2, ("roles", "supervisor")));
        var (one, _) = await CoordinatorAsync(world, "ONE");

        var charter = (await one.GetJsonAsync($"{Api}/charter")).EnumerateArray().ToList();
        var tasks = await TasksAsync(one);

        Assert.Equal(10, charter.Count);
        Assert.All(charter, s => Assert.Equal((0, ""), (s.GetProperty("version").GetInt32(), s.GetProperty("text").GetString())));
        Assert.Equal(["coordinator", "supervisor"], tasks.Values.Where(t => IsTrue(t)).Select(t => t.GetProperty("code").GetString()).Order());
        Assert.All(tasks.Values.Where(t => t.GetProperty("toldBy").GetString() is "assessment" or "training"), t => Assert.Equal(JsonValueKind.Null, t.GetProperty("done").ValueKind));
        Assert.Equal("Escuchar primero", (await one.GetJsonAsync($"{Api}/steps?lang=es"))[1].GetProperty("title").GetString());
    }

    [Fact]
    public async Task What_is_written_in_the_charter_is_done_in_the_steps_with_who_and_when()
    {
        await using var world = await World.StartAsync(Csv.Row("ONE", 1, ("roles", "coordinator")));
        var (one, name) = await CoordinatorAsync(world, "ONE");

        var saved = await (await WriteAsync(one, "mission", "We listen to each other.", 0)).ReadAsync();
        await WriteAsync(one, "steering-committee", "Ana\nTom", 0);

        Assert.Equal((1, true, name), (saved.GetProperty("version").GetInt32(), saved.GetProperty("isComplete").GetBoolean(), saved.GetProperty("writtenBy").GetString()));
        var tasks = await TasksAsync(one);
        Assert.True(IsTrue(tasks["mission"]));
        Assert.Equal(name, tasks["mission"].GetProperty("by").GetString());
        Assert.Equal(saved.GetProperty("writtenOn").GetString(), tasks["mission"].GetProperty("on").GetString());
        Assert.False(IsTrue(tasks["steering-committee"]));
    }

    [Fact]
    public async Task Two_coordinators_who_write_at_once_lose_nothing()
    {
        await using var world = await World.StartAsync(Csv.Row("ONE", 1, ("roles", "coordinator")), Csv.Row("ONE", 2, ("roles", "coordinator")));
        var (one, _) = await CoordinatorAsync(world, "ONE");
        var (two, second) = await CoordinatorAsync(world, "ONE", 1);
        await WriteAsync(one, "goals", "Everybody knows whom to ask.", 0);

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => WriteAsync(i % 2 == 0 ? one : two, "goals", $"Goal of writer {i}.", 1)));
        var late = Assert.Single((await Task.WhenAll(answers.Where(a => a.StatusCode != HttpStatusCode.OK).Select(a => a.Content.ReadFromJsonAsync<JsonElement>())))
            .Select(p => p.GetProperty("type").GetString()).Distinct());
        Assert.Equal("urn:peerplatform:changed-meanwhile", late);
        Assert.Single(answers, a => a.StatusCode == HttpStatusCode.OK);

        // Each who came late reads what is there now, adds their words, and goes on from it.
        await WriteAsync(two, "vision", "Written meanwhile, elsewhere in the charter.", 0);
        await (await WriteAsync(two, "goals", "Both put together.", 2)).ReadAsync();
        var wordings = (await one.GetJsonAsync($"{Api}/charter/goals/wordings")).EnumerateArray().ToList();
        Assert.Equal([3, 2, 1], wordings.Select(w => w.GetProperty("version").GetInt32()));
        Assert.Equal("Everybody knows whom to ask.", wordings[2].GetProperty("text").GetString());
        Assert.Equal(second, wordings[0].GetProperty("writtenBy").GetString());
    }

    [Fact]
    public async Task A_task_is_ticked_and_taken_back_and_what_facts_tell_is_not_ticked()
    {
        await using var world = await World.StartAsync(Csv.Row("ONE", 1, ("roles", "coordinator")));
        var (one, name) = await CoordinatorAsync(world, "ONE");

        Assert.Equal(HttpStatusCode.NoContent, await MarkAsync(one, "outcome", true));
        Assert.Equal(HttpStatusCode.NoContent, await MarkAsync(one, "outcome", true));
        var ticked = (await TasksAsync(one))["outcome"];
        Assert.True(IsTrue(ticked));
        Assert.Equal(name, ticked.GetProperty("by").GetString());
        await MarkAsync(one, "outcome", false);
        var back = (await TasksAsync(one))["outcome"];
        Assert.False(IsTrue(back));
        Assert.Equal(name, back.GetProperty("by").GetString());

        Assert.Equal(HttpStatusCode.Conflict, await MarkAsync(one, "mission", true));
        Assert.Equal(HttpStatusCode.Conflict, await MarkAsync(one, "survey", true));
        Assert.Equal(HttpStatusCode.NotFound, await MarkAsync(one, "win-the-lottery", true));
        Assert.Equal(HttpStatusCode.BadRequest, (await one.PutAsJsonAsync($"{Api}/tasks/panel", new { })).StatusCode);
    }

    [Fact]
    public async Task An_agency_without_a_service_ticks_by_hand_what_that_service_would_tell()
    {
        await using var world = await World.StartAsync(Csv.Row("ONE", 1, ("roles", "coordinator")));
        var agency = await world.AgencyAsync("ONE");
        using var ended = await world.Coordinator.DeleteAsync(new Uri($"/api/tenancy/v1/agencies/{agency}/subscriptions/assessment", UriKind.Relative));
        var (one, _) = await CoordinatorAsync(world, "ONE");

        Assert.Equal(JsonValueKind.Null, (await TasksAsync(one))["survey"].GetProperty("toldBy").ValueKind);
        Assert.Equal(HttpStatusCode.NoContent, await MarkAsync(one, "survey", true));
        Assert.True(IsTrue((await TasksAsync(one))["survey"]));
    }

    [Theory]
    [InlineData("mission", """{"text":"We listen."}""", HttpStatusCode.BadRequest)]
    [InlineData("mission", """{"text":"We listen.","basedOn":7}""", HttpStatusCode.Conflict)]
    [InlineData("anthem", """{"text":"We sing.","basedOn":0}""", HttpStatusCode.NotFound)]
    public async Task What_cannot_be_meant_is_not_written(string section, string body, HttpStatusCode expected)
    {
        await using var world = await World.StartAsync(Csv.Row("ONE", 1));
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");

        using var answer = await (await world.CoordinatorOfAsync("ONE")).PutAsync(new Uri($"{Api}/charter/{section}", UriKind.Relative), content);

        Assert.Equal(expected, answer.StatusCode);
    }

    [Fact]
    public async Task Another_agency_reads_nothing_of_it()
    {
        await using var world = await World.StartAsync(Csv.Row("ONE", 1), Csv.Row("TWO", 1));
        var (one, two) = (await world.CoordinatorOfAsync("ONE"), await world.CoordinatorOfAsync("TWO"));
        await WriteAsync(one, "mission", "We listen.", 0);
        await MarkAsync(one, "ending", true);

        Assert.All((await two.GetJsonAsync($"{Api}/charter")).EnumerateArray(), s => Assert.Equal(0, s.GetProperty("version").GetInt32()));
        Assert.Equal(0, (await two.GetJsonAsync($"{Api}/charter/mission/wordings")).GetArrayLength());
        Assert.False(IsTrue((await TasksAsync(two))["ending"]));
        Assert.Equal(HttpStatusCode.OK, (await WriteAsync(two, "mission", "We are others.", 0)).StatusCode);
    }

    /// <summary>A coordinator of the agency by token, with the name that stands in its list of people.</summary>
    private static async Task<(HttpClient Client, string Name)> CoordinatorAsync(World world, string code, int number = 0)
    {
        var agency = await world.AgencyAsync(code);
        var members = (await (await world.CoordinatorOfAsync(code)).GetJsonAsync("/api/tenancy/v1/members")).GetProperty("items").EnumerateArray();
        var member = members.Where(m => m.GetProperty("roles").EnumerateArray().Any(r => r.GetString() == "coordinator")).ElementAt(number);
        return (
            world.As(agency, member.GetProperty("id").GetGuid(), Role.Member, Role.Coordinator),
            $"{member.GetProperty("givenName").GetString()} {member.GetProperty("familyName").GetString()}");
    }

    private static Task<HttpResponseMessage> WriteAsync(HttpClient client, string section, string text, int basedOn) =>
        client.PutAsJsonAsync(new Uri($"{Api}/charter/{section}", UriKind.Relative), new { text, basedOn });

    private static async Task<HttpStatusCode> MarkAsync(HttpClient client, string task, bool done)
    {
        using var answer = await client.PutAsJsonAsync(new Uri($"{Api}/tasks/{task}", UriKind.Relative), new { done });
        return answer.StatusCode;
    }

    private static async Task<Dictionary<string, JsonElement>> TasksAsync(HttpClient client) =>
        (await client.GetJsonAsync($"{Api}/steps")).EnumerateArray().SelectMany(s => s.GetProperty("tasks").EnumerateArray())
            .ToDictionary(t => t.GetProperty("code").GetString()!);

    private static bool IsTrue(JsonElement task) => task.GetProperty("done").ValueKind == JsonValueKind.True;
}
