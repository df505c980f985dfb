using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using PeerPlatform.Contracts.Access;
using PeerPlatform.Testing;

namespace PeerPlatform.EndToEnd.Tests;

/// <summary>
/// Each service as a process of its own with nothing beside it but an address of published keys (P-1.3): it does its own
/// job, and says plainly what it cannot do now.
/// </summary>
public sealed class AloneTests
{
    [Fact]
    public async Task Assessment_alone_lets_an_agencys_own_system_ask_and_read_what_people_said()
    {
        await using var issuer = await TestIssuer.StartAsync();
        await using var assessment = await ServiceProcess.StartAsync("assessment", issuer.Keys);
        using var system = assessment.Client(issuer.ClientToken(
            Guid.NewGuid(), Guid.NewGuid(), [ServiceName.Assessment], "assessment:invite-by-count", "assessment:run-waves", "assessment:see-agency-results"));

        var opened = await system.PostAsync("/api/assessment/v1/waves/by-count", new
        {
            title = "How are we",
            instrument = "cbi",
            closesOn = DateOnly.FromDateTime(DateTime.UtcNow.AddDays(7)),
            agencyName = "Harbor Crisis Line",
            timeZone = "America/New_York",
            groups = new[] { new { name = "Night shift", people = 8 } },
        });
        var wave = opened.GetProperty("wave").GetProperty("id").GetString();
        using var nobody = assessment.Client(null);
        foreach (var ticket in opened.GetProperty("groups")[0].GetProperty("tickets").EnumerateArray().Select(t => t.GetString()!).Take(6))
        {
            await nobody.PostAsync("/collect/v1/answers", new { ticket, lang = "en", answers = await Journey.AllFirstChoicesAsync(nobody, ticket) });
        }

        await system.PostAsync($"/api/assessment/v1/waves/{wave}/close");
        var results = await system.GetJsonAsync($"/api/assessment/v1/waves/{wave}/results");
        Assert.Equal(75, results.GetProperty("wave").GetProperty("responseRate").GetProperty("value").GetInt32());
        Assert.True(results.GetProperty("groups")[0].GetProperty("shown").GetBoolean());

        // What needs the members of tenancy says so.
        using var coordinator = assessment.Client(issuer.Token(Guid.NewGuid(), Guid.NewGuid(), null, null, Role.Coordinator));
        var (status, type) = await RefusedAsync(coordinator, "/api/assessment/v1/waves", new
        {
            title = "How are we", instrument = "cbi", teamIds = Array.Empty<string>(), closesOn = DateOnly.FromDateTime(DateTime.UtcNow.AddDays(7)),
        });
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "urn:peerplatform:directory-silent"), (status, type));
    }

    [Fact]
    public async Task Reporting_alone_shows_its_ledger_and_says_that_nothing_waits()
    {
        await using var issuer = await TestIssuer.StartAsync();
        await using var reporting = await ServiceProcess.StartAsync("reporting", issuer.Keys);
        var network = Guid.NewGuid();
        using var system = reporting.Client(issuer.ClientToken(network, network, [ServiceName.Reporting], "reporting:network-releases"));

        Assert.Equal(0, (await system.GetJsonAsync("/api/reporting/v1/releases")).GetProperty("total").GetInt32());
        Assert.Empty((await system.GetJsonAsync("/api/reporting/v1/waiting")).EnumerateArray());
        var (status, type) = await RefusedAsync(system, "/api/reporting/v1/releases", new { instrument = "cbi", version = 1 });
        Assert.Equal((HttpStatusCode.Conflict, "urn:peerplatform:nothing-waiting"), (status, type));
    }

    [Fact]
    public async Task Tenancy_alone_makes_a_network_brings_people_in_and_signs_people_and_systems_in()
    {
        await using var tenancy = await ServiceProcess.StartAsync("tenancy", null);
        var link = (await File.ReadAllTextAsync(Path.Combine(tenancy.Folder, "first-set-up.txt"))).Trim();
        using var nobody = tenancy.Client(null);
        await nobody.PostAsync("/api/tenancy/v1/setup-links/redeem", new
        {
            token = link.Split('/')[^1], password = "four warm words here", networkName = "Coast", givenName = "Nora", familyName = "Quill", email = "nora@coast.example",
        });
        using var nora = await SignedIn.AsAsync(tenancy.Address, "nora@coast.example", "four warm words here");
        var made = await nora.PostAsync("/api/tenancy/v1/api-clients", new { name = "Reports", scopes = new[] { "reporting:network-releases" } });
        var token = await SignedIn.TokenAsync(nobody, new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials", ["client_id"] = made.GetProperty("clientId").GetString()!, ["client_secret"] = made.GetProperty("clientSecret").GetString()!,
        });

        Assert.Equal("reporting:network-releases", token.GetProperty("scope").GetString());
    }

    [Fact]
    public async Task The_portal_alone_offers_help_and_says_what_does_not_answer()
    {
        await using var issuer = await TestIssuer.StartAsync();
        await using var portal = await ServiceProcess.StartAsync("portal", issuer.Keys);
        using var visitor = portal.Client(null);

        Assert.Contains("988", await visitor.GetStringAsync(new Uri("/help", UriKind.Relative)), StringComparison.Ordinal);
        using var link = await visitor.GetAsync(new Uri("/set-up/any", UriKind.Relative));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, link.StatusCode);
        Assert.Contains("A part of the platform does not answer right now", await link.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static async Task<(HttpStatusCode Status, string? Type)> RefusedAsync(HttpClient client, string path, object body)
    {
        using var answer = await client.PostAsJsonAsync(new Uri(path, UriKind.Relative), body);
        return (answer.StatusCode, (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("type").GetString());
    }
}
