using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using PeerPlatform.Testing;

namespace PeerPlatform.EndToEnd.Tests;

public sealed class JourneyTests(Demonstration demonstration) : IClassFixture<Demonstration>
{
    private EmbeddedProcess Platform => demonstration.Platform;

    [Fact]
    public async Task A_wave_goes_from_opening_to_the_network_s_release()
    {
        var wave = await Journey.OpenWaveAsync(Platform, Demonstration.Password);
        var shown = await Journey.AnswerAsync(Platform, wave, people: 12, Demonstration.Password);
        Assert.All(shown, scores => Assert.Equal(3, scores.GetProperty("scores").GetArrayLength()));

        var open = await wave.Coordinator.GetJsonAsync($"/api/assessment/v1/waves/{wave.Id}");
        Assert.Equal(10, open.GetProperty("answered").GetProperty("value").GetInt32());
        await wave.Coordinator.PostAsync($"/api/assessment/v1/waves/{wave.Id}/close");

        var results = await wave.Coordinator.GetJsonAsync($"/api/assessment/v1/waves/{wave.Id}/results");
        var agency = results.GetProperty("groups").EnumerateArray().Single(g => g.GetProperty("kind").GetString() == "agency");
        Assert.True(agency.GetProperty("shown").GetBoolean());
        Assert.Equal(12, agency.GetProperty("answered").GetInt32());

        using var nora = await SignedIn.AsAsync(Platform.Portal, "nora@network.example", Demonstration.Password);
        await Eventually.HoldsAsync(
            async () => (await nora.GetJsonAsync("/api/reporting/v1/waiting")).EnumerateArray()
                .Any(w => w.GetProperty("instrument").GetProperty("code").GetString() == "cbi"),
            "the wave's facts reach reporting");
        var release = await nora.PostAsync("/api/reporting/v1/releases", new { instrument = "cbi" });
        var id = release.GetProperty("id").GetString();

        var page = await nora.GetJsonAsync($"/api/reporting/v1/releases/{id}");
        Assert.True(page.GetProperty("chainIntact").GetBoolean());
        foreach (var row in page.GetProperty("table").GetProperty("rows").EnumerateArray().Where(r => r.GetProperty("shown").GetBoolean()))
        {
            Assert.All(
                row.GetProperty("scales").EnumerateArray().SelectMany(s => s.GetProperty("bands").EnumerateArray()),
                band => Assert.NotInRange(band.GetProperty("count").GetInt32(), 1, 10));
        }

        var ledger = await nora.GetJsonAsync("/api/reporting/v1/releases?page=1&size=10");
        Assert.Contains(ledger.GetProperty("items").EnumerateArray(), item => item.GetProperty("id").GetString() == id);
    }

    [Fact]
    public async Task After_closing_an_answer_is_refused()
    {
        var wave = await Journey.OpenWaveAsync(Platform, Demonstration.Password, instrument: "pressures");
        var member = Assert.Single(await Journey.MembersAsync(Platform, wave.Coordinator, 1, Demonstration.Password));
        var ticket = await Journey.TakeInvitationAsync(member, wave);
        using var collect = SignedIn.Nobody(Platform.Collect);
        var answers = await Journey.AllFirstChoicesAsync(collect, ticket);
        await wave.Coordinator.PostAsync($"/api/assessment/v1/waves/{wave.Id}/close");

        using var late = await collect.PostAsJsonAsync("/collect/v1/answers", new { ticket, lang = "en", answers }, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Gone, late.StatusCode);
        Assert.Equal("application/problem+json", late.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task The_demonstration_has_twelve_agencies_from_the_file_and_importing_it_again_changes_nothing()
    {
        using var nora = await SignedIn.AsAsync(Platform.Portal, "nora@network.example", Demonstration.Password);
        await using var file = File.OpenRead(Path.Combine(Path.GetDirectoryName(EmbeddedProcess.Program)!, "demonstration", "network-case.csv"));
        using var body = new StreamContent(file);
        body.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        using var uploaded = await nora.PostAsync(new Uri("/api/tenancy/v1/onboarding?fileName=again.csv", UriKind.Relative), body, TestContext.Current.CancellationToken);
        var id = (await uploaded.ReadAsync()).GetProperty("id").GetString();
        var preview = await Eventually.GetAsync(
            () => nora.GetJsonAsync($"/api/tenancy/v1/onboarding/{id}"), p => p.GetProperty("state").GetString() != "reading", "the preview is ready");

        Assert.Equal(12, preview.GetProperty("agencies").GetProperty("unchanged").GetInt32());
        foreach (var kind in new[] { "agencies", "teams", "members" })
        {
            Assert.Equal(0, preview.GetProperty(kind).GetProperty("new").GetInt32());
            Assert.Equal(0, preview.GetProperty(kind).GetProperty("changed").GetInt32());
        }
    }

    [Theory]
    [InlineData("tenancy")]
    [InlineData("assessment")]
    [InlineData("reporting")]
    public async Task Each_service_describes_its_api(string service)
    {
        using var visitor = SignedIn.Nobody(Platform.Portal);

        var document = await visitor.GetJsonAsync($"/openapi/{service}.json");

        var operations = document.GetProperty("paths").EnumerateObject().SelectMany(p => p.Value.EnumerateObject()).ToList();
        Assert.NotEmpty(operations);
        Assert.All(operations, o => Assert.True(o.Value.TryGetProperty("summary", out _), $"{o.Name} has no summary"));
    }

    [Fact]
    public async Task A_program_gets_problem_json_naming_field_reason_and_remedy()
    {
        using var casey = await SignedIn.AsAsync(Platform.Portal, "casey.coordinator@massup.example", Demonstration.Password);
        using var answer = await casey.PostAsJsonAsync("/api/assessment/v1/waves", new { title = "x", instrument = "nothing-like-it", teamIds = Array.Empty<string>(), closesOn = "2030-01-01" }, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        Assert.NotEmpty(problem.GetProperty("field").GetString()!);
        Assert.NotEmpty(problem.GetProperty("title").GetString()!);
        Assert.NotEmpty(problem.GetProperty("remedy").GetString()!);
    }
}
