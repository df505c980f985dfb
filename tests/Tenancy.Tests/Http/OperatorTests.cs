using System.Net;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using PeerPlatform.Tenancy.Data;
using PeerPlatform.Tenancy.SignIn;
using PeerPlatform.Testing;

namespace PeerPlatform.Tenancy.Tests.Http;

/// <summary>The commands that an operator gives a host of tenancy, as processes of their own beside the one that serves.</summary>
public sealed class OperatorTests : IDisposable
{
    private const string Api = "/api/tenancy/v1";

    private readonly string _folder = Directory.CreateTempSubdirectory("peerplatform-operator-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task The_first_link_is_printed_the_same_each_time_until_there_is_a_network()
    {
        await using var tenancy = await HostProcess.StartAsync(_folder);

        var printed = await tenancy.RunAsync("first-set-up-link");
        Assert.Equal((0, printed.Output), (printed.Code, (await tenancy.RunAsync("first-set-up-link")).Output));
        await SetUpAsync(tenancy, printed.Output);
        var over = await tenancy.RunAsync("first-set-up-link");

        Assert.Equal(1, over.Code);
        Assert.DoesNotContain("/set-up/", over.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_first_link_that_another_replica_has_is_replaced_by_one_that_works()
    {
        await using var tenancy = await HostProcess.StartAsync(_folder);
        var others = (await tenancy.RunAsync("first-set-up-link")).Output;
        File.Delete(Path.Combine(_folder, "first-set-up.txt"));

        var printed = (await tenancy.RunAsync("first-set-up-link")).Output;

        using var nobody = SignedIn.Nobody(tenancy.Address);
        Assert.Equal(HttpStatusCode.Gone, (await nobody.GetAsync($"{Api}/setup-links/{TokenOf(others)}")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await nobody.GetAsync($"{Api}/setup-links/{TokenOf(printed)}")).StatusCode);
    }

    [Fact]
    public async Task The_signing_key_is_replaced_while_everybody_stays_signed_in_and_the_old_one_is_refused_once_it_is_retired()
    {
        await using var tenancy = await HostProcess.StartAsync(_folder);
        await SetUpAsync(tenancy, (await tenancy.RunAsync("first-set-up-link")).Output);
        using var before = await SignedIn.AsAsync(tenancy.Address, World.Nora, World.Password);
        var first = KeyOf(before);

        var second = IdOf(await tenancy.RunAsync("keys", "add"));
        Assert.Equal(second, IdOf(await tenancy.RunAsync("keys", "add")));
        Assert.Equal([second, first], await PublishedAsync(tenancy));
        using (var stillByTheFirst = await SignedIn.AsAsync(tenancy.Address, World.Nora, World.Password))
        {
            Assert.Equal(first, KeyOf(stillByTheFirst));
        }

        Assert.Contains("signs now", await RefusedAsync(tenancy, "keys", "retire", first), StringComparison.Ordinal);
        Pass(AddSigningKey.PublishedBefore);
        using var after = await SignedIn.AsAsync(tenancy.Address, World.Nora, World.Password);
        Assert.Equal(second, KeyOf(after));
        Assert.Equal(HttpStatusCode.OK, await MeAsync(before));
        Assert.Contains("valid until", await RefusedAsync(tenancy, "keys", "retire", first), StringComparison.Ordinal);

        Pass(RetireSigningKey.TokensEndWithin);
        Assert.Equal([$"{second}\tsigns", $"{first}\tverifies, can be retired"], await ListedAsync(tenancy));
        Assert.Equal(0, (await tenancy.RunAsync("keys", "retire", first)).Code);
        Assert.Equal(0, (await tenancy.RunAsync("keys", "retire", first)).Code);
        Assert.Equal([second], await PublishedAsync(tenancy));
        await tenancy.RestartAsync();
        Assert.Equal(HttpStatusCode.Unauthorized, await MeAsync(before));
        Assert.Equal(HttpStatusCode.OK, await MeAsync(after));
    }

    [Fact]
    public async Task A_signing_key_that_somebody_took_is_replaced_at_once()
    {
        await using var tenancy = await HostProcess.StartAsync(_folder);
        await SetUpAsync(tenancy, (await tenancy.RunAsync("first-set-up-link")).Output);
        using var before = await SignedIn.AsAsync(tenancy.Address, World.Nora, World.Password);

        Assert.Equal(0, (await tenancy.RunAsync("keys", "retire", KeyOf(before), "--now")).Code);

        using var after = await SignedIn.AsAsync(tenancy.Address, World.Nora, World.Password);
        Assert.Equal([KeyOf(after)], await PublishedAsync(tenancy));
        Assert.NotEqual(KeyOf(before), KeyOf(after));
        Assert.Equal(HttpStatusCode.OK, await MeAsync(after));
        Assert.Equal(HttpStatusCode.Unauthorized, await MeAsync(before));
    }

    [Fact]
    public async Task All_replicas_sign_with_the_same_key_and_none_with_a_retired_one()
    {
        await using var world = await World.StartOnPostgresAsync();
        await using var other = await TestPlatform.StartAsync(
            [new TenancyService()], new Dictionary<string, string?> { ["Database:Provider"] = "postgres" }, world.Platform.Folder);
        async Task<string[]> SignedByAsync() =>
        [
            KeyOf(await world.SignInAsync(World.Nora)), KeyOf(await SignedIn.AsAsync(new Uri(other.HttpAddress), World.Nora, World.Password)),
        ];
        var first = Assert.Single((await SignedByAsync()).Distinct());

        await using (var scope = world.Platform.Services.CreateAsyncScope())
        {
            var (db, keys) = (scope.ServiceProvider.GetRequiredService<TenancyDbContext>(), scope.ServiceProvider.GetRequiredService<SigningKeys>());
            await RetireSigningKey.RunAsync(first, atOnce: true, db, keys, DateTimeOffset.UtcNow, CancellationToken.None);
        }

        Assert.NotEqual(first, Assert.Single((await SignedByAsync()).Distinct()));
    }

    private static async Task SetUpAsync(HostProcess tenancy, string link)
    {
        using var nobody = SignedIn.Nobody(tenancy.Address);
        await nobody.PostAsync($"{Api}/setup-links/redeem", new
        {
            token = TokenOf(link), password = World.Password, networkName = "Test Network", givenName = "Nora", familyName = "Quill", email = World.Nora,
        });
    }

    private static string TokenOf(string link) => link.Trim().Split('/')[^1];

    private static string IdOf(Ended ended)
    {
        Assert.True(ended.Code == 0, $"{ended}");
        return ended.Output.Split('\t')[0];
    }

    private static string KeyOf(HttpClient signedIn) => new JsonWebToken(signedIn.DefaultRequestHeaders.Authorization!.Parameter).Kid;

    private static async Task<string> RefusedAsync(HostProcess tenancy, params string[] command)
    {
        var ended = await tenancy.RunAsync(command);
        Assert.True(ended.Code == 1, $"{ended}");
        return ended.Output;
    }

    /// <summary>What list prints, without the times.</summary>
    private static async Task<string[]> ListedAsync(HostProcess tenancy) =>
        [.. (await tenancy.RunAsync("keys", "list")).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Split(" since ")[0])];

    private static async Task<List<string?>> PublishedAsync(HostProcess tenancy)
    {
        using var nobody = SignedIn.Nobody(tenancy.Address);
        return [.. (await nobody.GetJsonAsync("/.well-known/jwks.json")).GetProperty("keys").EnumerateArray().Select(k => k.GetProperty("kid").GetString())];
    }

    private static async Task<HttpStatusCode> MeAsync(HttpClient client)
    {
        using var answer = await client.GetAsync(new Uri($"{Api}/me", UriKind.Relative));
        return answer.StatusCode;
    }

    /// <summary>As if the keys had been made so much earlier.</summary>
    private void Pass(TimeSpan time)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(_folder, "tenancy.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "UPDATE SigningKeys SET SignsFrom = SignsFrom - @ticks";
        command.Parameters.AddWithValue("@ticks", time.Ticks);
        Assert.True(command.ExecuteNonQuery() > 0);
    }
}
