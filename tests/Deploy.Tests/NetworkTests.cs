using System.Text.Json;
using System.Text.RegularExpressions;
using PeerPlatform.Testing;

namespace PeerPlatform.Deploy.Tests;

/// <summary>Who may call whom: the table in values.yaml, what the sources say, and the policies are one and the same.</summary>
public sealed partial class NetworkTests(Rendered rendered)
{
    private const string App = "app.kubernetes.io/name";

    [Fact]
    public async Task The_table_of_arrows_is_what_the_sources_of_the_services_say()
    {
        // A library that no host serves talks to nobody.
        var services = Directory.GetDirectories(Checkout.At("services"))
            .Where(f => Directory.GetDirectories(f, "*.Host").Length > 0)
            .Select(f => Path.GetFileName(f)!)
            .ToList();
        var said = new HashSet<Arrow> { new("outside", "gateway", "http"), new("outside", "gateway", "collect"), new("gateway", "redis", null) };
        foreach (var service in services)
        {
            var source = SourceOf("services", service);
            said.UnionWith(GrpcClient().Matches(source).Select(m => new Arrow(service, m.Groups[1].Value, "grpc")));
            said.UnionWith(HttpClient().Matches(source).Select(m => new Arrow(service, m.Groups[1].Value, "http")));
            said.Add(new Arrow("gateway", service, "grpc"));
            said.Add(new Arrow(service, "redis", null));
            if (source.Contains("AddDatabase<", StringComparison.Ordinal))
            {
                said.UnionWith([new Arrow(service, "postgres", null), new Arrow(service, "rabbitmq", null)]);
            }

            if (service != "tenancy")
            {
                // Every service verifies members' tokens itself, by the keys that tenancy publishes.
                said.Add(new Arrow(service, "tenancy", "http"));
            }
        }

        var table = Values.ArrowsOf(await Values.OfChartAsync()).ToHashSet();

        Assert.True(said.SetEquals(table),
            $"In the sources and not among the arrows of values.yaml: {string.Join(", ", said.Except(table))}. The other way round: {string.Join(", ", table.Except(said))}.");
    }

    [Theory]
    [InlineData("all")]
    [InlineData("one-service")]
    [InlineData("trial")]
    [InlineData("hardened")]
    public async Task Policies_open_the_arrows_and_nothing_else(string set)
    {
        var enabled = rendered.Of("Deployment", set).Select(d => d.Name["peer-".Length..]).ToHashSet();
        var open = Values.ArrowsOf(await Values.OfChartAsync())
            .Where(a => (a.From == "outside" || enabled.Contains(a.From)) && (enabled.Contains(a.To) || Values.Servers.Contains(a.To)))
            .Where(a => !(set == "one-service" && a.To == "rabbitmq"))
            .ToList();
        var inner = open.Where(a => a.From != "outside" && (enabled.Contains(a.To) || set == "trial")).ToList();

        Assert.Equal(Words(inner.Select(a => $"{a.From} to {a.To}:{PortOf(a)}")), Words(Between("ingress").Where(w => !IsJob(w))));
        Assert.Equal(Words(inner.Select(a => $"{a.From} to {a.To}:{PortOf(a)}")), Words(Between("egress").Where(w => !IsJob(w))));
        Assert.Equal(
            Words(open.Where(a => a.From == "outside").Select(a => $"controller to {a.To}:{PortOf(a)}")),
            Words(Policies().SelectMany(p => RulesOf(p, "ingress", "from").Where(r => r.Peer.GetRawText().Contains("ingress-nginx", StringComparison.Ordinal))
                .Select(r => $"controller to {AppOf(p)}:{r.Port}"))));
        if (set != "trial")
        {
            var servers = open.Where(a => Values.Servers.Contains(a.To)).ToList();
            Assert.All(servers, a => Assert.Contains(PortOf(a, set), PortsLeaving(a.From)));
            Assert.All(enabled, service => Assert.Subset(
                new HashSet<int>([.. servers.Where(a => a.From == service).Select(a => PortOf(a, set)), .. set == "hardened" ? [4317] : Array.Empty<int>(), .. set == "one-service" ? [443] : Array.Empty<int>()]),
                PortsLeaving(service)));
        }

        IEnumerable<Manifest> Policies() => rendered.Of("NetworkPolicy", set).Where(p => AppOf(p) is not null);

        IEnumerable<string> Between(string way) => Policies().SelectMany(p => RulesOf(p, way, way == "ingress" ? "from" : "to")
            .Select(r => (Other: r.Peer.Find("podSelector/matchLabels") is { } labels && labels.TryGetProperty(App, out var name) ? name.GetString() : null, r.Port))
            .Where(r => r.Other is not null)
            .Select(r => way == "ingress" ? $"{r.Other} to {AppOf(p)}:{r.Port}" : $"{AppOf(p)} to {r.Other}:{r.Port}"));

        // Leaving for outside the release: rules without pods of it, DNS apart.
        HashSet<int> PortsLeaving(string service) => [.. Policies().Where(p => AppOf(p) == service)
            .SelectMany(p => RulesOf(p, "egress", "to"))
            .Where(r => !r.Peer.GetRawText().Contains(App, StringComparison.Ordinal) && r.Port != 53)
            .Select(r => r.Port)];
    }

    [Fact]
    public void Everything_of_the_release_is_closed_both_ways_unless_a_policy_opens_it() => Assert.All(
        rendered.Manifests.Select(m => m.Set).Distinct(),
        set =>
        {
            var closed = rendered.Of("NetworkPolicy", set).Single(p => AppOf(p) is null).Json;
            var selected = closed.Members("spec/podSelector/matchLabels").Select(l => (l.Name, l.Value.GetString())).ToList();

            Assert.Equal(["Ingress", "Egress"], closed.List("spec/policyTypes").Select(t => t.GetString()));
            Assert.Null(closed.Find("spec/ingress"));
            Assert.Null(closed.Find("spec/egress"));
            Assert.All(rendered.Manifests.Where(m => m.Set == set && m.Pod is not null), m => Assert.All(
                selected, label => Assert.Equal(label.Item2, m.Json.Find("spec/template/metadata/labels")!.Value.GetProperty(label.Name).GetString())));
        });

    [Fact]
    public void A_job_that_migrates_reaches_its_database_and_nothing_else() => Assert.All(rendered.Of("NetworkPolicy").Where(p => IsJob(p.Name)), p =>
    {
        Assert.Null(p.Json.Find("spec/ingress"));
        Assert.Equal([53, 5432], RulesOf(p, "egress", "to").Select(r => r.Port).Distinct().Order());
    });

    private static int PortOf(Arrow arrow, string set = "") => (arrow.To, arrow.Port, set) switch
    {
        ("rabbitmq", _, "hardened") => 5671,
        ("redis", _, "hardened") => 6380,
        ("postgres", _, _) => 5432,
        ("rabbitmq", _, _) => 5672,
        ("redis", _, _) => 6379,
        (_, "http", _) => 8080,
        _ => 8081,
    };

    private static IEnumerable<string> Words(IEnumerable<string> words) => words.Distinct().Order(StringComparer.Ordinal);

    private static bool IsJob(string words) => words.Contains("-migrate", StringComparison.Ordinal);

    private static string? AppOf(Manifest policy) => policy.Json.Find("spec/podSelector/matchLabels") is { } labels && labels.TryGetProperty(App, out var name) ? name.GetString() : null;

    /// <summary>Every pair of peer and port; a rule without peers is one for any address.</summary>
    private static IEnumerable<(JsonElement Peer, int Port)> RulesOf(Manifest policy, string way, string side) => policy.Json.List($"spec/{way}").SelectMany(rule =>
    {
        Assert.True(rule.List("ports").Any(), $"{policy}: a rule without ports opens all.");
        var peers = rule.List(side).DefaultIfEmpty(JsonSerializer.SerializeToElement("any"));
        return peers.SelectMany(peer => rule.List("ports").Select(port => (peer, port.GetProperty("port").GetInt32())));
    });

    private static string SourceOf(params string[] folder) => string.Concat(
        Directory.GetFiles(Checkout.At(folder), "*.cs", SearchOption.AllDirectories)
            .Where(f => !f.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Select(File.ReadAllText));

    [GeneratedRegex("AddGrpcClient<[^>]+>\\(\"([a-z]+)\"\\)")]
    private static partial Regex GrpcClient();

    [GeneratedRegex("AddClient\\(services, configuration, \"([a-z]+)\"")]
    private static partial Regex HttpClient();
}
