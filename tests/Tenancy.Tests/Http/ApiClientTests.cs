using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.IdentityModel.JsonWebTokens;
using PeerPlatform.Contracts.Access;
using PeerPlatform.Testing;

namespace PeerPlatform.Tenancy.Tests.Http;

public sealed class ApiClientTests
{
    private const string Api = "/api/tenancy/v1";
    private static readonly string[] TwoScopes = ["assessment:run-waves", "tenancy:own-agency"];

    [Fact]
    public async Task A_client_gets_a_token_by_header_and_by_form_that_says_what_it_may()
    {
        await using var world = await World.StartAsync(Csv.Row("ONE", 1));
        var agency = await world.AgencyAsync("ONE");
        var (id, secret) = await MakeAsync(await world.CoordinatorOfAsync("ONE"), TwoScopes);

        foreach (var answer in new[] { await ByHeaderAsync(world, id, secret), await ByFormAsync(world, id, secret) })
        {
            Assert.Equal("no-store", answer.Headers.CacheControl?.ToString());
            var token = await answer.ReadAsync();
            Assert.False(token.TryGetProperty("refresh_token", out _));
            Assert.Equal(("Bearer", 600, "assessment:run-waves tenancy:own-agency"),
                (token.GetProperty("token_type").GetString(), token.GetProperty("expires_in").GetInt32(), token.GetProperty("scope").GetString()));
            var jwt = new JsonWebToken(token.GetProperty("access_token").GetString());
            Assert.Equal(("ES256", id, agency.ToString()), (jwt.Alg, jwt.GetClaim("client_id").Value, jwt.GetClaim("tenant").Value));
            Assert.Equal(ServiceName.BySubscription.Order(StringComparer.Ordinal), jwt.Claims.Where(c => c.Type == "services").Select(c => c.Value));
            Assert.Equal("assessment:run-waves tenancy:own-agency", jwt.GetClaim("scope").Value);
            Assert.DoesNotContain(jwt.Claims, c => c.Type is "sub" or "roles" or "name" or "sid");
        }
    }

    [Fact]
    public async Task A_token_opens_the_routes_of_its_scopes_and_no_person_s()
    {
        await using var world = await World.StartAsync(Csv.Row("ONE", 1));
        var (id, secret) = await MakeAsync(await world.CoordinatorOfAsync("ONE"), TwoScopes);
        using var full = await ClientAsync(world, id, secret);
        using var narrow = await ClientAsync(world, id, secret, "assessment:run-waves");

        Assert.Equal(1, (await full.GetJsonAsync($"{Api}/teams")).GetArrayLength());
        Assert.Equal(HttpStatusCode.Forbidden, (await narrow.GetAsync($"{Api}/teams")).StatusCode);
        foreach (var path in new[] { "me", "members", "api-clients", "agencies", "onboarding" })
        {
            Assert.Equal(HttpStatusCode.Forbidden, (await full.GetAsync($"{Api}/{path}")).StatusCode);
        }
    }

    [Fact]
    public async Task What_is_wrong_with_a_token_request_is_said_as_the_standard_says()
    {
        await using var world = await World.StartAsync(Csv.Row("ONE", 1));
        var (id, secret) = await MakeAsync(await world.CoordinatorOfAsync("ONE"), TwoScopes);
        (string, string) grant = ("grant_type", "client_credentials");

        await AssertRefusedAsync(await ByHeaderAsync(world, id, "wrong"), HttpStatusCode.Unauthorized, "invalid_client");
        await AssertRefusedAsync(await ByHeaderAsync(world, $"{Guid.NewGuid()}", secret), HttpStatusCode.Unauthorized, "invalid_client");
        await AssertRefusedAsync(await ByHeaderAsync(world, "no-guid", secret), HttpStatusCode.Unauthorized, "invalid_client");
        await AssertRefusedAsync(await world.TokenAsync(grant), HttpStatusCode.Unauthorized, "invalid_client");
        await AssertRefusedAsync(await world.TokenAsync(grant, ("client_id", id)), HttpStatusCode.Unauthorized, "invalid_client");
        await AssertRefusedAsync(await world.TokenAsync(grant, ("client_secret", secret)), HttpStatusCode.BadRequest, "invalid_request");
        await AssertRefusedAsync(await ByHeaderAsync(world, id, secret, ("client_secret", secret)), HttpStatusCode.BadRequest, "invalid_request");
        await AssertRefusedAsync(await ByHeaderAsync(world, id, secret, ("scope", "a"), ("scope", "b")), HttpStatusCode.BadRequest, "invalid_request");
        foreach (var scope in new[] { "assessment:see-agency-results", "reporting:network-releases", "everything", "assessment:run-waves everything" })
        {
            await AssertRefusedAsync(await ByHeaderAsync(world, id, secret, ("scope", scope)), HttpStatusCode.BadRequest, "invalid_scope");
        }
    }

    [Fact]
    public async Task Five_wrong_secrets_lock_the_client_for_five_minutes_and_right_ones_at_once_never_do()
    {
        await using var world = await World.StartAsync(Csv.Row("ONE", 1));
        var (id, secret) = await MakeAsync(await world.CoordinatorOfAsync("ONE"), TwoScopes);
        var together = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => ByHeaderAsync(world, id, secret)));
        Assert.All(together, answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));

        for (var n = 0; n < 5; n++)
        {
            await ByHeaderAsync(world, id, "wrong");
        }

        await AssertRefusedAsync(await ByHeaderAsync(world, id, secret), HttpStatusCode.Unauthorized, "invalid_client");
        world.Clock.Ahead = TimeSpan.FromMinutes(5.1);
        Assert.Equal(HttpStatusCode.OK, (await ByHeaderAsync(world, id, secret)).StatusCode);
    }

    [Fact]
    public async Task A_rotated_secret_goes_on_for_its_days_and_a_revoked_client_not_at_all()
    {
        await using var world = await World.StartAsync(Csv.Row("ONE", 1));
        var coordinator = await world.CoordinatorOfAsync("ONE");
        var (id, first) = await MakeAsync(coordinator, TwoScopes);

        var second = (await coordinator.PostAsync($"{Api}/api-clients/{id}/secret", new { overlapDays = 2 })).GetProperty("clientSecret").GetString()!;

        Assert.Equal(HttpStatusCode.OK, (await ByHeaderAsync(world, id, first)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await ByHeaderAsync(world, id, second)).StatusCode);
        world.Clock.Ahead = TimeSpan.FromDays(2.1);
        Assert.Equal(HttpStatusCode.Unauthorized, (await ByHeaderAsync(world, id, first)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await ByHeaderAsync(world, id, second)).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await coordinator.DeleteAsync($"{Api}/api-clients/{id}")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await ByHeaderAsync(world, id, second)).StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, (await coordinator.DeleteAsync($"{Api}/api-clients/{id}")).StatusCode);
        using var again = await coordinator.PostAsJsonAsync($"{Api}/api-clients/{id}/secret", new { });
        Assert.Equal(HttpStatusCode.Conflict, again.StatusCode);
    }

    [Fact]
    public async Task The_client_itself_says_who_made_rotated_and_ended_it_and_on_which_day_it_was_used()
    {
        await using var world = await World.StartAsync(Csv.Row("ONE", 1, ("roles", "coordinator")));
        var coordinator = await world.WithPasswordAsync("ONE", "p1@one.example");
        var (id, secret) = await MakeAsync(coordinator, TwoScopes);
        var unused = await coordinator.GetJsonAsync($"{Api}/api-clients/{id}");
        await ByHeaderAsync(world, id, secret);
        await coordinator.PostAsync($"{Api}/api-clients/{id}/secret");
        await coordinator.DeleteAsync($"{Api}/api-clients/{id}");

        var used = Assert.Single((await coordinator.GetJsonAsync($"{Api}/api-clients")).EnumerateArray());

        Assert.Equal(JsonValueKind.Null, unused.GetProperty("lastUsedOn").ValueKind);
        Assert.Equal(["Ana Reyes 1", "Ana Reyes 1", "Ana Reyes 1"], new[] { "madeBy", "rotatedBy", "revokedBy" }.Select(p => used.GetProperty(p).GetString()));
        foreach (var day in new[] { "madeOn", "rotatedOn", "revokedOn", "lastUsedOn" })
        {
            Assert.True(DateOnly.TryParseExact(used.GetProperty(day).GetString(), "yyyy-MM-dd", out _), day);
        }
    }

    [Fact]
    public async Task The_database_holds_no_secret()
    {
        await using var world = await World.StartAsync(Csv.Row("ONE", 1));
        var coordinator = await world.CoordinatorOfAsync("ONE");
        var (id, first) = await MakeAsync(coordinator, TwoScopes);
        var second = (await coordinator.PostAsync($"{Api}/api-clients/{id}/secret")).GetProperty("clientSecret").GetString()!;

        foreach (var file in Directory.GetFiles(world.Platform.Folder, "tenancy.db*"))
        {
            await using var open = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var copy = new MemoryStream();
            await open.CopyToAsync(copy);
            Assert.All(new[] { first, second }, secret => Assert.True(copy.ToArray().AsSpan().IndexOf(Encoding.ASCII.GetBytes(secret)) < 0, file));
        }
    }

    [Fact]
    public async Task Only_scopes_that_are_one_s_own_to_give_and_of_subscribed_services_can_be_given()
    {
        await using var world = await World.StartAsync(Csv.Row("ONE", 1));
        var coordinator = await world.CoordinatorOfAsync("ONE");
        Assert.Equal("scopes", await RefusedFieldAsync(coordinator, "Roster", ["reporting:network-releases"]));
        Assert.Equal("scopes", await RefusedFieldAsync(coordinator, "Roster", ["everything"]));
        Assert.Equal("scopes", await RefusedFieldAsync(coordinator, "Roster", []));
        Assert.Equal("name", await RefusedFieldAsync(coordinator, "", TwoScopes));
        Assert.Equal("scopes", await RefusedFieldAsync(world.Coordinator, "Roster", TwoScopes));
        await world.Coordinator.DeleteAsync($"{Api}/agencies/{await world.AgencyAsync("ONE")}/subscriptions/assessment");

        Assert.Equal("scopes", await RefusedFieldAsync(coordinator, "Roster", TwoScopes));

        var (id, secret) = await MakeAsync(world.Coordinator, ["reporting:network-releases"]);
        var token = await (await ByHeaderAsync(world, id, secret)).ReadAsync();
        Assert.Equal(world.Network.ToString(), new JsonWebToken(token.GetProperty("access_token").GetString()).GetClaim("tenant").Value);
    }

    [Fact]
    public async Task Nobody_sees_or_ends_the_client_of_another_agency()
    {
        await using var world = await World.StartAsync(Csv.Row("ONE", 1), Csv.Row("TWO", 1));
        var (one, two) = (await world.CoordinatorOfAsync("ONE"), await world.CoordinatorOfAsync("TWO"));
        var (id, secret) = await MakeAsync(one, TwoScopes);

        foreach (var other in new[] { two, world.Coordinator })
        {
            Assert.Empty((await other.GetJsonAsync($"{Api}/api-clients")).EnumerateArray());
            Assert.Equal(HttpStatusCode.NotFound, (await other.GetAsync($"{Api}/api-clients/{id}")).StatusCode);
            Assert.Equal(HttpStatusCode.NotFound, (await other.DeleteAsync($"{Api}/api-clients/{id}")).StatusCode);
            using var rotated = await other.PostAsJsonAsync($"{Api}/api-clients/{id}/secret", new { });
            Assert.Equal(HttpStatusCode.NotFound, rotated.StatusCode);
        }

        Assert.Equal(HttpStatusCode.OK, (await ByHeaderAsync(world, id, secret)).StatusCode);
    }

    private static async Task<(string Id, string Secret)> MakeAsync(HttpClient coordinator, string[] scopes)
    {
        var made = await coordinator.PostAsync($"{Api}/api-clients", new { name = "Roster system", scopes });
        return (made.GetProperty("clientId").GetString()!, made.GetProperty("clientSecret").GetString()!);
    }

    private static async Task<string?> RefusedFieldAsync(HttpClient coordinator, string name, string[] scopes)
    {
        using var answer = await coordinator.PostAsJsonAsync($"{Api}/api-clients", new { name, scopes });
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("field").GetString();
    }

    private static async Task<HttpClient> ClientAsync(World world, string id, string secret, string? scope = null)
    {
        var token = await (await ByHeaderAsync(world, id, secret, scope is null ? [] : [("scope", scope)])).ReadAsync();
        var client = world.Platform.Anonymous();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token.GetProperty("access_token").GetString());
        return client;
    }

    private static async Task<HttpResponseMessage> ByHeaderAsync(World world, string id, string secret, params (string Name, string Value)[] more)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{Api}/token");
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{id}:{secret}")));
        request.Content = new FormUrlEncodedContent([KeyValuePair.Create("grant_type", "client_credentials"), .. more.Select(f => KeyValuePair.Create(f.Name, f.Value))]);
        return await world.Nobody.SendAsync(request);
    }

    private static Task<HttpResponseMessage> ByFormAsync(World world, string id, string secret) =>
        world.TokenAsync(("grant_type", "client_credentials"), ("client_id", id), ("client_secret", secret));

    private static async Task AssertRefusedAsync(HttpResponseMessage answer, HttpStatusCode status, string error)
    {
        using (answer)
        {
            var body = await answer.Content.ReadFromJsonAsync<JsonElement>();
            Assert.Equal((status, error), (answer.StatusCode, body.GetProperty("error").GetString()));
            Assert.Equal(status == HttpStatusCode.Unauthorized, answer.Headers.WwwAuthenticate.Any(h => h.Scheme == "Basic"));
        }
    }
}
