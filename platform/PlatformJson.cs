using System.Text.Json;
using System.Text.Json.Serialization;

namespace PeerPlatform.Platform;

/// <summary>How the platform reads and writes JSON: camel case, enums as words, and a member it does not know is refused.</summary>
public static class PlatformJson
{
    /// <summary>For everything that is not an HTTP body; bodies use the same settings.</summary>
    public static JsonSerializerOptions Options { get; } = Apply(new JsonSerializerOptions(JsonSerializerDefaults.Web));

    internal static JsonSerializerOptions Apply(JsonSerializerOptions options)
    {
        options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
        return options;
    }
}
