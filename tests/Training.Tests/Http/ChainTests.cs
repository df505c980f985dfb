using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using PeerPlatform.Contracts.Access;
using PeerPlatform.Contracts.Events;
using PeerPlatform.Testing;

namespace PeerPlatform.Training.Tests;

/// <summary>From the first day to qualified and on to a lapse, through HTTP on a real host.</summary>
public sealed class ChainTests : IAsyncLifetime
{
    private const string Api = TrainingWorld.Api;
    private TrainingWorld _world = null!;

    public async ValueTask InitializeAsync() => _world = await TrainingWorld.StartAsync();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task Whoever_has_done_everything_is_qualified_at_once_and_the_others_hear_of_it()
    {
        var (id, client) = await _world.QualifiedAsync("Sam Rivera");

        var path = await client.GetJsonAsync($"{Api}/my-path");

        Assert.NotEqual("notQualified", path.GetProperty("state").GetString());
        Assert.All(path.GetProperty("steps").EnumerateArray(), step => Assert.True(step.GetProperty("isMet").GetBoolean(), step.ToString()));
        var told = await Eventually.GetAsync(() => Task.FromResult(_world.Heard.Of(id)), heard => heard.Count > 0, "SupporterQualified");
        Assert.Equal(new SupporterQualified(TrainingWorld.Agency, TrainingWorld.Network, id, _world.Today, 1), Assert.Single(told));
    }

    [Fact]
    public async Task When_the_day_of_a_lapse_has_come_the_clock_says_so_once_and_looks_at_nobody_else()
    {
        var (id, _) = await _world.QualifiedAsync("Sam Rivera");
        await _world.SupporterAsync("Nobody Else");
        Assert.Equal(0, await _world.LookAsync());

        // Two quarters without anything: the one after this ends short.
        _world.Clock.Move(TimeSpan.FromDays(190));
        await Eventually.HoldsAsync(async () => (await _world.LookAsync(), _world.Heard.Of(id).Count).Count == 2, "SupporterQualificationLapsed");

        var told = _world.Heard.Of(id);
        Assert.Equal(new SupporterQualificationLapsed(TrainingWorld.Agency, TrainingWorld.Network, id, _world.Today, 2), told[^1]);
        Assert.Equal(0, await _world.LookAsync());
    }

    [Fact]
    public async Task A_new_version_of_the_ethics_code_asks_again_and_attesting_it_makes_good()
    {
        var (id, client) = await _world.QualifiedAsync("Sam Rivera");
        await _world.PublishEthicsAsync();

        Assert.Equal("notQualified", (await client.GetJsonAsync($"{Api}/my-path")).GetProperty("state").GetString());
        Assert.Contains("keep what we hear", (await client.GetJsonAsync($"{Api}/policies/ethics-code/2")).GetProperty("text").GetString(), StringComparison.Ordinal);
        await client.PostAsync($"{Api}/policies/ethics-code/2/attestation");
        await client.PostAsync($"{Api}/policies/ethics-code/2/attestation");

        var told = await Eventually.GetAsync(() => Task.FromResult(_world.Heard.Of(id)), heard => heard.Count == 3, "qualified, lapsed, qualified");
        Assert.Equal([typeof(SupporterQualified), typeof(SupporterQualificationLapsed), typeof(SupporterQualified)], told.Select(t => t.GetType()));
    }

    [Fact]
    public async Task The_board_lists_people_with_nothing_and_counts_everybody()
    {
        await _world.SupporterAsync("Ana Nothing");
        await _world.QualifiedAsync("Ben Qualified");

        var board = await _world.Coordinator.GetJsonAsync($"{Api}/board");

        var counts = board.GetProperty("counts");
        Assert.Equal((2, 1), (counts.GetProperty("supporters").GetInt32(), counts.GetProperty("notQualified").GetInt32()));
        var rows = board.GetProperty("supporters").GetProperty("items").EnumerateArray().ToList();
        Assert.Equal(["Ana Nothing", "Ben Qualified"], rows.Select(r => r.GetProperty("name").GetString()));
        Assert.True(rows[0].GetProperty("open").GetArrayLength() >= 4);
        Assert.Equal(1, (await _world.Coordinator.GetJsonAsync($"{Api}/board?state=notQualified")).GetProperty("supporters").GetProperty("total").GetInt32());
        Assert.Equal(HttpStatusCode.BadRequest, (await _world.Coordinator.GetAsync($"{Api}/board?state=good")).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await _world.Coordinator.GetAsync($"{Api}/board?within=0")).StatusCode);
    }

    [Fact]
    public async Task An_empty_board_counts_nobody()
    {
        var board = await _world.Coordinator.GetJsonAsync($"{Api}/board");

        Assert.Equal(0, board.GetProperty("counts").GetProperty("supporters").GetInt32());
    }

    [Fact]
    public async Task Seats_waiting_list_and_the_code_at_the_door()
    {
        var (first, second) = (await _world.SupporterAsync("First"), await _world.SupporterAsync("Second"));
        var session = await _world.PlanAsync(seats: 1);

        Assert.Equal("seat", Mine(await first.Client.PostAsync($"{Api}/my-sessions/{session}/enrolment")));
        var waiting = await second.Client.PostAsync($"{Api}/my-sessions/{session}/enrolment");
        Assert.Equal(("waiting", 0), (Mine(waiting), waiting.GetProperty("waitingBefore").GetInt32()));
        Assert.Equal(JsonValueKind.Null, waiting.GetProperty("link").ValueKind);
        await TrainingWorld.ReadAsync(await first.Client.DeleteAsync($"{Api}/my-sessions/{session}/enrolment"));
        var offered = (await second.Client.GetJsonAsync($"{Api}/my-sessions")).GetProperty("items").EnumerateArray().Single();
        Assert.Equal("seat", Mine(offered));

        _world.Clock.Move(TimeSpan.FromHours(1));
        var code = (await _world.Trainer.GetJsonAsync($"{Api}/sessions/{session}")).GetProperty("doorCode").GetString();
        Assert.Equal("attended", Mine(await second.Client.PostAsync($"{Api}/my-sessions/{session}/check-in", new { code })));
        Assert.Equal(HttpStatusCode.NotFound, (await second.Client.GetAsync($"{Api}/my-sessions/{session}/certificate")).StatusCode);
        await _world.Trainer.PostAsync($"{Api}/sessions/{session}/held");

        var certificate = await second.Client.GetJsonAsync($"{Api}/my-sessions/{session}/certificate");
        Assert.Equal(("Second", 120), (certificate.GetProperty("name").GetString(), certificate.GetProperty("minutes").GetInt32()));
        Assert.Equal(HttpStatusCode.NotFound, (await first.Client.GetAsync($"{Api}/my-sessions/{session}/certificate")).StatusCode);
        var training = (await second.Client.GetJsonAsync($"{Api}/my-path")).GetProperty("trainings").EnumerateArray().Single();
        Assert.Equal((120, "listening to a colleague"), (training.GetProperty("minutes").GetInt32(), training.GetProperty("topics")[0].GetString()));
    }

    [Fact]
    public async Task A_wrong_code_is_counted_though_it_is_refused()
    {
        var person = await _world.SupporterAsync("Sam");
        var session = await _world.PlanAsync();
        await person.Client.PostAsync($"{Api}/my-sessions/{session}/enrolment");
        _world.Clock.Move(TimeSpan.FromHours(1));
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(HttpStatusCode.BadRequest, (await person.Client.PostAsJsonAsync($"{Api}/my-sessions/{session}/check-in", new { code = "not it" })).StatusCode);
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, (await person.Client.PostAsJsonAsync($"{Api}/my-sessions/{session}/check-in", new { code = "not it" })).StatusCode);
    }

    [Fact]
    public async Task The_last_seat_goes_to_one_of_many_who_ask_at_once()
    {
        var people = new List<(Guid Id, HttpClient Client)>();
        for (var i = 0; i < 8; i++)
        {
            people.Add(await _world.SupporterAsync($"Person {i}"));
        }

        var session = await _world.PlanAsync(seats: 1);
        var answers = await Task.WhenAll(people.Select(p => p.Client.PostAsync($"{Api}/my-sessions/{session}/enrolment")));

        Assert.Equal(1, answers.Count(a => Mine(a) == "seat"));
        Assert.Equal(7, answers.Count(a => Mine(a) == "waiting"));
    }

    [Fact]
    public async Task Another_agency_sees_none_of_it()
    {
        var (id, _) = await _world.SupporterAsync("Sam");
        var session = await _world.PlanAsync();
        using var other = _world.Platform.Client(Guid.CreateVersion7(), TrainingWorld.Network, null, Role.Coordinator, Role.Trainer);

        Assert.Equal(HttpStatusCode.NotFound, (await other.GetAsync($"{Api}/supporters/{id}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await other.GetAsync($"{Api}/sessions/{session}")).StatusCode);
        Assert.Equal(0, (await other.GetJsonAsync($"{Api}/board")).GetProperty("supporters").GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task Rules_of_a_jurisdiction_are_chosen_and_say_their_source()
    {
        var rules = await TrainingWorld.ReadAsync(await _world.Coordinator.PutAsJsonAsync($"{Api}/rules?lang=es", new { jurisdiction = "us-ia" }));

        Assert.Equal("us-ia", rules.GetProperty("jurisdiction").GetString());
        Assert.Contains(rules.GetProperty("requirements").EnumerateArray(), r => r.GetProperty("source").GetString()!.Contains("232.69", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.BadRequest, (await _world.Coordinator.PutAsJsonAsync($"{Api}/rules", new { jurisdiction = "us-xx" })).StatusCode);
    }

    [Fact]
    public async Task An_agency_adds_topics_of_its_own_and_teaches_them()
    {
        var added = await _world.Coordinator.PostAsync($"{Api}/topics", new { nameEn = "winter roads", nameEs = "caminos de invierno", aboutEn = "", aboutEs = "" });
        var code = added.GetProperty("code").GetString()!;
        var person = await _world.SupporterAsync("Sam");
        await _world.HoldAsync(await _world.PlanAsync(topics: [code]), person);

        var training = (await person.Client.GetJsonAsync($"{Api}/my-path?lang=es")).GetProperty("trainings").EnumerateArray().Single();
        Assert.Equal("caminos de invierno", training.GetProperty("topics")[0].GetString());
    }

    [Fact]
    public async Task Somebody_whom_tenancy_does_not_know_cannot_be_taken_up() =>
        Assert.Equal(
            HttpStatusCode.BadRequest, (await _world.Coordinator.PostAsJsonAsync($"{Api}/supporters", new { memberId = Guid.NewGuid(), joinedOn = _world.Today })).StatusCode);

    [Theory]
    [InlineData("equivalences", """{"trainedOn":"1990-01-01","liveMinutes":60}""")]
    [InlineData("equivalences", """{"trainedOn":"2026-01-01","liveMinutes":-1}""")]
    [InlineData("equivalences", """{"trainedOn":"2026-01-01","topics":["unheard-of"]}""")]
    [InlineData("equivalences", """{"trainedOn":"2026-01-01"}""")]
    [InlineData("leaves", """{"from":"1990-01-01"}""")]
    [InlineData("leaves", """{"through":"2026-01-01"}""")]
    [InlineData("meetings", """{"heldOn":"1990-01-01","kind":"supervision"}""")]
    [InlineData("meetings", """{"kind":"lunch"}""")]
    public async Task What_cannot_be_meant_is_not_put_on_record(string what, string body)
    {
        var (id, _) = await _world.SupporterAsync("Sam");
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");

        Assert.Equal(HttpStatusCode.BadRequest, (await _world.Coordinator.PostAsync($"{Api}/supporters/{id}/{what}", content)).StatusCode);
    }

    private static string? Mine(JsonElement session) => session.GetProperty("mine").GetString();
}
