using System.Collections.Immutable;
using System.Text.Json;
using PeerPlatform.Platform;
using PeerPlatform.Platform.Texts;

namespace PeerPlatform.Training.Library;

internal enum EntryKind
{
    /// <summary>Words that make two people equals.</summary>
    Affiliation,

    /// <summary>Where it needs more than a peer.</summary>
    TherapyZone,

    /// <summary>A professional's advice beside a peer's support.</summary>
    AdviceOrSupport,

    /// <summary>When somebody may not be safe.</summary>
    Safety,

    /// <summary>How supervision and co-reflection can go.</summary>
    Supervision,

    Other,
}

/// <summary>Something of the practice library that comes with the platform (P-4.10), in our words after the manual's.</summary>
/// <param name="Code">Lower case with hyphens; once shipped it stays.</param>
/// <param name="Source">Where the thought is from.</param>
internal sealed record Entry(string Code, EntryKind Kind, LocalText Title, LocalText About, ImmutableArray<EntryPart> Parts, string Source)
{
    /// <summary>In the order in which they are shown.</summary>
    public static ImmutableArray<Entry> Shipped { get; } = Read();

    private static ImmutableArray<Entry> Read()
    {
        using var stream = typeof(Entry).Assembly.GetManifestResourceStream("library/entries.v1.json")!;
        return JsonSerializer.Deserialize<ImmutableArray<Entry>>(stream, PlatformJson.Options);
    }
}

internal sealed record EntryPart(LocalText Heading, ImmutableArray<LocalText> Lines);
