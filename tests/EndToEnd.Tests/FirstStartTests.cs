using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;
using PeerPlatform.Testing;

namespace PeerPlatform.EndToEnd.Tests;

public sealed partial class FirstStartTests
{
    private const string Chosen = "seven-lanterns-on-water";

    [Fact]
    public async Task Without_demonstration_the_first_start_prints_a_link_that_sets_up_the_first_network_coordinator_once()
    {
        await using var platform = await EmbeddedProcess.StartAsync(demo: "none");
        var token = PrintedLink(platform);
        using var nobody = SignedIn.Nobody(platform.Portal);
        var setUp = new
        {
            token, password = Chosen, networkName = "A Network", givenName = "Ada", familyName = "Ó Briain", email = "ada@network.example",
        };
        await nobody.PostAsync("/api/tenancy/v1/setup-links/redeem", setUp);

        using var ada = await SignedIn.AsAsync(platform.Portal, "ada@network.example", Chosen);
        var me = await ada.GetJsonAsync("/api/tenancy/v1/me");
        Assert.Equal("A Network", me.GetProperty("network").GetProperty("name").GetString());
        Assert.Equal("networkCoordinator", Assert.Single(me.GetProperty("roles").EnumerateArray()).GetString());

        var again = await Assert.ThrowsAsync<HttpRequestException>(() => nobody.PostAsync("/api/tenancy/v1/setup-links/redeem", setUp));
        Assert.Equal(HttpStatusCode.Gone, again.StatusCode);
    }

    [Fact]
    public async Task A_start_before_the_link_was_used_prints_one_that_works()
    {
        await using var platform = await EmbeddedProcess.StartAsync(demo: "none");
        await platform.KillAsync();
        await platform.StartAgainAsync();
        using var nobody = SignedIn.Nobody(platform.Portal);

        var link = await nobody.GetJsonAsync($"/api/tenancy/v1/setup-links/{PrintedLink(platform)}");

        Assert.Equal("network", link.GetProperty("kind").GetString());
    }

    [Fact]
    public async Task A_second_start_goes_on_with_the_same_data_and_the_same_sign_ins()
    {
        await using var platform = await EmbeddedProcess.StartAsync();
        using var nora = await SignedIn.AsAsync(platform.Portal, "nora@network.example", Demonstration.Password);
        var before = (await nora.GetJsonAsync("/api/tenancy/v1/agencies?page=1&size=50")).GetRawText();
        Assert.Equal(0, await platform.StopAsync());

        await platform.StartAgainAsync();

        Assert.Equal(before, (await nora.GetJsonAsync("/api/tenancy/v1/agencies?page=1&size=50")).GetRawText());
        using var casey = await SignedIn.AsAsync(platform.Portal, "casey.coordinator@massup.example", Demonstration.Password);
    }

    [Fact]
    public async Task A_data_folder_in_use_is_refused_with_a_sentence()
    {
        await using var platform = await EmbeddedProcess.StartAsync();
        using var second = Start("--data", platform.Folder, "--port", $"{FreePort.Row(4)[0]}");
        await second.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(2, second.ExitCode);
        Assert.Contains("in use", await second.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_option_has_help_and_a_wrong_value_is_refused()
    {
        using var help = Start("--help");
        var text = await help.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        Assert.Contains("--data", text, StringComparison.Ordinal);
        Assert.Contains("--port", text, StringComparison.Ordinal);
        Assert.Contains("--demo", text, StringComparison.Ordinal);

        using var wrong = Start("--demo", "everything");
        await wrong.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.NotEqual(0, wrong.ExitCode);
    }

    private static string PrintedLink(EmbeddedProcess platform) =>
        platform.Printed.Select(l => SetUpPath().Match(l)).First(m => m.Success).Groups[1].Value;

    private static Process Start(params string[] arguments) =>
        Process.Start(new ProcessStartInfo(
            "dotnet", [EmbeddedProcess.Program, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;

    [GeneratedRegex("/set-up/([A-Za-z0-9_-]+)")]
    private static partial Regex SetUpPath();
}
