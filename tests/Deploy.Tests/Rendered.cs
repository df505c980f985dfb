using System.Text.Json;
using PeerPlatform.Deploy.Tests;
using PeerPlatform.Testing;

[assembly: AssemblyFixture(typeof(Rendered))]

namespace PeerPlatform.Deploy.Tests;

/// <summary>The chart rendered once with every set of values, read and checked against Kubernetes' schemas.</summary>
public sealed class Rendered : IAsyncLifetime
{
    /// <summary>Sets whose rendering is kept beside the tests.</summary>
    internal static readonly string[] Sets = ["all", "one-service", "trial", "hardened"];

    /// <summary>What helm makes of a set, as text.</summary>
    internal Dictionary<string, string> Texts { get; } = [];

    /// <summary>Documents of every set, and of <c>dapr</c>: everything with Dapr's sidecars.</summary>
    internal IReadOnlyList<Manifest> Manifests { get; private set; } = [];

    /// <summary>What the schemas say against them.</summary>
    internal IReadOnlyList<string> Faults { get; private set; } = [];

    internal static string ValuesOf(string set) => set == "trial"
        ? Checkout.At("deploy", "helm", "trial.yaml")
        : Checkout.At("tests", "Deploy.Tests", "values", $"{set}.yaml");

    internal IEnumerable<Manifest> Of(string kind, string? set = null) =>
        Manifests.Where(m => m.Kind == kind && (set is null || m.Set == set));

    /// <inheritdoc />
    public async ValueTask InitializeAsync()
    {
        var folder = Directory.CreateTempSubdirectory("peerplatform-chart-");
        try
        {
            foreach (var set in Sets)
            {
                Texts[set] = await RenderAsync("-f", ValuesOf(set));
            }

            Texts["dapr"] = await RenderAsync("-f", ValuesOf("all"), "--set", "dapr.enabled=true");
            foreach (var (set, text) in Texts)
            {
                await File.WriteAllTextAsync(Path.Combine(folder.FullName, set), text);
            }

            var check = await Helm.NodeAsync("check.mjs", [.. Texts.Keys.Select(set => Path.Combine(folder.FullName, set))]);
            Assert.True(check.Code == 0, check.Errors);
            var read = JsonSerializer.Deserialize<JsonElement>(check.Output).EnumerateArray().ToList();
            Manifests = [.. Texts.Keys.Zip(read).SelectMany(r => r.Second.List("documents").Select(d => new Manifest(r.First, d)))];
            Faults = [.. Texts.Keys.Zip(read).SelectMany(r => r.Second.List("faults").Select(f => $"{r.First}: {f}"))];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static async Task<string> RenderAsync(params string[] arguments)
    {
        var rendered = await Helm.TemplateAsync(arguments);
        return rendered.Code == 0 ? rendered.Output : throw new InvalidOperationException(rendered.Errors);
    }
}
