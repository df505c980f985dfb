using PeerPlatform.Platform.Refusals;

namespace PeerPlatform.Platform.Texts;

/// <summary>What people write: on one line, or in paragraphs.</summary>
public static class PlainText
{
    /// <summary>The text without the blanks around it, or why it cannot be taken.</summary>
    /// <param name="longest">In characters.</param>
    /// <param name="field">As the client wrote it.</param>
    public static Refusal? Line(string? sent, string field, int longest, out string text, bool mayBeEmpty = false)
    {
        text = sent?.Trim() ?? "";
        return (text.Length == 0 && !mayBeEmpty) || text.Length > longest || text.Any(char.IsControl)
            ? new FieldRefused(field, $"This has {(mayBeEmpty ? 0 : 1)} to {longest} characters on one line.", "Write it shorter, on one line.")
            : null;
    }

    /// <summary>The same for a text that may have several lines.</summary>
    public static Refusal? Paragraphs(string? sent, string field, int longest, out string text, bool mayBeEmpty = false)
    {
        text = sent?.Trim().ReplaceLineEndings("\n") ?? "";
        return (text.Length == 0 && !mayBeEmpty) || text.Length > longest || text.Any(c => char.IsControl(c) && c != '\n')
            ? new FieldRefused(field, $"This has {(mayBeEmpty ? 0 : 1)} to {longest} characters.", "Write it, or write it shorter.")
            : null;
    }
}
