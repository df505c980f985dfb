using PeerPlatform.Testing;

namespace PeerPlatform.Deploy.Tests;

/// <summary>What skaffold.yaml must name. Its form was checked once against Skaffold's own schema, v4beta13.</summary>
public sealed class SkaffoldTests
{
    private static readonly string[] BaseImages = ["SDK_IMAGE", "RUNTIME_IMAGE", "NODE_IMAGE"];

    [Fact]
    public async Task Every_service_of_the_chart_is_built_with_the_one_Dockerfile_and_given_to_the_chart()
    {
        var skaffold = await Values.ReadAsync("skaffold.yaml");
        var services = (await Values.OfChartAsync()).Members("services").Select(s => s.Name).Order().ToList();
        var artifacts = skaffold.List("build/artifacts").ToDictionary(a => a.Text("image")!["peer-platform-".Length..]);
        var given = skaffold.List("deploy/helm/releases").Single().Members("setValueTemplates").ToDictionary(v => v.Name, v => v.Value.GetString());

        Assert.Equal("skaffold/v4beta13", skaffold.Text("apiVersion"));
        Assert.Equal(services, artifacts.Keys.Order());
        Assert.Equal(services.Count, given.Count);
        Assert.All(artifacts, a =>
        {
            Assert.Equal("deploy/Dockerfile", a.Value.Text("docker/dockerfile"));
            Assert.Equal(a.Key, a.Value.Text("docker/buildArgs/SERVICE"));
            Assert.All(BaseImages, image => Assert.Equal($"{{{{.{image}}}}}", a.Value.Text($"docker/buildArgs/{image}")));
            Assert.Equal($"{{{{.IMAGE_FULLY_QUALIFIED_peer_platform_{a.Key}}}}}", given[$"services.{a.Key}.image"]);
        });
    }

    [Fact]
    public async Task It_deploys_the_trial_makes_its_secrets_first_and_forwards_both_sides_of_the_gateway()
    {
        var skaffold = await Values.ReadAsync("skaffold.yaml");
        var release = skaffold.List("deploy/helm/releases").Single();
        var before = skaffold.List("deploy/helm/hooks/before").Single().List("host/command").Select(w => w.GetString()!).ToList();
        var gateway = (await Values.OfChartAsync()).Members("services/gateway/ports").Select(p => p.Value.GetInt32()).Order();

        Assert.Equal("deploy/helm/peer-platform", release.Text("chartPath"));
        Assert.All(release.List("valuesFiles").Select(f => f.GetString()!).Append(before[0]), file => Assert.True(File.Exists(Checkout.At(file.Split('/')))));
        Assert.Equal(["deploy/helm/trial-secrets.sh", release.Text("namespace")!, release.Text("name")!], before);
        Assert.Equal(gateway, skaffold.List("portForward").Select(p => p.Find("port")!.Value.GetInt32()).Order());
        Assert.All(skaffold.List("portForward"), p => Assert.Equal($"{release.Text("name")}-gateway", p.Text("resourceName")));
    }
}
