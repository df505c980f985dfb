using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;

namespace PeerPlatform.Portal.Tests;

public sealed partial class ConnectionTests(RunningPortal portal)
{
    private const string Everything = "tenancy:own-agency assessment:run-waves assessment:invite-by-count assessment:see-agency-results";

    [Fact]
    public async Task A_coordinator_makes_a_connection_sees_its_secret_once_and_ends_it()
    {
        using var casey = await portal.SignedInAsync(RunningPortal.Casey);

        var shown = await MakeAsync(casey, "Roster <one>", "assessment:run-waves");
        var secret = Secret().Match(shown.Text).Groups[1].Value;
        var id = Id().Match(shown.Text).Groups[1].Value;
        var list = await casey.GetAsync("/connections");
        var page = await casey.GetAsync($"/connections/{id}");
        var reloaded = await casey.GetAsync($"/connections/{id}/secret");

        Assert.Equal(43, secret.Length);
        Assert.Contains("Roster <one>", list.Text, StringComparison.Ordinal);
        Assert.Contains("Open and close surveys", list.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(secret, list.Text + page.Text + reloaded.Text, StringComparison.Ordinal);
        Assert.Equal($"/connections/{id}", reloaded.Location);
        Assert.Contains("Casey", page.Text, StringComparison.Ordinal);

        var rotated = await casey.SendFormAsync($"/connections/{id}", $"/connections/{id}/secret", ("overlapDays", "14"));
        Assert.NotEqual(secret, Secret().Match(rotated.Text).Groups[1].Value);
        Assert.Contains("goes on working until", rotated.Text, StringComparison.Ordinal);
        Assert.Contains("the one before it works until", (await casey.GetAsync($"/connections/{id}")).Text, StringComparison.Ordinal);

        var asked = await casey.GetAsync($"/connections/{id}/end");
        Assert.Contains("It can't be taken back.", asked.Text, StringComparison.Ordinal);
        Assert.Equal($"/connections/{id}", (await casey.SendFormAsync($"/connections/{id}/end", $"/connections/{id}/end")).Location);
        Assert.Contains("This connection is over", (await casey.GetAsync($"/connections/{id}")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_missing_is_said_at_its_place()
    {
        using var casey = await portal.SignedInAsync(RunningPortal.Casey);

        var nameless = await MakeAsync(casey, "", "assessment:run-waves");
        var idle = await MakeAsync(casey, "Roster");
        var foreign = await MakeAsync(casey, "Roster", "reporting:network-releases");

        Assert.All(new[] { nameless, idle, foreign }, answer => Assert.Equal(HttpStatusCode.BadRequest, answer.Status));
        Assert.Contains("id=\"name-problem\"", nameless.Text, StringComparison.Ordinal);
        Assert.Contains("id=\"scopes-problem\"", idle.Text, StringComparison.Ordinal);
        Assert.Contains("Nothing is chosen that it may do.", idle.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_coordinators_have_connections_and_each_gives_what_is_theirs()
    {
        using var morgan = await portal.SignedInAsync(RunningPortal.Morgan);
        using var casey = await portal.SignedInAsync(RunningPortal.Casey);
        using var nora = await portal.SignedInAsync(RunningPortal.Nora);

        Assert.Equal(HttpStatusCode.Forbidden, (await morgan.GetAsync("/connections")).Status);
        Assert.DoesNotContain("/connections", (await morgan.GetAsync("/")).Text, StringComparison.Ordinal);
        var agencies = (await casey.GetAsync("/connections/new")).Text;
        var networks = (await nora.GetAsync("/connections/new")).Text;
        Assert.Equal([.. Everything.Split(' '), "training:see-qualification"], Scope().Matches(agencies).Select(m => m.Groups[1].Value));
        Assert.Equal(["reporting:network-releases"], Scope().Matches(networks).Select(m => m.Groups[1].Value));
    }

    [Fact]
    public async Task Every_call_on_the_page_runs_as_it_stands()
    {
        await using var own = await portal.StartPortalAsync(
            settings: [("Portal:Address", portal.ServicesAddress), ("Portal:CollectAddress", portal.ServicesAddress)]);
        using var casey = await Visitor.SignedInAsync(own.HttpAddress, RunningPortal.Casey);
        using var nora = await Visitor.SignedInAsync(own.HttpAddress, RunningPortal.Nora);

        var printed = await RunAsync(casey, "Everything", Everything.Split(' '));
        Assert.Contains("\"name\":\"", printed, StringComparison.Ordinal);
        Assert.Contains("\"subscribed\":true", printed, StringComparison.Ordinal);
        var links = Link().Matches(printed).Select(m => m.Value).ToList();
        Assert.Equal(6, links.Count);
        using var nobody = new HttpClient();
        var ticket = links[0].Split('/')[^1];
        Assert.Equal(HttpStatusCode.OK, (await nobody.GetAsync($"{portal.ServicesAddress}/collect/v1/forms/{ticket}")).StatusCode);

        // Results can be read once a survey has closed; then that call stands on the page as well.
        var wave = Wave().Match((await casey.GetAsync("/listening?state=open")).Text).Value;
        await casey.SendFormAsync($"{wave}/close", $"{wave}/close");
        Assert.Contains("\"smallestGroup\":5", await RunAsync(casey, "Results", "assessment:see-agency-results"), StringComparison.Ordinal);

        Assert.Contains("\"total\":0", await RunAsync(nora, "Releases", "reporting:network-releases"), StringComparison.Ordinal);
    }

    /// <summary>Makes the connection, takes every block from its page, and runs them in one shell as a developer would.</summary>
    private static async Task<string> RunAsync(Visitor visitor, string name, params string[] scopes)
    {
        var shown = await MakeAsync(visitor, name, scopes);
        var page = await visitor.GetAsync($"/connections/{Id().Match(shown.Text).Groups[1].Value}/try");
        var blocks = Block().Matches(page.Text).Select(m => m.Groups[1].Value).ToList();
        Assert.InRange(blocks.Count, scopes.Length == 1 ? 2 : scopes.Length, 1 + scopes.Length);

        var folder = Directory.CreateTempSubdirectory("peerplatform-calls-");
        var start = new ProcessStartInfo("bash")
        {
            ArgumentList = { "-c", $"set -euo pipefail\n{string.Join('\n', blocks)}" },
            WorkingDirectory = folder.FullName,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["SECRET"] = Secret().Match(shown.Text).Groups[1].Value },
        };
        using var shell = Process.Start(start)!;
        var said = shell.StandardError.ReadToEndAsync();
        var printed = await shell.StandardOutput.ReadToEndAsync();
        await shell.WaitForExitAsync();
        folder.Delete(recursive: true);
        Assert.True(shell.ExitCode == 0, $"{string.Join('\n', blocks)}\n→ {shell.ExitCode}: {await said}\n{printed}");
        return printed;
    }

    private static Task<Answer> MakeAsync(Visitor visitor, string name, params string[] scopes) => visitor.SendFormAsync(
        "/connections/new", "/connections/new", [("name", name), .. scopes.Select(s => ("scopes", s))]);

    [GeneratedRegex("<code id=\"client-secret\">([^<]+)</code>")]
    private static partial Regex Secret();

    [GeneratedRegex("<code id=\"client-id\">([^<]+)</code>")]
    private static partial Regex Id();

    [GeneratedRegex("name=\"scopes\" value=\"([^\"]+)\"")]
    private static partial Regex Scope();

    [GeneratedRegex("<code id=\"call-\\d+\" data-run>(.*?)</code>", RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex("/listening/[0-9a-f-]{36}")]
    private static partial Regex Wave();

    [GeneratedRegex("http://[^/]+/collect/s/[A-Za-z0-9_-]{43}$", RegexOptions.Multiline)]
    private static partial Regex Link();
}
