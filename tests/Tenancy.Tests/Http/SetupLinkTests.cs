using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using PeerPlatform.Testing;

namespace PeerPlatform.Tenancy.Tests.Http;

public sealed class SetupLinkTests
{
    private const string Api = "/api/tenancy/v1";
    private const string Ana = "ana1@elms.example";
    private const string NewPassword = "rain on the tin roof";

    [Fact]
    public async Task A_member_chooses_a_password_through_a_link_and_signs_in()
    {
        await using var world = await World.StartAsync(Csv.Row(1));
        var token = await LinkAsync(world);

        var seen = await world.Nobody.GetJsonAsync($"{Api}/setup-links/{token}");
        Assert.Equal(
            ("password", "Ana Reyes 1", Ana, "The Elms"),
            (Text(seen, "kind"), Text(seen, "name"), Text(seen, "email"), Text(seen, "agencyName")));
        Assert.Equal(HttpStatusCode.NoContent, await RedeemAsync(world, token, NewPassword));

        var me = await (await world.SignInAsync(Ana, NewPassword)).GetJsonAsync($"{Api}/me");
        Assert.Equal(("Ana Reyes 1", "Ana", "en"), (Text(me, "name"), Text(me, "givenName"), Text(me, "language")));
        Assert.Equal(
            ("ELMS", "The Elms", "America/New_York", "Duty phone 555-0100", "Day team"),
            (Text(me.GetProperty("agency"), "code"), Text(me.GetProperty("agency"), "name"), Text(me.GetProperty("agency"), "timeZone"),
                Text(me.GetProperty("agency"), "helpContact"), Text(me.GetProperty("agency"), "teamName")));
        Assert.Equal("Test Network", Text(me.GetProperty("network"), "name"));
    }

    [Fact]
    public async Task A_link_works_once_even_when_used_twice_at_once()
    {
        await using var world = await World.StartAsync(Csv.Row(1));
        var token = await LinkAsync(world);

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(n => RedeemAsync(world, token, $"{NewPassword} {n}")));

        Assert.Single(answers, HttpStatusCode.NoContent);
        Assert.Equal(3, answers.Count(a => a == HttpStatusCode.Gone));
        Assert.Equal(HttpStatusCode.Gone, await SeeAsync(world, token));
    }

    [Fact]
    public async Task A_link_works_while_one_of_the_members_sign_ins_is_renewed_and_ends_that_one_too()
    {
        await using var world = await World.StartOnPostgresAsync(Csv.Row(1));
        await RedeemAsync(world, await LinkAsync(world), World.Password);
        using var signIn = await world.TokenAsync(("grant_type", "password"), ("username", Ana), ("password", World.Password));
        var refresh = Text(await signIn.ReadAsync(), "refresh_token")!;
        var token = await LinkAsync(world);
        Task<HttpResponseMessage> renewed;
        Task<HttpStatusCode> redeemed;
        await using (var held = await HeldTable.HoldAsync(world.Platform.Database("tenancy").Administrator, "RefreshFamilies"))
        {
            renewed = world.TokenAsync(("grant_type", "refresh_token"), ("refresh_token", refresh));
            await held.UntilWaitingAsync(1);
            redeemed = RedeemAsync(world, token, NewPassword);
            await held.UntilWaitingAsync(2);
        }

        using var next = await renewed;
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.NoContent), (next.StatusCode, await redeemed));
        using var after = await world.TokenAsync(("grant_type", "refresh_token"), ("refresh_token", Text(await next.ReadAsync(), "refresh_token")!));
        Assert.Equal(HttpStatusCode.BadRequest, after.StatusCode);
    }

    [Fact]
    public async Task A_link_is_over_after_fourteen_days()
    {
        await using var world = await World.StartAsync(Csv.Row(1));
        var token = await LinkAsync(world);
        world.Clock.Ahead = TimeSpan.FromDays(14);

        Assert.Equal(HttpStatusCode.Gone, await SeeAsync(world, token));
        Assert.Equal(HttpStatusCode.Gone, await RedeemAsync(world, token, NewPassword));
    }

    [Fact]
    public async Task A_newer_link_replaces_the_unused_one()
    {
        await using var world = await World.StartAsync(Csv.Row(1), Csv.Row(2));
        var (first, second) = (await LinkAsync(world), await LinkAsync(world));

        Assert.Equal(HttpStatusCode.Gone, await SeeAsync(world, first));
        Assert.Equal(HttpStatusCode.OK, await SeeAsync(world, second));
    }

    [Fact]
    public async Task Of_two_links_made_for_one_member_at_once_both_are_handed_out_and_one_works()
    {
        await using var world = await World.StartOnPostgresAsync(Csv.Row(1));
        await LinkAsync(world);
        Task<string>[] both;
        await using (var held = await HeldTable.HoldAsync(world.Platform.Database("tenancy").Administrator, "SetupLinks"))
        {
            both = [LinkAsync(world), LinkAsync(world)];
            await held.UntilWaitingAsync(2);
        }

        var seen = await Task.WhenAll((await Task.WhenAll(both)).Select(token => SeeAsync(world, token)));

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.Gone], seen.Order());
    }

    [Fact]
    public async Task A_link_for_one_and_the_list_for_all_made_at_once_leave_each_member_one_link_that_works()
    {
        await using var world = await World.StartOnPostgresAsync(Csv.Row(1), Csv.Row(2));
        var client = await world.CoordinatorOfAsync("ELMS");
        Task<string> one;
        Task<HttpResponseMessage> all;
        await using (var held = await HeldTable.HoldAsync(world.Platform.Database("tenancy").Administrator, "SetupLinks"))
        {
            one = LinkAsync(world);
            all = client.PostAsync(new Uri($"{Api}/members/setup-links", UriKind.Relative), null);
            await held.UntilWaitingAsync(2);
        }

        await one;
        Assert.Equal(HttpStatusCode.OK, (await all).StatusCode);
        var links = await world.LookAsync(
            await world.AgencyAsync("ELMS"), db => db.SetupLinks.Where(l => l.MemberId != null).Select(l => l.MemberId).ToListAsync());
        Assert.Equal(2, links.Count);
        Assert.Equal(2, links.Distinct().Count());
    }

    [Fact]
    public async Task A_weak_password_is_refused_and_the_link_goes_on_working()
    {
        await using var world = await World.StartAsync(Csv.Row(1));
        var token = await LinkAsync(world);

        using var refused = await world.Nobody.PostAsJsonAsync($"{Api}/setup-links/redeem", new { token, password = "short" });
        var problem = JsonSerializer.Deserialize<JsonElement>(await refused.Content.ReadAsStringAsync());

        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Equal("password", Text(problem, "field"));
        Assert.Equal(HttpStatusCode.NoContent, await RedeemAsync(world, token, NewPassword));
    }

    [Fact]
    public async Task A_new_password_ends_earlier_sign_ins_and_a_lock()
    {
        await using var world = await World.StartAsync(Csv.Row(1));
        await RedeemAsync(world, await LinkAsync(world), World.Password);
        using var signIn = await world.TokenAsync(("grant_type", "password"), ("username", Ana), ("password", World.Password));
        var refresh = Text(await signIn.ReadAsync(), "refresh_token")!;
        for (var n = 0; n < 5; n++)
        {
            using var wrong = await world.TokenAsync(("grant_type", "password"), ("username", Ana), ("password", "wrong wrong"));
        }

        await RedeemAsync(world, await LinkAsync(world), NewPassword);

        await world.SignInAsync(Ana, NewPassword);
        using var old = await world.TokenAsync(("grant_type", "refresh_token"), ("refresh_token", refresh));
        Assert.Equal(HttpStatusCode.BadRequest, old.StatusCode);
    }

    [Fact]
    public async Task Links_for_a_mail_merge_name_all_who_have_no_password_yet_and_replace_earlier_ones()
    {
        await using var world = await World.StartAsync(
            Csv.Row(1), Csv.Row(2, ("family_name", "\"=HYPERLINK(\"\"x\"\")\"")), Csv.Row(3, ("given_name", "Núria")), Csv.Row("TWO", 9));
        await RedeemAsync(world, await LinkAsync(world), NewPassword);
        var client = await world.CoordinatorOfAsync("ELMS");
        var members = (await client.GetJsonAsync($"{Api}/members")).GetProperty("items").EnumerateArray().ToList();
        var earlier = Text(await client.PostAsync($"{Api}/members/{Text(members[^1], "id")}/setup-link"), "path")!.Split('/')[^1];

        using var answer = await client.PostAsync(new Uri($"{Api}/members/setup-links", UriKind.Relative), null);
        var lines = (await answer.Content.ReadAsStringAsync()).Trim().Split("\r\n");

        Assert.Equal("text/csv", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal("given_name,family_name,email,path,expires_on", lines[0]);
        Assert.Equal(3, lines.Length);
        Assert.Contains(lines, l => l.StartsWith("Núria,Reyes 3,ana3@elms.example,/set-up/", StringComparison.Ordinal));
        Assert.Contains(lines, l => l.Contains("\"'=HYPERLINK(\"\"x\"\")\"", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.Gone, await SeeAsync(world, earlier));
        Assert.Equal(HttpStatusCode.OK, await SeeAsync(world, lines[1].Split(',')[3].Split('/')[^1]));
    }

    private static async Task<string> LinkAsync(World world)
    {
        var elms = await world.AgencyAsync("ELMS");
        var ana = await world.LookAsync(elms, db => db.Members.Where(m => m.Email == Ana).Select(m => m.Id).SingleAsync());
        var link = await (await world.CoordinatorOfAsync("ELMS")).PostAsync($"{Api}/members/{ana}/setup-link");
        return Text(link, "path")!.Split('/')[^1];
    }

    private static async Task<HttpStatusCode> RedeemAsync(World world, string token, string password)
    {
        using var answer = await world.Nobody.PostAsJsonAsync($"{Api}/setup-links/redeem", new { token, password });
        return answer.StatusCode;
    }

    private static async Task<HttpStatusCode> SeeAsync(World world, string token)
    {
        using var answer = await world.Nobody.GetAsync(new Uri($"{Api}/setup-links/{token}", UriKind.Relative));
        return answer.StatusCode;
    }

    private static string? Text(JsonElement json, string name) => json.GetProperty(name).GetString();
}
