using PeerPlatform.Platform.Refusals;

namespace PeerPlatform.Training.Texts;

/// <summary>A short text that people see on one line.</summary>
internal static class OneLine
{
    /// <summary>The text without the blanks around it, or why it cannot be taken.</summary>
    /// <param name="longest">In characters.</param>
    /// <param name="field">As the client wrote it.</param>
    public static Refusal? Read(string? sent, string field, int longest, out string text, bool mayBeEmpty = false)
    {
        text = sent?.Trim() ?? "";
        return (text.Length == 0 && !mayBeEmpty) || text.Length > longest || text.Any(char.IsControl)
            ? new FieldRefused(field, $"This has {(mayBeEmpty ? 0 : 1)} to {longest} characters on one line.", "Write it shorter, on one line.")
            : null;
    }
}
