using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using PeerPlatform.Contracts.Access;
using PeerPlatform.Contracts.Events;
using PeerPlatform.Testing;

namespace PeerPlatform.Training.Tests;

/// <summary>A policy from its template to a version that everybody is asked for again (P-1.6), through HTTP on a real host.</summary>
public sealed class PolicyTests : IAsyncLifetime
{
    private const string Api = TrainingWorld.Api;
    private TrainingWorld _world = null!;

    public async ValueTask InitializeAsync() => _world = await TrainingWorld.StartAsync();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task An_agency_starts_with_four_policies_of_which_nothing_is_published()
    {
        var policies = (await _world.Coordinator.GetJsonAsync($"{Api}/policies?lang=es")).EnumerateArray().ToList();

        Assert.Equal(["ethics-code", "confidentiality", "role-dos-and-donts", "emergency-protocol"], policies.Select(p => p.GetProperty("policy").GetString()));
        Assert.Equal("código de ética", policies[0].GetProperty("name").GetString());
        Assert.All(policies, p => Assert.Equal(0, p.GetProperty("versions").GetArrayLength()));
        Assert.Equal(0, (await _world.Coordinator.GetJsonAsync($"{Api}/set-up")).GetProperty("facts").GetArrayLength());
    }

    [Theory]
    [InlineData("ethics-code", "en")]
    [InlineData("confidentiality", "es")]
    [InlineData("role-dos-and-donts", "en")]
    [InlineData("emergency-protocol", "es")]
    public async Task A_template_is_published_once_its_places_are_filled_in_and_not_before(string policy, string language)
    {
        var begun = await _world.Coordinator.PostAsync($"{Api}/policies/{policy}/draft", new { from = "template", language });
        Assert.NotEqual(0, begun.GetProperty("openPlaces").GetArrayLength());
        var early = await RefusedAsync(await PublishAsync(policy, 1));
        Assert.Equal(("text", 400), (early.Field, early.Status));

        var filled = await TrainingWorld.ReadAsync(await SaveAsync(policy, Filled(begun), 1));
        Assert.Equal(0, filled.GetProperty("openPlaces").GetArrayLength());
        var published = await TrainingWorld.ReadAsync(await PublishAsync(policy, 2), HttpStatusCode.Created);

        Assert.Equal((1, language), (published.GetProperty("version").GetInt32(), published.GetProperty("language").GetString()));
        var file = await _world.Coordinator.GetJsonAsync($"{Api}/policies/{policy}");
        Assert.Equal(JsonValueKind.Null, file.GetProperty("draft").ValueKind);
        Assert.Equal(1, file.GetProperty("versions").GetArrayLength());
        Assert.Equal([policy], (await _world.Coordinator.GetJsonAsync($"{Api}/set-up")).GetProperty("facts").EnumerateArray().Select(f => f.GetString()));
    }

    [Fact]
    public async Task A_new_version_stands_on_everybody_s_path_at_once_and_what_hangs_on_it_follows_on_its_day()
    {
        var (id, sam) = await _world.QualifiedAsync("Sam Rivera");
        var required = _world.Today.AddDays(14);
        await _world.Coordinator.PostAsync($"{Api}/policies", new { policy = "ethics-code", requiredFrom = required, text = "We name gifts.", language = "en", changes = "Gifts are named." });

        var path = await sam.GetJsonAsync($"{Api}/my-path");
        var step = path.GetProperty("steps").EnumerateArray().Single(s => s.GetProperty("code").GetString() == "ethics");
        Assert.Equal("lapsing", path.GetProperty("state").GetString());
        Assert.Equal(2, step.GetProperty("attests").GetProperty("version").GetInt32());
        Assert.Equal(Iso(required), step.GetProperty("lapsesOn").GetString());
        Assert.Equal("Gifts are named.", (await sam.GetJsonAsync($"{Api}/policies/ethics-code/2")).GetProperty("changes").GetString());

        var counts = (await _world.Coordinator.GetJsonAsync($"{Api}/policies/ethics-code")).GetProperty("versions")[0].GetProperty("counts");
        Assert.Equal((0, 1, 0, 1), (Int(counts, "attested"), Int(counts, "asked"), Int(counts, "overdue"), Int(counts, "hanging")));

        _world.Clock.Move(TimeSpan.FromDays(15));
        await Eventually.HoldsAsync(async () => (await _world.LookAsync(), _world.Heard.Of(id).Count).Count == 2, "SupporterQualificationLapsed");
        Assert.IsType<SupporterQualificationLapsed>(_world.Heard.Of(id)[^1]);
        counts = (await _world.Coordinator.GetJsonAsync($"{Api}/policies/ethics-code")).GetProperty("versions")[0].GetProperty("counts");
        Assert.Equal((0, 1, 0), (Int(counts, "asked"), Int(counts, "overdue"), Int(counts, "hanging")));
    }

    [Fact]
    public async Task A_policy_without_which_nobody_was_held_up_is_asked_of_the_qualified_from_its_day_on()
    {
        var (_, sam) = await _world.QualifiedAsync("Sam Rivera");
        Assert.DoesNotContain((await sam.GetJsonAsync($"{Api}/my-path")).GetProperty("steps").EnumerateArray(), s => s.GetProperty("code").GetString() == "confidentiality");

        await _world.Coordinator.PostAsync($"{Api}/policies", new { policy = "confidentiality", requiredFrom = _world.Today, text = "It stays between us.", language = "en" });
        Assert.Equal("notQualified", (await sam.GetJsonAsync($"{Api}/my-path")).GetProperty("state").GetString());
        await sam.PostAsync($"{Api}/policies/confidentiality/1/attestation");

        Assert.NotEqual("notQualified", (await sam.GetJsonAsync($"{Api}/my-path")).GetProperty("state").GetString());
    }

    [Fact]
    public async Task Who_gave_their_word_when_is_on_record_for_every_version()
    {
        var (id, _) = await _world.QualifiedAsync("Sam Rivera");
        await _world.SupporterAsync("Ana Later");
        await _world.PublishEthicsAsync();

        var first = await _world.Coordinator.GetJsonAsync($"{Api}/policies/ethics-code/versions/1");
        var second = await _world.Coordinator.GetJsonAsync($"{Api}/policies/ethics-code/versions/2");

        Assert.Contains("keep what we hear", first.GetProperty("policy").GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.Equal([("Ana Later", "replaced", null), ("Sam Rivera", "attested", Iso(_world.Today))], People(first));
        Assert.Equal([("Ana Later", "overdue", null), ("Sam Rivera", "overdue", null)], People(second));
        Assert.Equal(id, first.GetProperty("people").GetProperty("items")[1].GetProperty("memberId").GetGuid());
        Assert.Equal(HttpStatusCode.NotFound, (await _world.Coordinator.GetAsync($"{Api}/policies/ethics-code/versions/3")).StatusCode);
    }

    [Fact]
    public async Task Two_who_write_at_once_lose_nothing()
    {
        await _world.Coordinator.PostAsync($"{Api}/policies/ethics-code/draft", new { from = "template", language = "en" });

        var saved = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => SaveAsync("ethics-code", $"Words of writer {i}.", 1)));

        var taken = Assert.Single(saved, s => s.StatusCode == HttpStatusCode.OK);
        Assert.All(saved.Except([taken]), s => Assert.Equal(HttpStatusCode.Conflict, s.StatusCode));
        var kept = (await taken.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("text").GetString();
        Assert.Equal(kept, (await _world.Coordinator.GetJsonAsync($"{Api}/policies/ethics-code")).GetProperty("draft").GetProperty("text").GetString());
        Assert.Equal(HttpStatusCode.Conflict, (await PublishAsync("ethics-code", 1)).StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, (await _world.Coordinator.DeleteAsync($"{Api}/policies/ethics-code/draft?basedOn=1")).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await _world.Coordinator.DeleteAsync($"{Api}/policies/ethics-code/draft?basedOn=2")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await PublishAsync("ethics-code", 2)).StatusCode);
    }

    [Fact]
    public async Task The_next_text_begins_with_the_newest_version_and_there_is_one_at_a_time()
    {
        await _world.PublishEthicsAsync();
        var begun = await _world.Coordinator.PostAsync($"{Api}/policies/ethics-code/draft", new { from = "newest" });

        Assert.Contains("keep what we hear", begun.GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.Equal(
            HttpStatusCode.Conflict, (await _world.Coordinator.PostAsJsonAsync($"{Api}/policies/ethics-code/draft", new { from = "newest" })).StatusCode);
        Assert.Equal(
            HttpStatusCode.BadRequest, (await _world.Coordinator.PostAsJsonAsync($"{Api}/policies/confidentiality/draft", new { from = "newest" })).StatusCode);
        Assert.Equal(
            HttpStatusCode.NotFound, (await _world.Coordinator.PostAsJsonAsync($"{Api}/policies/house-rules/draft", new { from = "template", language = "en" })).StatusCode);
        var silent = await RefusedAsync(await PublishAsync("ethics-code", 1));
        Assert.Equal("changes", silent.Field);
    }

    [Fact]
    public async Task Another_agency_sees_no_policy_of_ours()
    {
        await _world.PublishEthicsAsync();
        await _world.Coordinator.PostAsync($"{Api}/policies/ethics-code/draft", new { from = "newest" });
        using var other = _world.Platform.Client(Guid.CreateVersion7(), TrainingWorld.Network, null, Role.Member, Role.Coordinator);

        var theirs = await other.GetJsonAsync($"{Api}/policies/ethics-code");

        Assert.Equal((0, JsonValueKind.Null), (theirs.GetProperty("versions").GetArrayLength(), theirs.GetProperty("draft").ValueKind));
        Assert.Equal(HttpStatusCode.NotFound, (await other.GetAsync($"{Api}/policies/ethics-code/versions/1")).StatusCode);
    }

    [Fact]
    public async Task Planned_sessions_tell_which_topics_are_taken_care_of()
    {
        await _world.PlanAsync(topics: ["values-and-ethics", "role-conflict", "lived-experience"]);
        Assert.Equal(0, (await _world.Coordinator.GetJsonAsync($"{Api}/set-up")).GetProperty("facts").GetArrayLength());

        await _world.PlanAsync(topics: ["vicarious-trauma", "mandated-reporting"]);

        Assert.Equal(
            ["essential-topics", "mandated-reporting"],
            (await _world.Coordinator.GetJsonAsync($"{Api}/set-up")).GetProperty("facts").EnumerateArray().Select(f => f.GetString()));
    }

    private Task<HttpResponseMessage> SaveAsync(string policy, string text, int basedOn) =>
        _world.Coordinator.PutAsJsonAsync($"{Api}/policies/{policy}/draft", new { text, basedOn });

    private Task<HttpResponseMessage> PublishAsync(string policy, int draft) =>
        _world.Coordinator.PostAsJsonAsync($"{Api}/policies", new { policy, requiredFrom = _world.Today, draft });

    private static string Filled(JsonElement draft) => draft.GetProperty("openPlaces").EnumerateArray()
        .Aggregate(draft.GetProperty("text").GetString()!, (text, place) => text.Replace($"[[{place.GetString()}]]", "Jo Park, 617-555-0101", StringComparison.Ordinal));

    private static async Task<(int Status, string? Field)> RefusedAsync(HttpResponseMessage answer)
    {
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
        return ((int)answer.StatusCode, problem.TryGetProperty("field", out var field) ? field.GetString() : null);
    }

    private static IEnumerable<(string?, string?, string?)> People(JsonElement version) => version.GetProperty("people").GetProperty("items").EnumerateArray()
        .Select(p => (p.GetProperty("name").GetString(), p.GetProperty("state").GetString(), p.GetProperty("attestedOn").GetString()));

    private static string Iso(DateOnly day) => day.ToString("O", System.Globalization.CultureInfo.InvariantCulture);

    private static int Int(JsonElement counts, string name) => counts.GetProperty(name).GetInt32();
}
