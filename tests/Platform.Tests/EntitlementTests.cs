using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using PeerPlatform.Contracts.Access;
using PeerPlatform.Platform.Tests.Notes;

namespace PeerPlatform.Platform.Tests;

public sealed class EntitlementTests
{
    private const string Needed = ServiceName.Assessment;

    [Fact]
    public async Task A_service_that_is_not_subscribed_to_says_so_in_words_and_by_type()
    {
        await using var world = await NotesWorld.StartAsync(service: new NotesService { Called = Needed });
        foreach (var services in new[] { [], new[] { ServiceName.Reporting } })
        {
            using var client = Member(world, services);

            var (status, problem) = await GetAsync(client, $"/api/{Needed}/v1/who");

            Assert.Equal(HttpStatusCode.Forbidden, status);
            Assert.Equal("urn:peerplatform:service-not-subscribed", (string?)problem["type"]);
            Assert.Equal("Your agency does not use the service 'assessment'.", (string?)problem["title"]);
            Assert.Contains("network coordinator", (string?)problem["remedy"], StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_service_that_is_subscribed_to_answers_and_so_does_one_that_is_always_there()
    {
        await using var bySubscription = await NotesWorld.StartAsync(service: new NotesService { Called = Needed });
        await using var always = await NotesWorld.StartAsync();
        using var subscribed = Member(bySubscription, Needed);
        using var withoutAny = Member(always);

        Assert.Equal(HttpStatusCode.OK, (await subscribed.GetAsync($"/api/{Needed}/v1/who")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await withoutAny.GetAsync("/api/notes/v1/who")).StatusCode);
    }

    [Fact]
    public async Task A_call_between_services_carries_what_the_tenant_subscribes_to_and_its_refusal_comes_back_as_it_is()
    {
        await using var asked = await NotesWorld.StartAsync(service: new NotesService { Called = Needed });
        await using var asking = await NotesWorld.StartAsync(
            new Dictionary<string, string?> { ["Services:notes:Grpc"] = asked.Platform.GrpcAddress });
        using var subscribed = Member(asking, Needed);
        using var not = Member(asking, ServiceName.Reporting);
        using var nothing = Member(asking);

        Assert.Equal(HttpStatusCode.OK, (await subscribed.GetAsync("/api/notes/v1/agency")).StatusCode);
        foreach (var client in new[] { not, nothing })
        {
            var (status, problem) = await GetAsync(client, "/api/notes/v1/agency");
            Assert.Equal(HttpStatusCode.Forbidden, status);
            Assert.Equal("urn:peerplatform:service-not-subscribed", (string?)problem["type"]);
        }
    }

    [Fact]
    public async Task What_a_service_asks_by_itself_is_answered_whatever_is_subscribed_to()
    {
        await using var asked = await NotesWorld.StartAsync(service: new NotesService { Called = Needed });
        var token = IdentityTests.ServiceToken(asked);

        Assert.Equal(asked.Agency.ToString(), (await IdentityTests.AskAsync(asked, token)).AgencyId);
    }

    [Fact]
    public async Task A_client_is_no_person_and_reaches_the_routes_of_its_scopes_only()
    {
        await using var world = await NotesWorld.StartAsync();
        using var client = world.Platform.Anonymous();
        var scope = AccessTable.ClientScopes.Single(s => s.Permission == Permission.OwnAgency).Name;
        foreach (var (scopes, path, expected) in new[]
        {
            (scope, "/notes", HttpStatusCode.OK), (scope, "/who", HttpStatusCode.Forbidden), ("", "/notes", HttpStatusCode.Forbidden),
            ("assessment:run-waves", "/notes", HttpStatusCode.Forbidden), ("own-agency", "/notes", HttpStatusCode.Forbidden),
        })
        {
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
                "Bearer", world.Platform.Issuer.ClientToken(world.Agency, NotesWorld.Network, ServiceName.BySubscription, scopes));
            Assert.Equal(expected, (await client.GetAsync($"/api/notes/v1{path}")).StatusCode);
        }
    }

    private static HttpClient Member(NotesWorld world, params string[] services)
    {
        var client = world.Platform.Anonymous();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Bearer", world.Platform.Issuer.TokenFor(services, world.Agency, NotesWorld.Network, null, null, Role.Member));
        return client;
    }

    private static async Task<(HttpStatusCode Status, JsonObject Problem)> GetAsync(HttpClient client, string path)
    {
        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative));
        return (answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync())!.AsObject());
    }
}
