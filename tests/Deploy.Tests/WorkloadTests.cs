using System.Text.Json;
using System.Text.RegularExpressions;

namespace PeerPlatform.Deploy.Tests;

/// <summary>What holds for everything that runs, whatever the values.</summary>
public sealed partial class WorkloadTests(Rendered rendered)
{
    private IEnumerable<(Manifest Of, JsonElement Container)> Containers =>
        rendered.Manifests.SelectMany(m => m.Containers.Select(c => (m, c)));

    [Fact]
    public void Every_container_runs_as_nobody_special_and_writes_nowhere_but_in_its_volumes() => Assert.All(Containers, c =>
    {
        var security = c.Container.Find("securityContext");

        Assert.True(security is not null, $"{c.Of} has a container without securityContext.");
        Assert.Equal("True", security.Value.Text("runAsNonRoot"));
        Assert.True(security.Value.Find("runAsUser")!.Value.GetInt32() > 0, $"{c.Of}: root.");
        Assert.Equal("True", security.Value.Text("readOnlyRootFilesystem"));
        Assert.Equal("False", security.Value.Text("allowPrivilegeEscalation"));
        Assert.Equal("""["ALL"]""", security.Value.Find("capabilities/drop")!.Value.GetRawText());
        Assert.Null(security.Value.Find("capabilities/add"));
        Assert.Equal("RuntimeDefault", security.Value.Text("seccompProfile/type"));
    });

    [Fact]
    public void Every_container_asks_for_what_it_needs_and_has_an_end_to_its_memory() => Assert.All(Containers, c =>
    {
        foreach (var path in new[] { "requests/cpu", "requests/memory", "limits/memory" })
        {
            Assert.True(c.Container.Find($"resources/{path}") is not null, $"{c.Of}: no resources.{path}.");
        }
    });

    [Fact]
    public void Every_image_is_named_with_a_tag_or_a_digest() =>
        Assert.All(Containers, c => Assert.Matches(ImageName(), c.Container.Text("image")));

    [Fact]
    public void Every_image_of_the_hardened_set_is_named_by_digest() =>
        Assert.All(Containers.Where(c => c.Of.Set == "hardened"), c => Assert.Contains("@sha256:", c.Container.Text("image"), StringComparison.Ordinal));

    [Fact]
    public void No_pod_holds_a_token_of_the_cluster_or_shares_a_node_s_namespaces() => Assert.All(
        rendered.Manifests.Where(m => m.Pod is not null),
        m =>
        {
            Assert.Equal("False", m.Pod!.Value.Text("automountServiceAccountToken"));
            Assert.Equal("False", m.Pod.Value.Text("enableServiceLinks"));
            Assert.NotNull(m.Pod.Value.Find("serviceAccountName"));
            Assert.All(new[] { "hostNetwork", "hostPID", "hostIPC" }, member => Assert.Null(m.Pod.Value.Find(member)));
            Assert.DoesNotContain(m.Pod.Value.List("volumes"), v => v.Find("hostPath") is not null);
            var account = rendered.Of("ServiceAccount", m.Set).Single(a => a.Name == m.Pod.Value.Text("serviceAccountName"));
            Assert.Equal("False", account.Json.Text("automountServiceAccountToken"));
        });

    [Fact]
    public void Every_deployment_has_probes_scales_survives_a_drained_node_and_rolls_without_a_gap() => Assert.All(rendered.Of("Deployment"), d =>
    {
        var container = Assert.Single(d.Containers);
        var scaled = rendered.Of("HorizontalPodAutoscaler", d.Set).Single(h => h.Json.Text("spec/scaleTargetRef/name") == d.Name);
        var budget = rendered.Of("PodDisruptionBudget", d.Set).Single(b => SelectsPodsOf(b.Json.Find("spec/selector/matchLabels")!.Value, d));

        Assert.True(container.Find("ports")!.Value.EnumerateArray().Any(p => p.Text("name") == "grpc")
            == (container.Find("startupProbe/grpc") is not null), $"{d}: its h2c port is asked over grpc.health.v1, and no other is.");
        Assert.NotNull(container.Find("startupProbe"));
        Assert.Equal("/health/live", container.Text("livenessProbe/httpGet/path"));
        Assert.StartsWith("/health/", container.Text("readinessProbe/httpGet/path"), StringComparison.Ordinal);
        Assert.Null(d.Json.Find("spec/replicas"));
        Assert.True(scaled.Json.Find("spec/minReplicas")!.Value.GetInt32() >= (d.Set == "trial" ? 1 : 2), $"{d}: one replica is a gap.");
        Assert.Equal("1", budget.Json.Text("spec/maxUnavailable"));
        Assert.Equal("0", d.Json.Text("spec/strategy/rollingUpdate/maxUnavailable"));
        Assert.Equal(["topology.kubernetes.io/zone", "kubernetes.io/hostname"], d.Pod!.Value.List("topologySpreadConstraints").Select(t => t.Text("topologyKey")!));
    });

    [Fact]
    public void A_pod_is_given_longer_to_end_than_it_drains_and_finishes() => Assert.All(rendered.Of("Deployment"), d =>
    {
        var settings = rendered.Of("ConfigMap", d.Set).Single(c => c.Name == d.Name).Json;
        var drain = int.Parse(settings.Text("data/Shutdown__DrainSeconds")!, System.Globalization.CultureInfo.InvariantCulture);

        Assert.True(d.Pod!.Value.Find("terminationGracePeriodSeconds")!.Value.GetInt32() > drain + 20, $"{d}: it would be killed before it has finished.");
    });

    [Fact]
    public void Names_of_ports_are_its_own_in_a_pod_and_a_service_leads_to_ports_that_exist()
    {
        Assert.All(Containers, c => Unique(c.Container.List("ports").Select(p => p.Text("name")!), c.Of));
        Assert.All(rendered.Of("Service"), s =>
        {
            Unique(s.Json.List("spec/ports").Select(p => p.Text("name")!), s);
            var pods = rendered.Manifests.Where(m => m.Set == s.Set && m.Kind != "Job" && m.Pod is not null && SelectsPodsOf(s.Json.Find("spec/selector")!.Value, m)).ToList();
            var ports = Assert.Single(pods).Containers.Single().List("ports").Select(p => (p.Text("name"), p.Text("containerPort"))).ToList();
            Assert.All(s.Json.List("spec/ports"), p => Assert.Contains((p.Text("targetPort"), p.Text("port")), ports));
        });
    }

    [Fact]
    public void Grpc_is_balanced_over_the_addresses_behind_a_name_that_has_no_address_of_its_own() => Assert.All(
        rendered.Of("Service").Where(s => s.Json.List("spec/ports").Any(p => p.Text("name") == "grpc")),
        s => Assert.Equal("None", s.Json.Text("spec/clusterIP")));

    [Fact]
    public void The_trial_says_that_it_is_one_and_the_other_sets_have_nothing_of_it()
    {
        Assert.DoesNotContain(rendered.Of("StatefulSet"), s => s.Set != "trial");
        Assert.Equal(3, rendered.Of("StatefulSet", "trial").Count());
        Assert.All(rendered.Of("StatefulSet", "trial"), s => Assert.Contains("Not for people's data", s.Json.Find("metadata/annotations")!.Value.GetRawText(), StringComparison.Ordinal));
    }

    [Fact]
    public void The_collecting_side_has_a_host_of_its_own_whose_requests_are_not_logged()
    {
        foreach (var set in new[] { "all", "one-service", "hardened" })
        {
            var sides = rendered.Of("Ingress", set).ToDictionary(i => i.Json.List("spec/rules").Single().Find("http/paths")!.Value[0].Text("backend/service/port/name")!);
            var (signedIn, collecting) = (sides["http"], sides["collect"]);

            Assert.NotEqual(HostOf(signedIn), HostOf(collecting));
            Assert.Equal([HostOf(collecting)], collecting.Json.List("spec/tls").Single().List("hosts").Select(h => h.GetString()));
            Assert.Equal("false", collecting.Json.Find("metadata/annotations")!.Value.GetProperty("nginx.ingress.kubernetes.io/enable-access-log").GetString());
            Assert.Equal("false", collecting.Json.Find("metadata/annotations")!.Value.GetProperty("nginx.ingress.kubernetes.io/enable-opentelemetry").GetString());
        }
    }

    [Fact]
    public void Dapr_gets_a_sidecar_beside_what_speaks_grpc_with_another_service_and_only_when_it_is_asked_for()
    {
        var with = rendered.Of("Deployment").Where(d => d.Json.Find("spec/template/metadata/annotations") is { } a && a.TryGetProperty("dapr.io/enabled", out _)).ToList();

        Assert.Equal(["dapr: Deployment peer-assessment", "dapr: Deployment peer-recruitment", "dapr: Deployment peer-reporting", "dapr: Deployment peer-tenancy", "dapr: Deployment peer-training"], with.Select(d => d.ToString()));
        Assert.All(with, d =>
        {
            var annotations = d.Json.Find("spec/template/metadata/annotations")!.Value;
            Assert.Equal($"peer-{annotations.GetProperty("dapr.io/app-id").GetString()}", d.Name);
            Assert.Equal(
                $"http://127.0.0.1:{annotations.GetProperty("dapr.io/grpc-port").GetString()}",
                rendered.Of("ConfigMap", "dapr").Single(c => c.Name == d.Name).Json.Text("data/DAPR_GRPC_ENDPOINT"));
        });
    }

    private static string? HostOf(Manifest ingress) => ingress.Json.List("spec/rules").Single().Text("host");

    private static bool SelectsPodsOf(JsonElement labels, Manifest workload) => labels.EnumerateObject()
        .All(l => workload.Json.Find("spec/template/metadata/labels")!.Value.TryGetProperty(l.Name, out var v) && v.GetString() == l.Value.GetString());

    private static void Unique(IEnumerable<string> names, Manifest of)
    {
        var all = names.ToList();
        Assert.True(all.Count == all.Distinct().Count(), $"{of}: two ports of the same name.");
    }

    [GeneratedRegex(@"^[^@ ]+:(?!latest$)[A-Za-z0-9._-]+(@sha256:[0-9a-f]{64})?$|^[^ ]+@sha256:[0-9a-f]{64}$")]
    private static partial Regex ImageName();
}
