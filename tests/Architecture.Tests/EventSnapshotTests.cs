using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using PeerPlatform.Contracts.Events;
using PeerPlatform.Platform;

namespace PeerPlatform.Architecture.Tests;

/// <summary>
/// An event that was sent once must be readable for ever: properties are only added. The snapshot of each event holds
/// its properties with their types and an example as it travels.
/// </summary>
public sealed class EventSnapshotTests
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static TheoryData<Type> Events { get; } =
        [.. typeof(IEvent).Assembly.GetExportedTypes().Where(t => t is { IsClass: true, IsAbstract: false } && t.IsAssignableTo(typeof(IEvent)))];

    [Theory]
    [MemberData(nameof(Events))]
    public void An_event_is_only_added_to(Type happened)
    {
        var path = PathOf(happened);
        Assert.True(File.Exists(path), $"{happened.Name} has no snapshot. Add {Repository.Relative(path)}:\n{Snapshot(happened)}");
        var kept = JsonNode.Parse(File.ReadAllText(path))!["properties"]!.AsObject().ToDictionary(p => p.Key, p => (string)p.Value!);
        var now = Properties(happened);

        foreach (var (name, type) in kept)
        {
            Assert.True(now.ContainsKey(name), $"{happened.Name}.{name} has vanished. Events are additive only: keep it, and add a new property or a new event.");
            Assert.True(now[name] == type, $"{happened.Name}.{name} was {type} and is {now[name]}. Events are additive only: keep it, and add a new property or a new event.");
        }

        var added = now.Keys.Except(kept.Keys).ToList();
        Assert.True(added.Count == 0, $"{happened.Name} has new properties ({string.Join(", ", added)}). From now on they are kept: write the snapshot {Repository.Relative(path)}:\n{Snapshot(happened)}");
    }

    [Theory]
    [MemberData(nameof(Events))]
    public void An_example_that_was_sent_once_can_still_be_read(Type happened)
    {
        var path = PathOf(happened);
        Assert.True(File.Exists(path), $"{happened.Name} has no snapshot.");
        var example = JsonNode.Parse(File.ReadAllText(path))!["example"]!.AsObject();

        var read = JsonSerializer.Deserialize(example.ToJsonString(), happened, PlatformJson.Options);

        var again = JsonSerializer.SerializeToNode(read, happened, PlatformJson.Options)!.AsObject();
        Assert.All(example, sent => Assert.True(
            JsonNode.DeepEquals(sent.Value, again[sent.Key]), $"{happened.Name}.{sent.Key} was sent as {sent.Value} and is read as {again[sent.Key]}."));
    }

    [Fact]
    public void No_snapshot_is_of_an_event_that_is_gone()
    {
        var known = typeof(IEvent).Assembly.GetExportedTypes().Select(t => t.Name).ToHashSet(StringComparer.Ordinal);
        Assert.All(
            Directory.GetFiles(Folder, "*.json").Select(f => Path.GetFileNameWithoutExtension(f)!),
            name => Assert.True(known.Contains(name), $"The event {name} has vanished, but it may still be in an outbox or a queue. Bring it back."));
    }

    private static string Folder => Repository.At("tests", "Architecture.Tests", "Snapshots", "Events");

    private static string PathOf(Type happened) => Path.Combine(Folder, $"{happened.Name}.json");

    private static Dictionary<string, string> Properties(Type happened)
    {
        var nullability = new NullabilityInfoContext();
        return happened.GetProperties(BindingFlags.Public | BindingFlags.Instance).ToDictionary(
            p => JsonNamingPolicy.CamelCase.ConvertName(p.Name),
            p => NameOf(p.PropertyType) + (!p.PropertyType.IsValueType && nullability.Create(p).ReadState == NullabilityState.Nullable ? "?" : ""));
    }

    private static string NameOf(Type type) =>
        Nullable.GetUnderlyingType(type) is { } inner ? $"{NameOf(inner)}?"
        : type.IsGenericType ? $"{type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)]}<{string.Join(", ", type.GetGenericArguments().Select(NameOf))}>"
        : type.Name;

    private static string Snapshot(Type happened) => new JsonObject
    {
        ["properties"] = new JsonObject(Properties(happened).Select(p => KeyValuePair.Create(p.Key, (JsonNode?)p.Value))),
        ["example"] = JsonSerializer.SerializeToNode(Example(happened), happened, PlatformJson.Options),
    }.ToJsonString(Indented);

    /// <summary>Made of the record's own constructor with a plain value for each parameter.</summary>
    private static object Example(Type type) =>
        type == typeof(string) ? "text"
        : type == typeof(Guid) ? Guid.Parse("01930000-0000-7000-8000-000000000001")
        : type == typeof(DateOnly) ? new DateOnly(2026, 11, 20)
        : type == typeof(DateTimeOffset) ? new DateTimeOffset(2026, 11, 20, 12, 0, 0, TimeSpan.Zero)
        : Nullable.GetUnderlyingType(type) is { } inner ? Example(inner)
        : type.IsPrimitive ? Convert.ChangeType(1, type, System.Globalization.CultureInfo.InvariantCulture)
        : type.IsEnum ? Enum.GetValues(type).GetValue(0)!
        : type.IsGenericType ? MakeList(type.GetGenericArguments()[0])
        : type.GetConstructors()[0] is var constructor
            ? constructor.Invoke([.. constructor.GetParameters().Select(p => Example(p.ParameterType))])
            : throw new NotSupportedException($"Say here how an example of {type} is made.");

    private static Array MakeList(Type of)
    {
        var list = Array.CreateInstance(of, 1);
        list.SetValue(Example(of), 0);
        return list;
    }
}
