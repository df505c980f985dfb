using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using PeerPlatform.Contracts.Access;
using PeerPlatform.Testing;

namespace PeerPlatform.Training.Tests;

/// <summary>Supervision of the own team and co-reflection, through HTTP on a real host (P-4.8, P-4.9).</summary>
public sealed class SupervisionTests : IAsyncLifetime
{
    private const string Api = TrainingWorld.Api;
    private TrainingWorld _world = null!;

    public async ValueTask InitializeAsync() => _world = await TrainingWorld.StartAsync();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task A_meeting_that_took_place_meets_the_requirement_of_those_who_were_there()
    {
        var ruth = await SupervisorAsync("Ruth Ames");
        var (sam, ana) = (await InTeamAsync("Sam Rivera", ruth.Id), await InTeamAsync("Ana Ortiz", ruth.Id));

        var team = await ruth.Client.PostAsync($"{Api}/my-team/meetings", new { form = "group", day = _world.Today, minutes = 60, people = new[] { sam.Id, ana.Id } });
        var meeting = team.GetProperty("planned")[0];
        Assert.True(meeting.GetProperty("canBeHeld").GetBoolean());
        team = await ruth.Client.PostAsync($"{Api}/my-team/meetings/{Id(meeting)}/held", new { present = new[] { sam.Id } });

        Assert.Equal((0, 1), (team.GetProperty("planned").GetArrayLength(), team.GetProperty("held").GetArrayLength()));
        Assert.Equal($"{_world.Today:yyyy-MM-dd}", Person(team, "Sam Rivera").GetProperty("lastMet").GetString());
        Assert.Equal(JsonValueKind.Null, Person(team, "Ana Ortiz").GetProperty("lastMet").ValueKind);
        Assert.Equal(1, (await sam.Client.GetJsonAsync($"{Api}/my-meetings")).GetProperty("onRecord").GetArrayLength());
        Assert.Equal(0, (await ana.Client.GetJsonAsync($"{Api}/my-meetings")).GetProperty("onRecord").GetArrayLength());
    }

    [Fact]
    public async Task A_meeting_that_supervisor_and_coordinator_both_note_is_on_record_once()
    {
        var ruth = await SupervisorAsync("Ruth Ames");
        var sam = await InTeamAsync("Sam Rivera", ruth.Id);
        var team = await ruth.Client.PostAsync($"{Api}/my-team/meetings", OneToOne(sam.Id));
        await ruth.Client.PostAsync($"{Api}/my-team/meetings/{Id(team.GetProperty("planned")[0])}/held", new { present = new[] { sam.Id } });

        await _world.Coordinator.PostAsync($"{Api}/supporters/{sam.Id}/meetings", new { heldOn = _world.Today, kind = "supervision" });

        Assert.Equal(1, (await sam.Client.GetJsonAsync($"{Api}/my-meetings")).GetProperty("onRecord").GetArrayLength());
    }

    [Fact]
    public async Task A_supervisor_sees_and_records_for_the_own_team_and_for_nobody_else()
    {
        var (ruth, omar) = (await SupervisorAsync("Ruth Ames"), await SupervisorAsync("Omar Bell"));
        var (sam, tia) = (await InTeamAsync("Sam Rivera", ruth.Id), await InTeamAsync("Tia Vance", omar.Id));
        var planned = await ruth.Client.PostAsync($"{Api}/my-team/meetings", OneToOne(sam.Id));
        var meeting = Id(planned.GetProperty("planned")[0]);

        var team = await omar.Client.GetJsonAsync($"{Api}/my-team");
        Assert.Equal(["Tia Vance"], team.GetProperty("people").EnumerateArray().Select(p => p.GetProperty("name").GetString()));
        Assert.Equal(0, team.GetProperty("planned").GetArrayLength());
        Assert.Equal(HttpStatusCode.NotFound, (await omar.Client.PostAsJsonAsync($"{Api}/my-team/meetings/{meeting}/held", new { present = new[] { sam.Id } })).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await omar.Client.DeleteAsync($"{Api}/my-team/meetings/{meeting}")).StatusCode);

        var somebodyElses = await omar.Client.PostAsJsonAsync($"{Api}/my-team/meetings", OneToOne(sam.Id));
        var nobody = await omar.Client.PostAsJsonAsync($"{Api}/my-team/meetings", OneToOne(Guid.NewGuid()));
        Assert.Equal(HttpStatusCode.BadRequest, somebodyElses.StatusCode);
        Assert.Equal(await WithoutTraceAsync(nobody), await WithoutTraceAsync(somebodyElses));

        Assert.Equal(HttpStatusCode.Forbidden, (await tia.Client.GetAsync($"{Api}/my-team")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await _world.Coordinator.GetAsync($"{Api}/my-team")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await ruth.Client.GetAsync($"{Api}/supporters/{sam.Id}")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await ruth.Client.GetAsync($"{Api}/board")).StatusCode);
    }

    [Fact]
    public async Task Somebody_who_changes_the_team_is_no_longer_seen_by_the_supervisor_before()
    {
        var (ruth, omar) = (await SupervisorAsync("Ruth Ames"), await SupervisorAsync("Omar Bell"));
        var sam = await InTeamAsync("Sam Rivera", ruth.Id);
        await ruth.Client.PostAsync($"{Api}/my-team/meetings", OneToOne(sam.Id));

        await TrainingWorld.ReadAsync(await _world.Coordinator.PutAsJsonAsync($"{Api}/supporters/{sam.Id}/supervisor", new { supervisorId = omar.Id }));

        var team = await ruth.Client.GetJsonAsync($"{Api}/my-team");
        Assert.DoesNotContain("Sam Rivera", team.ToString(), StringComparison.Ordinal);
        Assert.Equal(1, team.GetProperty("planned")[0].GetProperty("others").GetInt32());
        Assert.Contains("Sam Rivera", (await omar.Client.GetJsonAsync($"{Api}/my-team")).ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("notes", "\"They cried.\"")]
    [InlineData("subject", "\"Boundaries\"")]
    [InlineData("startsAt", "\"2026-11-22T14:00:00Z\"")]
    public async Task Nothing_but_day_form_length_and_people_is_taken(string field, string value)
    {
        var ruth = await SupervisorAsync("Ruth Ames");
        var sam = await InTeamAsync("Sam Rivera", ruth.Id);
        var body = $$"""{"form":"oneToOne","day":"{{_world.Today:yyyy-MM-dd}}","minutes":30,"people":["{{sam.Id}}"],"{{field}}":{{value}}}""";
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");

        Assert.Equal(HttpStatusCode.BadRequest, (await ruth.Client.PostAsync($"{Api}/my-team/meetings", content)).StatusCode);
    }

    [Theory]
    [InlineData("form", """{"form":"lunch","day":"2026-11-22","minutes":30}""")]
    [InlineData("day", """{"form":"group","day":"1990-01-01","minutes":30}""")]
    [InlineData("minutes", """{"form":"group","day":"TODAY","minutes":0}""")]
    [InlineData("people", """{"form":"oneToOne","day":"TODAY","minutes":30,"people":[]}""")]
    [InlineData("people", """{"form":"group","day":"TODAY","minutes":30,"people":["00000000-0000-0000-0000-000000000001"]}""")]
    [InlineData("everyWeeks", """{"form":"oneToOne","day":"TODAY","minutes":30,"people":["00000000-0000-0000-0000-000000000001"],"everyWeeks":2}""")]
    public async Task A_meeting_that_cannot_be_meant_is_refused_at_its_field(string field, string body)
    {
        var ruth = await SupervisorAsync("Ruth Ames");
        using var content = new StringContent(body.Replace("TODAY", $"{_world.Today:yyyy-MM-dd}", StringComparison.Ordinal), System.Text.Encoding.UTF8, "application/json");

        var refused = await TrainingWorld.ReadAsync(await ruth.Client.PostAsync($"{Api}/my-team/meetings", content), HttpStatusCode.BadRequest);

        Assert.Equal(field, refused.GetProperty("field").GetString());
    }

    [Fact]
    public async Task Meetings_that_come_back_are_planned_at_once_and_one_that_is_called_off_is_erased()
    {
        var ruth = await SupervisorAsync("Ruth Ames");
        var sam = await InTeamAsync("Sam Rivera", ruth.Id);

        var team = await ruth.Client.PostAsync(
            $"{Api}/my-team/meetings", new { form = "oneToOne", day = _world.Today.AddDays(1), minutes = 30, people = new[] { sam.Id }, everyWeeks = 2, times = 3 });

        var days = team.GetProperty("planned").EnumerateArray().Select(m => m.GetProperty("day").GetString());
        Assert.Equal([1, 15, 29], days.Select(d => DateOnly.Parse(d!, System.Globalization.CultureInfo.InvariantCulture).DayNumber - _world.Today.DayNumber));
        Assert.Equal(3, (await sam.Client.GetJsonAsync($"{Api}/my-meetings")).GetProperty("planned").GetArrayLength());
        var first = Id(team.GetProperty("planned")[0]);
        Assert.Equal(HttpStatusCode.Conflict, (await ruth.Client.PostAsJsonAsync($"{Api}/my-team/meetings/{first}/held", new { present = new[] { sam.Id } })).StatusCode);
        team = await TrainingWorld.ReadAsync(await ruth.Client.DeleteAsync($"{Api}/my-team/meetings/{first}"));
        Assert.Equal(2, team.GetProperty("planned").GetArrayLength());
    }

    [Fact]
    public async Task Reflecting_together_counts_once_another_one_has_used_the_code()
    {
        var (sam, ana) = (await _world.SupporterAsync("Sam Rivera"), await _world.SupporterAsync("Ana Ortiz"));

        var mine = await sam.Client.PostAsync($"{Api}/my-meetings/co-reflections", new { day = _world.Today, minutes = 45 });
        var code = mine.GetProperty("reflections")[0].GetProperty("code").GetString()!;
        Assert.Equal(0, mine.GetProperty("onRecord").GetArrayLength());
        Assert.Equal(HttpStatusCode.Conflict, (await sam.Client.PostAsJsonAsync($"{Api}/my-meetings/co-reflections", new { day = _world.Today, minutes = 45 })).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await ana.Client.PostAsJsonAsync($"{Api}/my-meetings/co-reflections/joined", new { code = "AAAAAAAA" })).StatusCode);
        var hers = await ana.Client.PostAsync($"{Api}/my-meetings/co-reflections/joined", new { code = $" {code[..4].ToLowerInvariant()}-{code[4..]} " });

        Assert.Equal("coReflection", hers.GetProperty("onRecord")[0].GetProperty("kind").GetString());
        mine = await sam.Client.GetJsonAsync($"{Api}/my-meetings");
        Assert.Equal((1, 1), (mine.GetProperty("onRecord").GetArrayLength(), mine.GetProperty("reflections")[0].GetProperty("others").GetInt32()));
        var step = (await sam.Client.GetJsonAsync($"{Api}/my-path")).GetProperty("steps").EnumerateArray().Single(s => s.GetProperty("code").GetString() == "supervision");
        Assert.True(step.GetProperty("isMet").GetBoolean());
    }

    [Fact]
    public async Task A_supervisor_takes_the_same_training_and_stands_on_the_board_as_one()
    {
        var ruth = await SupervisorAsync("Ruth Ames");
        await InTeamAsync("Sam Rivera", ruth.Id);

        var path = await ruth.Client.GetJsonAsync($"{Api}/my-path");
        Assert.Contains(path.GetProperty("steps").EnumerateArray(), s => s.GetProperty("code").GetString() == "essential-topics");
        var rows = (await _world.Coordinator.GetJsonAsync($"{Api}/board")).GetProperty("supporters").GetProperty("items").EnumerateArray();
        Assert.Equal(
            [("Ruth Ames", true), ("Sam Rivera", false)],
            rows.Select(r => (r.GetProperty("name").GetString()!, r.GetProperty("supervises").GetBoolean())));
        var teams = await _world.Coordinator.GetJsonAsync($"{Api}/teams");
        Assert.Equal(1, teams.GetProperty("supervisors")[0].GetProperty("people").GetInt32());
        Assert.Equal(
            ["Ruth Ames", "Sam Rivera"], teams.GetProperty("people").GetProperty("items").EnumerateArray().Select(p => p.GetProperty("name").GetString()));
        Assert.Equal(HttpStatusCode.Conflict, (await _world.Coordinator.PutAsJsonAsync($"{Api}/supporters/{ruth.Id}/supervising", new { supervises = false })).StatusCode);
    }

    [Fact]
    public async Task Nobody_is_put_under_somebody_who_is_not_on_the_list_of_supervisors()
    {
        var (sam, ana) = (await _world.SupporterAsync("Sam Rivera"), await _world.SupporterAsync("Ana Ortiz"));

        foreach (var supervisor in new[] { ana.Id, sam.Id, Guid.NewGuid() })
        {
            Assert.Equal(HttpStatusCode.BadRequest, (await _world.Coordinator.PutAsJsonAsync($"{Api}/supporters/{sam.Id}/supervisor", new { supervisorId = supervisor })).StatusCode);
        }

        Assert.Equal(HttpStatusCode.Forbidden, (await sam.Client.PutAsJsonAsync($"{Api}/supporters/{sam.Id}/supervising", new { supervises = true })).StatusCode);
    }

    private async Task<(Guid Id, HttpClient Client)> SupervisorAsync(string name)
    {
        var person = _world.Person(name, Role.Member, Role.Supervisor);
        await _world.Coordinator.PostAsync($"{Api}/supporters", new { memberId = person.Id, joinedOn = _world.Today });
        await TrainingWorld.ReadAsync(await _world.Coordinator.PutAsJsonAsync($"{Api}/supporters/{person.Id}/supervising", new { supervises = true }));
        return person;
    }

    private async Task<(Guid Id, HttpClient Client)> InTeamAsync(string name, Guid supervisor)
    {
        var person = await _world.SupporterAsync(name);
        await TrainingWorld.ReadAsync(await _world.Coordinator.PutAsJsonAsync($"{Api}/supporters/{person.Id}/supervisor", new { supervisorId = supervisor }));
        return person;
    }

    private object OneToOne(Guid member) => new { form = "oneToOne", day = _world.Today, minutes = 30, people = new[] { member } };

    private static Guid Id(JsonElement of) => of.GetProperty("id").GetGuid();

    private static JsonElement Person(JsonElement team, string name) =>
        team.GetProperty("people").EnumerateArray().Single(p => p.GetProperty("name").GetString() == name);

    private static async Task<string> WithoutTraceAsync(HttpResponseMessage answer)
    {
        var problem = await TrainingWorld.ReadAsync(answer, HttpStatusCode.BadRequest);
        return string.Join('|', problem.EnumerateObject().Where(p => p.Name != "traceId").Select(p => p.ToString()));
    }
}
