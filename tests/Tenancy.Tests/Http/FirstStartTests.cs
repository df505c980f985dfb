using System.Net;
using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using PeerPlatform.Contracts.Access;
using PeerPlatform.Testing;

namespace PeerPlatform.Tenancy.Tests.Http;

public sealed class FirstStartTests
{
    private const string Api = "/api/tenancy/v1";

    [Fact]
    public async Task Without_a_network_the_first_link_lies_in_a_file_that_only_its_owner_can_read()
    {
        await using var world = await World.StartEmptyAsync();
        var file = Path.Combine(world.Platform.Folder, "first-set-up.txt");
        var token = (await File.ReadAllTextAsync(file)).Trim().Split('/')[^1];

        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }

        Assert.Equal("network", (await world.Nobody.GetJsonAsync($"{Api}/setup-links/{token}")).GetProperty("kind").GetString());

        await world.SetUpAsync();

        Assert.False(File.Exists(file));
        Assert.Equal([Role.NetworkCoordinator], await world.LookAsync(
            world.Network, async db => (await db.Members.SingleAsync()).Roles.ToList()));
        using var again = await world.Nobody.PostAsJsonAsync($"{Api}/setup-links/redeem", new { token, password = World.Password });
        Assert.Equal(HttpStatusCode.Gone, again.StatusCode);
    }

    [Fact]
    public async Task A_second_start_before_anybody_came_goes_on_with_the_same_link_or_makes_a_new_one_when_it_was_lost()
    {
        var folder = Directory.CreateTempSubdirectory("peerplatform-tenancy-").FullName;
        var file = Path.Combine(folder, "first-set-up.txt");
        await using (await World.StartEmptyAsync(folder))
        {
        }

        var first = await File.ReadAllTextAsync(file);
        await using (await World.StartEmptyAsync(folder))
        {
            Assert.Equal(first, await File.ReadAllTextAsync(file));
        }

        File.Delete(file);
        await using (var world = await World.StartEmptyAsync(folder))
        {
            Assert.NotEqual(first, await File.ReadAllTextAsync(file));
            using var old = await world.Nobody.GetAsync(new Uri($"{Api}/setup-links/{first.Trim().Split('/')[^1]}", UriKind.Relative));
            Assert.Equal(HttpStatusCode.Gone, old.StatusCode);
            await world.SetUpAsync();
        }

        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData("networkName", "")]
    [InlineData("givenName", "")]
    [InlineData("familyName", "two\nlines")]
    [InlineData("email", "nora")]
    [InlineData("password", "short")]
    public async Task The_first_set_up_names_the_field_that_it_cannot_take(string field, string value)
    {
        await using var world = await World.StartEmptyAsync();
        var request = new Dictionary<string, string>
        {
            ["token"] = (await File.ReadAllTextAsync(Path.Combine(world.Platform.Folder, "first-set-up.txt"))).Trim().Split('/')[^1],
            ["networkName"] = "Test Network", ["givenName"] = "Nora", ["familyName"] = "Quill", ["email"] = World.Nora, ["password"] = World.Password,
            [field] = value,
        };

        using var answer = await world.Nobody.PostAsJsonAsync($"{Api}/setup-links/redeem", request);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains($"\"field\":\"{field}\"", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_demonstration_comes_from_the_file_and_four_people_can_sign_in()
    {
        var folder = Directory.CreateTempSubdirectory("peerplatform-tenancy-").FullName;
        var settings = new Dictionary<string, string?>
        {
            ["Tenancy:Start:Demonstration"] = Path.Combine(AppContext.BaseDirectory, "network-case.csv"),
            ["Tenancy:Start:DemonstrationPassword"] = World.Password,
        };
        await using (var world = await World.StartEmptyAsync(folder, settings))
        {
            await CheckDemonstrationAsync(world);
        }

        await using (var world = await World.StartEmptyAsync(folder, settings))
        {
            await CheckDemonstrationAsync(world);
        }

        Directory.Delete(folder, recursive: true);
    }

    private static async Task CheckDemonstrationAsync(World world)
    {
        Assert.False(File.Exists(Path.Combine(world.Platform.Folder, "first-set-up.txt")));
        await world.SignInCoordinatorAsync();
        var agencies = (await world.Coordinator.GetJsonAsync($"{Api}/agencies")).GetProperty("items").EnumerateArray().ToList();
        Assert.Equal(12, agencies.Count);
        Assert.Equal(1500, agencies.Sum(a => a.GetProperty("members").GetInt32()));
        Assert.Equal(7, agencies.Single(a => a.GetProperty("code").GetString() == "MASSUP").GetProperty("teams").GetInt32());
        Assert.All(agencies, a => Assert.Single(a.GetProperty("coordinators").EnumerateArray()));
        var casey = await (await world.SignInAsync("casey.coordinator@massup.example")).GetJsonAsync($"{Api}/me");
        var morgan = await (await world.SignInAsync("morgan.member@massup.example")).GetJsonAsync($"{Api}/me");
        Assert.Equal(["member", "coordinator"], casey.GetProperty("roles").EnumerateArray().Select(r => r.GetString()));
        Assert.Equal(["member"], morgan.GetProperty("roles").EnumerateArray().Select(r => r.GetString()));
        Assert.Equal(4, await world.LookAsync(world.Network, db => db.Accounts.CountAsync(a => a.PasswordHash != null)));
        Assert.Equal(1, (await world.Coordinator.GetJsonAsync($"{Api}/onboarding")).GetProperty("total").GetInt32());
    }
}
