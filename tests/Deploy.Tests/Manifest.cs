using System.Text.Json;

namespace PeerPlatform.Deploy.Tests;

/// <summary>One rendered document of a set of values.</summary>
internal sealed record Manifest(string Set, JsonElement Json)
{
    public string Kind => Json.GetProperty("kind").GetString()!;

    public string Name => Json.Text("metadata/name")!;

    /// <summary>The pod that a workload makes; null for what makes none.</summary>
    public JsonElement? Pod => Json.Find("spec/template/spec");

    public IReadOnlyList<JsonElement> Containers => Pod is { } pod
        ? [.. pod.List("containers"), .. pod.List("initContainers")]
        : [];

    public override string ToString() => $"{Set}: {Kind} {Name}";
}

/// <summary>Looking into JSON by path.</summary>
internal static class JsonPaths
{
    /// <summary>What is at the path, its parts separated by slashes; null when there is nothing.</summary>
    public static JsonElement? Find(this JsonElement json, string path)
    {
        foreach (var part in path.Split('/'))
        {
            if (json.ValueKind != JsonValueKind.Object || !json.TryGetProperty(part, out json))
            {
                return null;
            }
        }

        return json;
    }

    public static string? Text(this JsonElement json, string path) => json.Find(path)?.ToString();

    public static IEnumerable<JsonElement> List(this JsonElement json, string path) =>
        json.Find(path) is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray() : [];

    public static IEnumerable<JsonProperty> Members(this JsonElement json, string path) =>
        json.Find(path) is { ValueKind: JsonValueKind.Object } found ? found.EnumerateObject() : [];

    /// <summary>All objects anywhere inside, itself included.</summary>
    public static IEnumerable<JsonElement> Everything(this JsonElement json)
    {
        yield return json;
        var inner = json.ValueKind switch
        {
            JsonValueKind.Object => json.EnumerateObject().Select(m => m.Value),
            JsonValueKind.Array => json.EnumerateArray(),
            _ => [],
        };
        foreach (var found in inner.SelectMany(Everything))
        {
            yield return found;
        }
    }
}
