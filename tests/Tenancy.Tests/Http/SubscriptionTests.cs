using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.IdentityModel.JsonWebTokens;
using PeerPlatform.Contracts.Access;
using PeerPlatform.Testing;

namespace PeerPlatform.Tenancy.Tests.Http;

public sealed class SubscriptionTests
{
    private const string Api = "/api/tenancy/v1";

    [Fact]
    public async Task An_agency_that_joins_has_every_service_from_its_first_day()
    {
        await using var world = await World.StartAsync(Csv.Row("ONE", 1), Csv.Row("TWO", 1), Csv.Row("ONE", 2));
        foreach (var code in new[] { "ONE", "TWO" })
        {
            var listed = await ListAsync(world, await world.AgencyAsync(code));
            Assert.Equal(ServiceName.BySubscription, listed.Select(s => s.GetProperty("service").GetString()));
            Assert.All(listed, s =>
            {
                Assert.True(s.GetProperty("subscribed").GetBoolean());
                Assert.Equal(1, s.GetProperty("history").GetArrayLength());
            });
        }

        await world.OnboardAsync(Csv.File(Csv.Row("ONE", 3), Csv.Row("TWO", 4)));
        Assert.All(await ListAsync(world, await world.AgencyAsync("ONE")), s => Assert.Equal(1, s.GetProperty("history").GetArrayLength()));
    }

    [Fact]
    public async Task A_service_that_ends_is_in_no_new_token_and_comes_back_when_it_is_subscribed_to_again()
    {
        await using var world = await World.StartAsync(Csv.Row("ONE", 1));
        var agency = await world.AgencyAsync("ONE");
        await world.WithPasswordAsync("ONE", "p1@one.example");
        Assert.Equal(AllBut(), await ServicesInTokenAsync(world, "p1@one.example"));

        Assert.Equal(HttpStatusCode.NoContent, await EndAsync(world.Coordinator, agency, "assessment"));
        Assert.Equal(AllBut("assessment"), await ServicesInTokenAsync(world, "p1@one.example"));
        var signedIn = await world.SignInAsync("p1@one.example");
        Assert.Equal(AllBut("assessment"), Texts((await signedIn.GetJsonAsync($"{Api}/me")).GetProperty("services")));

        world.Clock.Ahead = TimeSpan.FromDays(3);
        Assert.Equal(HttpStatusCode.NoContent, await SubscribeAsync(world.Coordinator, agency, "assessment"));
        Assert.Equal(HttpStatusCode.NoContent, await SubscribeAsync(world.Coordinator, agency, "assessment"));
        Assert.Equal(AllBut(), await ServicesInTokenAsync(world, "p1@one.example"));
        var history = (await ListAsync(world, agency))[0].GetProperty("history");
        Assert.Equal(2, history.GetArrayLength());
        Assert.Equal(JsonValueKind.Null, history[0].GetProperty("endedOn").ValueKind);
        Assert.Equal(history[1].GetProperty("since").GetString(), history[1].GetProperty("endedOn").GetString());
        Assert.NotEqual(history[0].GetProperty("since").GetString(), history[1].GetProperty("since").GetString());
    }

    [Fact]
    public async Task A_sign_in_that_goes_on_learns_of_the_end_when_its_token_is_renewed()
    {
        await using var world = await World.StartAsync(Csv.Row("ONE", 1));
        await world.WithPasswordAsync("ONE", "p1@one.example");
        using var first = await world.TokenAsync(("grant_type", "password"), ("username", "p1@one.example"), ("password", World.Password));
        var refresh = (await first.ReadAsync()).GetProperty("refresh_token").GetString()!;
        await EndAsync(world.Coordinator, await world.AgencyAsync("ONE"), "reporting");

        using var renewed = await world.TokenAsync(("grant_type", "refresh_token"), ("refresh_token", refresh));

        Assert.Equal(AllBut("reporting"), ServicesOf(await renewed.ReadAsync()));
    }

    [Fact]
    public async Task Ending_what_is_not_subscribed_to_and_services_that_cannot_be_chosen_are_refused()
    {
        await using var world = await World.StartAsync(Csv.Row("ONE", 1));
        var agency = await world.AgencyAsync("ONE");
        await EndAsync(world.Coordinator, agency, "assessment");

        Assert.Equal(HttpStatusCode.Conflict, await EndAsync(world.Coordinator, agency, "assessment"));
        foreach (var service in new[] { "tenancy", "portal", "laundry" })
        {
            Assert.Equal(HttpStatusCode.NotFound, await EndAsync(world.Coordinator, agency, service));
            Assert.Equal(HttpStatusCode.NotFound, await SubscribeAsync(world.Coordinator, agency, service));
        }
    }

    [Fact]
    public async Task Another_network_s_coordinator_finds_no_such_agency()
    {
        await using var world = await World.StartAsync(Csv.Row("ONE", 1));
        var agency = await world.AgencyAsync("ONE");
        var stranger = world.AsNetwork(Guid.NewGuid());

        Assert.Equal(HttpStatusCode.NotFound, await EndAsync(stranger, agency, "assessment"));
        Assert.Equal(HttpStatusCode.NotFound, await SubscribeAsync(stranger, agency, "assessment"));
        using var listed = await stranger.GetAsync(new Uri($"{Api}/agencies/{agency}/subscriptions", UriKind.Relative));
        Assert.Equal(HttpStatusCode.NotFound, listed.StatusCode);
    }

    [Fact]
    public async Task An_agency_sees_its_own_and_the_list_of_agencies_names_them()
    {
        await using var world = await World.StartAsync(Csv.Row("ONE", 1), Csv.Row("TWO", 1));
        await EndAsync(world.Coordinator, await world.AgencyAsync("ONE"), "reporting");
        var (one, two) = (await world.CoordinatorOfAsync("ONE"), await world.CoordinatorOfAsync("TWO"));

        Assert.Equal(AllBut("reporting"), Subscribed(await one.GetJsonAsync($"{Api}/subscriptions")));
        Assert.Equal(AllBut(), Subscribed(await two.GetJsonAsync($"{Api}/subscriptions")));
        var agencies = (await world.Coordinator.GetJsonAsync($"{Api}/agencies")).GetProperty("items").EnumerateArray();
        Assert.Equal(
            [$"ONE: {string.Join(' ', AllBut("reporting"))}", $"TWO: {string.Join(' ', AllBut())}"],
            agencies.Select(a => $"{a.GetProperty("code").GetString()}: {string.Join(' ', Texts(a.GetProperty("services")))}"));
    }

    [Fact]
    public async Task Every_change_is_told_to_the_other_services()
    {
        await using var world = await World.StartAsync(Csv.Row("ONE", 1));
        var agency = await world.AgencyAsync("ONE");
        await EndAsync(world.Coordinator, agency, "assessment");
        await SubscribeAsync(world.Coordinator, agency, "assessment");

        var periods = await world.LookAsync(agency, db => db.Subscriptions.OrderBy(s => s.Service).ThenBy(s => s.Period).ToListAsync());

        Assert.Equal(["assessment 1 True", "assessment 2 False", .. AllBut("assessment").Select(other => $"{other} 1 False")], periods.Select(s => $"{s.Service} {s.Period} {s.EndedOn is not null}"));
        Assert.Equal(AllBut().Length + 2, await world.LookAsync(agency, db => db.Database.SqlQuery<int>(
            $"""SELECT COUNT(*) AS "Value" FROM "Outbox" WHERE "Type" LIKE '%SubscriptionChanged%'""").SingleAsync()));
    }

    [Fact]
    public async Task Two_who_subscribe_at_once_make_one_period()
    {
        await using var world = await World.StartAsync(Csv.Row("ONE", 1));
        var agency = await world.AgencyAsync("ONE");
        await EndAsync(world.Coordinator, agency, "assessment");

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => SubscribeAsync(world.Coordinator, agency, "assessment")));

        Assert.All(answers, status => Assert.Equal(HttpStatusCode.NoContent, status));
        Assert.Equal(2, (await ListAsync(world, agency))[0].GetProperty("history").GetArrayLength());
    }

    /// <summary>What an agency uses that has left out none, or one.</summary>
    private static string[] AllBut(string? left = null) => [.. ServiceName.BySubscription.Where(service => service != left).Order(StringComparer.Ordinal)];

    private static IEnumerable<string> Subscribed(JsonElement services) => services.EnumerateArray()
        .Where(s => s.GetProperty("subscribed").GetBoolean())
        .Select(s => s.GetProperty("service").GetString()!)
        .Order(StringComparer.Ordinal);

    private static async Task<List<JsonElement>> ListAsync(World world, Guid agency) =>
        [.. (await world.Coordinator.GetJsonAsync($"{Api}/agencies/{agency}/subscriptions")).GetProperty("services").EnumerateArray()];

    private static async Task<HttpStatusCode> SubscribeAsync(HttpClient client, Guid agency, string service)
    {
        using var answer = await client.PutAsync(new Uri($"{Api}/agencies/{agency}/subscriptions/{service}", UriKind.Relative), null);
        return answer.StatusCode;
    }

    private static async Task<HttpStatusCode> EndAsync(HttpClient client, Guid agency, string service)
    {
        using var answer = await client.DeleteAsync(new Uri($"{Api}/agencies/{agency}/subscriptions/{service}", UriKind.Relative));
        return answer.StatusCode;
    }

    private static async Task<string[]> ServicesInTokenAsync(World world, string email)
    {
        using var answer = await world.TokenAsync(("grant_type", "password"), ("username", email), ("password", World.Password));
        return ServicesOf(await answer.ReadAsync());
    }

    private static string[] ServicesOf(JsonElement token) =>
        [.. new JsonWebToken(token.GetProperty("access_token").GetString()).Claims.Where(c => c.Type == "services").Select(c => c.Value)];

    private static string[] Texts(JsonElement list) => [.. list.EnumerateArray().Select(v => v.GetString()!)];
}
