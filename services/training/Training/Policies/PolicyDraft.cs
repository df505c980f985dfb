using PeerPlatform.Platform.Refusals;
using PeerPlatform.Platform.Texts;

namespace PeerPlatform.Training.Policies;

/// <summary>The text of a policy's next version while coordinators work on it; places may be open. At most one of a policy, and it goes when it is published.</summary>
internal sealed class PolicyDraft
{
    private PolicyDraft()
    {
    }

    public string Policy { get; private set; } = "";

    public Language Language { get; private set; }

    public string Text { get; private set; } = "";

    /// <summary>Counts the saves, from 1, so that nobody saves over words they have not seen.</summary>
    public int Version { get; private set; }

    /// <summary>The name of whoever saved last.</summary>
    public string ChangedBy { get; private set; } = "";

    public DateOnly ChangedOn { get; private set; }

    public static PolicyDraft Begin(string policy, Language language, string text, Publisher writer) =>
        new() { Policy = policy, Language = language, Text = text, Version = 1, ChangedBy = writer.Name, ChangedOn = writer.Today };

    /// <summary>Takes over a whole text.</summary>
    /// <param name="basedOn">The version that the writer had before them.</param>
    public Refusal? Change(string? sent, int? basedOn, Publisher writer)
    {
        var text = sent?.ReplaceLineEndings("\n").Trim() ?? "";
        if (text.Length is 0 or > PolicyText.LongestText)
        {
            return new FieldRefused("text", $"A policy has 1 to {PolicyText.LongestText} characters.", "Write the whole text that people give their word to.");
        }

        if (text == Text)
        {
            return null;
        }

        if (Seen(basedOn) is { } changed)
        {
            return changed;
        }

        (Text, ChangedBy, ChangedOn) = (text, writer.Name, writer.Today);
        Version++;
        return null;
    }

    /// <summary>Null when the draft is the one that somebody had before them.</summary>
    public Refusal? Seen(int? version) => version == Version ? null : new DraftChangedMeanwhile();
}

internal sealed record DraftChangedMeanwhile() : Refusal(
    RefusalKind.Conflict,
    "Somebody else has saved this text since you opened it. Their words are kept, and yours were not saved over them.",
    Remedy: "Put both together and save again.");

internal sealed record DraftThere() : Refusal(
    RefusalKind.Conflict, "Somebody has begun a new text of this policy already.", Remedy: "Go on with that one, or discard it first.");

internal sealed record NoDraft() : Refusal(
    RefusalKind.NotFound, "There is no text to work on.", Remedy: "Begin with a template or with the version in force.");
