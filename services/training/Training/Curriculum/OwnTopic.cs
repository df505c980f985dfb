using PeerPlatform.Platform.Texts;

namespace PeerPlatform.Training.Curriculum;

/// <summary>A topic that an agency added to the shipped ones (P-4.1).</summary>
internal sealed class OwnTopic
{
    /// <summary>Begins with <c>own-</c>, so that it never meets a shipped one.</summary>
    public required string Code { get; init; }

    public required string NameEn { get; init; }

    public required string NameEs { get; init; }

    public required string AboutEn { get; init; }

    public required string AboutEs { get; init; }

    public LocalText Name() => new(NameEn, NameEs);

    public LocalText About() => new(AboutEn, AboutEs);
}
