using System.Text.Json;
using PeerPlatform.Testing;

namespace PeerPlatform.Deploy.Tests;

/// <summary>An arrow of the table in values.yaml; servers have no named port.</summary>
internal sealed record Arrow(string From, string To, string? Port);

/// <summary>YAML files of the repository that are not manifests.</summary>
internal static class Values
{
    public static readonly string[] Servers = ["postgres", "rabbitmq", "redis"];

    public static async Task<JsonElement> ReadAsync(params string[] path)
    {
        var read = await Helm.NodeAsync("read.mjs", Checkout.At(path));
        Assert.True(read.Code == 0, read.Errors);
        return JsonSerializer.Deserialize<JsonElement>(read.Output)[0];
    }

    /// <summary>The chart's defaults.</summary>
    public static Task<JsonElement> OfChartAsync() => ReadAsync("deploy", "helm", "peer-platform", "values.yaml");

    public static IReadOnlyList<Arrow> ArrowsOf(JsonElement values) =>
        [.. values.List("arrows").Select(a => new Arrow(a.Text("from")!, a.Text("to")!, a.Text("port")))];
}
