using System.Text.Json;
using PeerPlatform.Testing;

namespace PeerPlatform.Deploy.Tests;

/// <summary>Secrets are made outside the chart and referred to; nothing of them is in what is rendered.</summary>
public sealed class SecretsTests(Rendered rendered)
{
    [Fact]
    public void No_secret_is_rendered()
    {
        Assert.Empty(rendered.Of("Secret"));
        Assert.All(rendered.Texts.Values, text => Assert.DoesNotMatch(@"(?i)\bpassword=|://[^/ ]+:[^/ ]+@", text));
    }

    [Fact]
    public void The_owner_s_credential_is_with_the_job_that_migrates_and_nowhere_else()
    {
        var holders = rendered.Manifests
            .Where(m => m.Json.GetRawText().Contains("peer-platform-postgres-owner", StringComparison.Ordinal))
            .ToList();

        Assert.NotEmpty(holders);
        Assert.All(holders, m => Assert.Equal("Job", m.Kind));
        Assert.All(rendered.Of("Job"), job => Assert.DoesNotContain(References(job.Json), r => r.Secret == "peer-platform-postgres"));
    }

    [Fact]
    public void A_job_migrates_each_database_before_the_first_replica_of_a_version_starts() => Assert.All(
        rendered.Of("Deployment").Where(d => d.Json.GetRawText().Contains("ConnectionStrings__", StringComparison.Ordinal)),
        d =>
        {
            var job = rendered.Of("Job", d.Set).Single(j => j.Name.StartsWith($"{d.Name}-migrate", StringComparison.Ordinal));
            var container = job.Containers.Single();

            Assert.Equal("""["migrate"]""", container.Find("args")!.Value.GetRawText());
            Assert.Equal(d.Containers.Single().Text("image"), container.Text("image"));
            if (d.Set != "trial")
            {
                Assert.Equal("pre-install,pre-upgrade", job.Json.Find("metadata/annotations")!.Value.GetProperty("helm.sh/hook").GetString());
            }
        });

    [Fact]
    public async Task The_trial_s_script_makes_every_secret_that_the_trial_refers_to()
    {
        var folder = Directory.CreateTempSubdirectory("peerplatform-kubectl-");
        var kubectl = Path.Combine(folder.FullName, "kubectl");
        await File.WriteAllTextAsync(kubectl, "#!/bin/sh\ncase \"$*\" in *' get secret '*) exit 1 ;; esac\nprintf '%s\\n' \"$@\" >>\"$MADE\"\n");
        await Command.RunAsync("chmod", folder.FullName, ["+x", kubectl]);
        var made = Path.Combine(folder.FullName, "made");
        var script = await Command.RunAsync("bash", Checkout.Root, ["deploy/helm/trial-secrets.sh", "peer", "peer"], new Dictionary<string, string?>
        {
            ["PATH"] = $"{folder.FullName}:{Environment.GetEnvironmentVariable("PATH")}",
            ["MADE"] = made,
        });
        Assert.True(script.Code == 0, script.Errors);
        var secret = "";
        var lines = await File.ReadAllLinesAsync(made);
        folder.Delete(recursive: true);
        var keys = new HashSet<(string, string)>();
        foreach (var (line, before) in lines.Zip(lines.Prepend("")))
        {
            secret = before == "generic" ? line : secret;
            if (line.StartsWith("--from-literal=", StringComparison.Ordinal))
            {
                keys.Add((secret, line.Split('=', 3)[1]));
            }
        }

        Assert.Subset(keys, rendered.Manifests.Where(m => m.Set == "trial").SelectMany(m => References(m.Json)).Where(r => !r.Optional).Select(r => (r.Secret, r.Key)).ToHashSet());
    }

    [Fact]
    public async Task Every_secret_and_key_is_named_on_the_operations_page()
    {
        var page = await File.ReadAllTextAsync(Checkout.At("docs", "operations.md"));

        Assert.All(
            rendered.Manifests.Where(m => m.Set != "trial").SelectMany(m => References(m.Json)).Distinct(),
            r => Assert.True(page.Contains($"`{r.Secret}`", StringComparison.Ordinal) && page.Contains($"`{r.Key}`", StringComparison.Ordinal),
                $"docs/operations.md does not say what `{r.Key}` of the secret `{r.Secret}` is."));
    }

    private static IEnumerable<(string Secret, string Key, bool Optional)> References(JsonElement json) => json.Everything()
        .Select(e => e.Find("secretKeyRef"))
        .OfType<JsonElement>()
        .Select(r => (r.Text("name")!, r.Text("key")!, r.Text("optional") == "True"));
}
