using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using PeerPlatform.Contracts.Access;
using PeerPlatform.Platform.Calendar;
using PeerPlatform.Testing;

namespace PeerPlatform.Training.Tests;

/// <summary>Barriers, proposals and the practice library, through HTTP on a real host (P-4.5, P-4.6, P-4.10).</summary>
public sealed class PracticeTests : IAsyncLifetime
{
    private const string Api = TrainingWorld.Api;
    private TrainingWorld _world = null!;

    public async ValueTask InitializeAsync() => _world = await TrainingWorld.StartAsync();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task What_stands_in_the_way_is_told_after_the_quarter_by_kind_and_of_five_or_more()
    {
        var people = new List<(Guid Id, HttpClient Client)>();
        for (var i = 0; i < 8; i++)
        {
            people.Add(await _world.SupporterAsync($"Person {i}"));
        }

        for (var i = 0; i < people.Count; i++)
        {
            await people[i].Client.PostAsync($"{Api}/my-barriers", new { kinds = i < 4 ? new[] { "whoLeads", "access" } : ["whoLeads"] });
        }

        Assert.All(await FiguresAsync(), figure => Assert.Null(figure.AtLeast));
        _world.Clock.Move(TimeSpan.FromDays(Quarter.Of(_world.Today).Last.DayNumber - _world.Today.DayNumber + 1));

        var figures = await FiguresAsync();
        Assert.Equal(5, Assert.Single(figures, f => f.AtLeast is not null).AtLeast);
        Assert.Equal("whoLeads", figures.Single(f => f.AtLeast is not null).Kind);
    }

    [Fact]
    public async Task Nobody_reads_whose_barrier_it_is_and_a_person_names_once_a_quarter()
    {
        var sam = await _world.SupporterAsync("Sam Rivera");
        Assert.False((await sam.Client.GetJsonAsync($"{Api}/my-barriers")).GetProperty("named").GetBoolean());

        var named = await sam.Client.PostAsync($"{Api}/my-barriers", new { kinds = new[] { "tooClose" } });

        Assert.Equal($"{Quarter.Of(_world.Today).Next.First:yyyy-MM-dd}", named.GetProperty("nextFrom").GetString());
        var mine = await sam.Client.GetJsonAsync($"{Api}/my-barriers");
        Assert.Equal(["named", "nextFrom"], mine.EnumerateObject().Select(p => p.Name));
        Assert.Equal(HttpStatusCode.Conflict, (await sam.Client.PostAsJsonAsync($"{Api}/my-barriers", new { kinds = new[] { "tooClose" } })).StatusCode);
        Assert.DoesNotContain(sam.Id.ToString(), (await _world.Coordinator.GetJsonAsync($"{Api}/barriers")).ToString(), StringComparison.OrdinalIgnoreCase);
        Assert.Equal(HttpStatusCode.Forbidden, (await _world.Trainer.GetAsync($"{Api}/barriers")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await sam.Client.GetAsync($"{Api}/barriers")).StatusCode);
    }

    [Theory]
    [InlineData("""{"kinds":[]}""")]
    [InlineData("""{}""")]
    [InlineData("""{"kinds":["the trainer"]}""")]
    [InlineData("""{"kinds":["other"],"because":"I knew him."}""")]
    public async Task Only_kinds_are_taken_and_never_words(string body)
    {
        var sam = await _world.SupporterAsync("Sam Rivera");
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");

        Assert.Equal(HttpStatusCode.BadRequest, (await sam.Client.PostAsync($"{Api}/my-barriers", content)).StatusCode);
    }

    [Fact]
    public async Task A_proposal_with_votes_and_help_becomes_a_topic_that_can_be_taught()
    {
        var (sam, ana) = (await _world.SupporterAsync("Sam Rivera"), await _world.SupporterAsync("Ana Ortiz"));
        var proposed = await sam.Client.PostAsync($"{Api}/proposals", new { title = "Night shifts", about = "What they do to us." });
        var id = proposed.GetProperty("id").GetGuid();
        await ana.Client.PutAsJsonAsync($"{Api}/proposals/{id}/vote", new { });
        var hers = await TrainingWorld.ReadAsync(await ana.Client.PutAsJsonAsync($"{Api}/proposals/{id}/help", new { ways = new[] { "lead" } }));
        Assert.Equal((2, true, 1, false), (hers.GetProperty("votes").GetInt32(), hers.GetProperty("myVote").GetBoolean(), hers.GetProperty("helpers").GetInt32(), hers.GetProperty("mine").GetBoolean()));
        Assert.DoesNotContain("Sam Rivera", hers.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(sam.Id.ToString(), hers.ToString(), StringComparison.OrdinalIgnoreCase);

        var planned = (await _world.Trainer.GetJsonAsync($"{Api}/curriculum/proposals")).GetProperty("items")[0];
        Assert.Equal(["Ana Ortiz"], planned.GetProperty("help").EnumerateArray().Select(h => h.GetProperty("name").GetString()));
        Assert.DoesNotContain("Sam Rivera", planned.ToString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await _world.Trainer.PostAsJsonAsync($"{Api}/curriculum/proposals/{id}/answer", new { reason = "No." })).StatusCode);
        var taken = await _world.Coordinator.PostAsync($"{Api}/curriculum/proposals/{id}/taken", new { nameEn = "night shifts", nameEs = "turnos de noche" });

        Assert.Equal(("taken", "night shifts"), (taken.GetProperty("state").GetString(), taken.GetProperty("topic").GetString()));
        var topics = await _world.Trainer.GetJsonAsync($"{Api}/topics?lang=es");
        Assert.Contains(topics.EnumerateArray(), t => t.GetProperty("name").GetString() == "turnos de noche");
        var decided = (await sam.Client.GetJsonAsync($"{Api}/proposals?decided=true&lang=es")).GetProperty("items")[0];
        Assert.Equal("turnos de noche", decided.GetProperty("topic").GetString());
        Assert.Equal(HttpStatusCode.Conflict, (await ana.Client.DeleteAsync($"{Api}/proposals/{id}/vote")).StatusCode);
    }

    [Fact]
    public async Task A_proposal_that_is_not_taken_has_a_reason_that_everybody_reads()
    {
        var sam = await _world.SupporterAsync("Sam Rivera");
        var id = (await sam.Client.PostAsync($"{Api}/proposals", new { title = "Night shifts" })).GetProperty("id").GetGuid();

        Assert.Equal(HttpStatusCode.BadRequest, (await _world.Coordinator.PostAsJsonAsync($"{Api}/curriculum/proposals/{id}/answer", new { reason = " " })).StatusCode);
        await _world.Coordinator.PostAsync($"{Api}/curriculum/proposals/{id}/answer", new { reason = "The network teaches this in May; we join in." });

        Assert.Equal(0, (await sam.Client.GetJsonAsync($"{Api}/proposals")).GetProperty("total").GetInt32());
        var decided = (await sam.Client.GetJsonAsync($"{Api}/proposals?decided=true")).GetProperty("items")[0];
        Assert.Equal(("answered", "The network teaches this in May; we join in."), (decided.GetProperty("state").GetString(), decided.GetProperty("answer").GetString()));
    }

    [Fact]
    public async Task The_same_topic_is_proposed_once_and_five_of_one_person_wait_at_most()
    {
        var sam = await _world.SupporterAsync("Sam Rivera");
        var first = await sam.Client.PostAsync($"{Api}/proposals", new { title = "Topic 1" });
        Assert.Equal(HttpStatusCode.Conflict, (await sam.Client.PostAsJsonAsync($"{Api}/proposals", new { title = " topic 1 " })).StatusCode);
        for (var i = 2; i <= 5; i++)
        {
            await sam.Client.PostAsync($"{Api}/proposals", new { title = $"Topic {i}" });
        }

        Assert.Equal(HttpStatusCode.Conflict, (await sam.Client.PostAsJsonAsync($"{Api}/proposals", new { title = "Topic 6" })).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await sam.Client.DeleteAsync($"{Api}/proposals/{first.GetProperty("id").GetGuid()}")).StatusCode);
        await sam.Client.PostAsync($"{Api}/proposals", new { title = "Topic 6" });
    }

    [Fact]
    public async Task Votes_that_come_at_once_are_all_counted()
    {
        var people = new List<(Guid Id, HttpClient Client)>();
        for (var i = 0; i < 8; i++)
        {
            people.Add(await _world.SupporterAsync($"Person {i}"));
        }

        var id = (await people[0].Client.PostAsync($"{Api}/proposals", new { title = "Night shifts" })).GetProperty("id").GetGuid();
        await Task.WhenAll(people.Select(p => p.Client.PutAsJsonAsync($"{Api}/proposals/{id}/vote", new { })));

        Assert.Equal(8, (await people[0].Client.GetJsonAsync($"{Api}/proposals")).GetProperty("items")[0].GetProperty("votes").GetInt32());
    }

    [Fact]
    public async Task The_library_is_read_and_searched_by_supporters_in_their_language()
    {
        var sam = await _world.SupporterAsync("Sam Rivera");

        var all = await sam.Client.GetJsonAsync($"{Api}/library");
        var found = await sam.Client.GetJsonAsync($"{Api}/library?search=jefatura%20CONVERSACION&lang=es");
        var safety = await sam.Client.GetJsonAsync($"{Api}/library/safety-together?lang=es");

        Assert.True(all.GetArrayLength() >= 7);
        Assert.Equal(["meeting-as-equals"], found.EnumerateArray().Select(e => e.GetProperty("code").GetString()));
        Assert.Equal("es", safety.GetProperty("language").GetString());
        Assert.Equal(1, (await sam.Client.GetJsonAsync($"{Api}/library?kind=safety")).GetArrayLength());
        Assert.Equal(HttpStatusCode.BadRequest, (await sam.Client.GetAsync($"{Api}/library?kind=lunch")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await sam.Client.GetAsync($"{Api}/library/unheard-of")).StatusCode);
        using var member = _world.Platform.Client(TrainingWorld.Agency, TrainingWorld.Network, Guid.CreateVersion7(), Role.Member);
        Assert.Equal(HttpStatusCode.Forbidden, (await member.GetAsync($"{Api}/library")).StatusCode);
    }

    [Fact]
    public async Task An_agency_adds_changes_and_withdraws_its_own_texts_and_another_agency_sees_none()
    {
        var sam = await _world.SupporterAsync("Sam Rivera");
        var code = (await _world.Coordinator.PostAsync(
            $"{Api}/library", new { kind = "other", titleEn = "After a storm call", textEn = "Breathe.\nCall the desk." })).GetProperty("code").GetString();

        var read = await sam.Client.GetJsonAsync($"{Api}/library/{code}?lang=es");
        Assert.Equal(("en", 2, true), (read.GetProperty("language").GetString(), read.GetProperty("parts")[0].GetProperty("lines").GetArrayLength(), read.GetProperty("own").GetBoolean()));
        await TrainingWorld.ReadAsync(await _world.Coordinator.PutAsJsonAsync(
            $"{Api}/library/{code}", new { kind = "other", titleEn = "After a storm call", textEn = "Breathe.", titleEs = "Tras la tormenta", textEs = "Respira." }));
        Assert.Equal("Tras la tormenta", (await sam.Client.GetJsonAsync($"{Api}/library/{code}?lang=es")).GetProperty("title").GetString());
        using var other = _world.Platform.Client(Guid.CreateVersion7(), TrainingWorld.Network, null, Role.Coordinator);
        Assert.Equal(HttpStatusCode.NotFound, (await other.GetAsync($"{Api}/library/{code}")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await sam.Client.DeleteAsync($"{Api}/library/{code}")).StatusCode);
        await TrainingWorld.ReadAsync(await _world.Coordinator.DeleteAsync($"{Api}/library/{code}"));

        Assert.Equal(HttpStatusCode.Gone, (await sam.Client.GetAsync($"{Api}/library/{code}")).StatusCode);
        Assert.DoesNotContain("storm", (await sam.Client.GetJsonAsync($"{Api}/library")).ToString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Conflict, (await _world.Coordinator.DeleteAsync($"{Api}/library/therapy-zone")).StatusCode);
    }

    private async Task<List<(string Kind, int? AtLeast)>> FiguresAsync() =>
    [
        .. (await _world.Coordinator.GetJsonAsync($"{Api}/barriers")).EnumerateArray()
            .SelectMany(q => q.GetProperty("figures").EnumerateArray())
            .Select(f => (f.GetProperty("kind").GetString()!, f.GetProperty("atLeast") is { ValueKind: JsonValueKind.Number } told ? told.GetInt32() : (int?)null)),
    ];
}
