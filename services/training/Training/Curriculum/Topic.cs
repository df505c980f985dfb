using System.Collections.Immutable;
using System.Text.Json;
using PeerPlatform.Platform;
using PeerPlatform.Platform.Texts;

namespace PeerPlatform.Training.Curriculum;

/// <summary>Something that supporters learn (P-4.1).</summary>
/// <param name="Code">Lower case with hyphens; once shipped it stays.</param>
/// <param name="Name">As it stands inside a sentence.</param>
/// <param name="Essential">One of the manual's four without which nobody starts.</param>
internal sealed record Topic(string Code, LocalText Name, LocalText About, bool Essential, string Source)
{
    /// <summary>The topics that come with the platform, in the order in which they are shown.</summary>
    public static ImmutableArray<Topic> Shipped { get; } = Read();

    private static ImmutableArray<Topic> Read()
    {
        using var stream = typeof(Topic).Assembly.GetManifestResourceStream("curriculum/topics.v1.json")!;
        return JsonSerializer.Deserialize<ImmutableArray<Topic>>(stream, PlatformJson.Options);
    }
}
