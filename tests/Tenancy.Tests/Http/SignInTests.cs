using System.Net;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using PeerPlatform.Testing;

namespace PeerPlatform.Tenancy.Tests.Http;

public sealed class SignInTests
{
    [Fact]
    public async Task A_password_gives_an_access_token_of_ten_minutes_and_a_refresh_token()
    {
        await using var world = await World.StartAsync();

        using var answer = await world.TokenAsync(("grant_type", "password"), ("username", "NORA@network.example "), ("password", World.Password));

        Assert.Equal("no-store", answer.Headers.CacheControl?.ToString());
        var token = await answer.ReadAsync();
        Assert.Equal(("Bearer", 600), (token.GetProperty("token_type").GetString(), token.GetProperty("expires_in").GetInt32()));
        var jwt = new JsonWebToken(token.GetProperty("access_token").GetString());
        Assert.Equal(("ES256", "peerplatform"), (jwt.Alg, jwt.Issuer));
        Assert.Equal(TimeSpan.FromMinutes(10), jwt.ValidTo - jwt.IssuedAt);
        Assert.Equal(world.Network.ToString(), jwt.GetClaim("tenant").Value);
        Assert.Equal("NetworkCoordinator", jwt.GetClaim("roles").Value);
        Assert.True(Guid.TryParse(jwt.GetClaim("sid").Value, out _));
    }

    [Fact]
    public async Task The_published_key_is_the_one_that_signed_and_holds_no_secret()
    {
        await using var world = await World.StartAsync();
        using var answer = await world.Nobody.GetAsync(new Uri("/.well-known/jwks.json", UriKind.Relative));
        var key = Assert.Single((await answer.ReadAsync()).GetProperty("keys").EnumerateArray());

        Assert.Equal(TimeSpan.FromSeconds(60), answer.Headers.CacheControl?.MaxAge);
        Assert.Equal(new JsonWebToken(world.Coordinator.DefaultRequestHeaders.Authorization!.Parameter).Kid, key.GetProperty("kid").GetString());
        Assert.Equal(["alg", "crv", "kid", "kty", "use", "x", "y"], key.EnumerateObject().Select(p => p.Name).Order());
    }

    [Fact]
    public async Task An_access_token_that_has_run_out_is_refused()
    {
        await using var world = await World.StartAsync();
        world.Clock.Ahead = -TimeSpan.FromMinutes(11);
        var old = await world.SignInAsync(World.Nora);

        using var answer = await old.GetAsync(new Uri("/api/tenancy/v1/me", UriKind.Relative));

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task Unknown_address_wrong_password_no_password_yet_and_locked_answer_alike()
    {
        await using var world = await World.StartAsync(Csv.Row(1));
        var wrong = await RefusedAsync(world, World.Nora, "wrong wrong wrong");
        var unknown = await RefusedAsync(world, "nobody@network.example", World.Password);
        var unset = await RefusedAsync(world, "ana1@elms.example", World.Password);
        for (var n = 0; n < 4; n++)
        {
            Assert.Equal(wrong, await RefusedAsync(world, World.Nora, "wrong wrong wrong"));
            Assert.Equal(wrong, await RefusedAsync(world, "nobody@network.example", World.Password));
        }

        var locked = await RefusedAsync(world, World.Nora, World.Password);
        Assert.Equal(wrong, unknown);
        Assert.Equal(wrong, unset);
        Assert.Equal(wrong, locked);
        Assert.Contains("invalid_grant", wrong, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Known_and_unknown_addresses_leave_the_same_rows_behind()
    {
        await using var world = await World.StartAsync();
        await RefusedAsync(world, World.Nora, "wrong wrong wrong");
        await RefusedAsync(world, "nobody@network.example", "wrong wrong wrong");

        var counts = await world.LookAsync(world.Network, db => Task.FromResult(db.SignInAttempts.Select(a => a.Count).ToList()));

        Assert.Equal([1, 1], counts);
    }

    [Fact]
    public async Task Five_wrong_passwords_lock_the_address_for_five_minutes_even_when_sent_at_once()
    {
        await using var world = await World.StartAsync();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => RefusedAsync(world, World.Nora, "wrong wrong wrong")));
        await RefusedAsync(world, World.Nora, World.Password);

        world.Clock.Ahead = TimeSpan.FromMinutes(5);
        using var answer = await world.TokenAsync(("grant_type", "password"), ("username", World.Nora), ("password", World.Password));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task A_right_password_starts_the_count_over()
    {
        await using var world = await World.StartAsync();
        for (var n = 0; n < 8; n++)
        {
            await RefusedAsync(world, World.Nora, "wrong wrong wrong");
            if (n % 4 == 3)
            {
                await world.SignInAsync(World.Nora);
            }
        }
    }

    [Fact]
    public async Task Refreshing_hands_out_the_next_token_and_reads_roles_anew()
    {
        await using var world = await World.StartAsync();
        var first = await RefreshTokenAsync(world);

        using var answer = await world.TokenAsync(("grant_type", "refresh_token"), ("refresh_token", first));

        var next = await answer.ReadAsync();
        Assert.NotEqual(first, next.GetProperty("refresh_token").GetString());
        Assert.Equal("NetworkCoordinator", new JsonWebToken(next.GetProperty("access_token").GetString()).GetClaim("roles").Value);
    }

    [Fact]
    public async Task A_refresh_token_used_again_later_ends_the_whole_sign_in_and_no_other()
    {
        await using var world = await World.StartAsync();
        var first = await RefreshTokenAsync(world);
        var other = await RefreshTokenAsync(world);
        var second = await RefreshedAsync(world, first);
        world.Clock.Ahead = TimeSpan.FromSeconds(11);

        await RefreshRefusedAsync(world, first);
        await RefreshRefusedAsync(world, second);
        await RefreshedAsync(world, other);
    }

    [Fact]
    public async Task A_refresh_token_sent_again_within_seconds_gets_a_token_of_its_own()
    {
        await using var world = await World.StartAsync();
        var first = await RefreshTokenAsync(world);
        var (lost, kept) = (await RefreshedAsync(world, first), await RefreshedAsync(world, first));

        Assert.NotEqual(lost, kept);
        world.Clock.Ahead = TimeSpan.FromMinutes(9);
        world.Clock.Ahead += TimeSpan.FromSeconds(11);
        await RefreshedAsync(world, kept);
    }

    [Fact]
    public async Task Of_two_tokens_that_came_from_one_the_use_of_both_ends_the_sign_in()
    {
        await using var world = await World.StartAsync();
        var first = await RefreshTokenAsync(world);
        var (members, thiefs) = (await RefreshedAsync(world, first), await RefreshedAsync(world, first));
        world.Clock.Ahead = TimeSpan.FromMinutes(9);
        var next = await RefreshedAsync(world, members);

        await RefreshRefusedAsync(world, thiefs);
        await RefreshRefusedAsync(world, next);
    }

    [Fact]
    public async Task A_token_whose_successor_was_used_is_not_taken_again_even_within_seconds()
    {
        await using var world = await World.StartAsync();
        var first = await RefreshTokenAsync(world);
        var third = await RefreshedAsync(world, await RefreshedAsync(world, first));

        await RefreshRefusedAsync(world, first);
        await RefreshRefusedAsync(world, third);
    }

    [Fact]
    public async Task A_refresh_token_sent_many_times_at_once_leads_on_once()
    {
        await using var world = await World.StartAsync();
        var token = await RefreshTokenAsync(world);

        var next = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => RefreshedAsync(world, token)));

        Assert.Equal(6, next.Distinct().Count());
        world.Clock.Ahead = TimeSpan.FromMinutes(9);
        var answers = await Task.WhenAll(next.Select(t => world.TokenAsync(("grant_type", "refresh_token"), ("refresh_token", t))));
        var honoured = Assert.Single(answers, a => a.StatusCode == HttpStatusCode.OK);
        await RefreshRefusedAsync(world, Next(await honoured.ReadAsync()));
    }

    [Theory]
    [InlineData(11.9, true)]
    [InlineData(12.1, false)]
    public async Task A_sign_in_rests_for_twelve_hours(double hours, bool goesOn)
    {
        await using var world = await World.StartAsync();
        var token = await RefreshTokenAsync(world);
        world.Clock.Ahead = TimeSpan.FromHours(hours);

        using var answer = await world.TokenAsync(("grant_type", "refresh_token"), ("refresh_token", token));

        Assert.Equal(goesOn, answer.IsSuccessStatusCode);
    }

    [Fact]
    public async Task A_sign_in_ends_after_seven_days_however_often_it_is_refreshed()
    {
        await using var world = await World.StartAsync();
        var token = await RefreshTokenAsync(world);
        for (var hours = 11; hours < 7 * 24; hours += 11)
        {
            world.Clock.Ahead = TimeSpan.FromHours(hours);
            token = Next(await (await world.TokenAsync(("grant_type", "refresh_token"), ("refresh_token", token))).ReadAsync());
        }

        world.Clock.Ahead = TimeSpan.FromDays(7);
        await RefreshRefusedAsync(world, token);
    }

    [Fact]
    public async Task Signing_out_ends_this_sign_in_and_no_other()
    {
        await using var world = await World.StartAsync();
        var (mine, other) = (await TokensAsync(world), await RefreshTokenAsync(world));
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/tenancy/v1/sign-out");
        request.Headers.Authorization = new("Bearer", mine.GetProperty("access_token").GetString());
        using var signedOut = await world.Nobody.SendAsync(request);

        Assert.Equal(HttpStatusCode.NoContent, signedOut.StatusCode);
        await RefreshRefusedAsync(world, Next(mine));
        using var answer = await world.TokenAsync(("grant_type", "refresh_token"), ("refresh_token", other));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task Requests_that_oauth_does_not_know_are_refused_in_its_words()
    {
        await using var world = await World.StartAsync();
        Assert.Equal("invalid_request", await ErrorAsync(world));
        Assert.Equal("unsupported_grant_type", await ErrorAsync(world, ("grant_type", "implicit")));
        Assert.Equal("invalid_request", await ErrorAsync(world, ("grant_type", "password"), ("username", World.Nora)));
        Assert.Equal("invalid_request", await ErrorAsync(world, ("grant_type", "password"), ("username", "a"), ("username", "b"), ("password", "c")));
        Assert.Equal("invalid_grant", await ErrorAsync(world, ("grant_type", "refresh_token"), ("refresh_token", "made up")));
    }

    [Fact]
    public async Task Secrets_are_not_in_the_database()
    {
        await using var world = await World.StartAsync();
        var token = await RefreshTokenAsync(world);
        var file = await File.ReadAllBytesAsync(Path.Combine(world.Platform.Folder, "tenancy.db"));
        var log = await File.ReadAllBytesAsync(Path.Combine(world.Platform.Folder, "tenancy.db-wal"));
        var text = System.Text.Encoding.Latin1.GetString([.. file, .. log]);

        Assert.Contains(World.Nora, text, StringComparison.Ordinal);
        Assert.DoesNotContain(token, text, StringComparison.Ordinal);
        Assert.DoesNotContain(World.Password, text, StringComparison.Ordinal);
    }

    private static async Task<string> RefusedAsync(World world, string email, string password)
    {
        using var answer = await world.TokenAsync(("grant_type", "password"), ("username", email), ("password", password));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync();
    }

    private static async Task<string> ErrorAsync(World world, params (string Name, string Value)[] form)
    {
        using var answer = await world.TokenAsync(form);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        return JsonSerializer.Deserialize<JsonElement>(await answer.Content.ReadAsStringAsync()).GetProperty("error").GetString()!;
    }

    private static async Task<JsonElement> TokensAsync(World world) =>
        await (await world.TokenAsync(("grant_type", "password"), ("username", World.Nora), ("password", World.Password))).ReadAsync();

    private static async Task<string> RefreshTokenAsync(World world) => Next(await TokensAsync(world));

    private static async Task<string> RefreshedAsync(World world, string token)
    {
        using var answer = await world.TokenAsync(("grant_type", "refresh_token"), ("refresh_token", token));
        return Next(await answer.ReadAsync());
    }

    private static string Next(JsonElement token) => token.GetProperty("refresh_token").GetString()!;

    private static async Task RefreshRefusedAsync(World world, string token) =>
        Assert.Equal("invalid_grant", await ErrorAsync(world, ("grant_type", "refresh_token"), ("refresh_token", token)));
}
