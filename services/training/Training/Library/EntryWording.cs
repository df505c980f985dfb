using PeerPlatform.Platform.Refusals;
using PeerPlatform.Platform.Texts;

namespace PeerPlatform.Training.Library;

/// <summary>A text for the practice library, whole in English, in Spanish, or in both.</summary>
/// <param name="Kind">One of affiliation, therapyZone, adviceOrSupport, safety, supervision, other.</param>
/// <param name="TitleEn">1 to 100 characters; missing, with its text, when there is no English.</param>
/// <param name="TextEn">1 to 4,000 characters; each line is shown as one.</param>
public sealed record EntryRequest(string? Kind, string? TitleEn, string? TextEn, string? TitleEs, string? TextEs);

internal static class EntryWording
{
    private const int LongestTitle = 100;
    private const int LongestText = 4_000;

    public static bool TryReadKind(string? word, out EntryKind kind)
    {
        var known = Enum.GetNames<EntryKind>().FirstOrDefault(n => n.Equals(word, StringComparison.OrdinalIgnoreCase));
        kind = known is null ? default : Enum.Parse<EntryKind>(known);
        return known is not null;
    }

    public static FieldRefused KindRefused() => new(
        "kind", "This kind of text is not known here.", "Name one of affiliation, therapyZone, adviceOrSupport, safety, supervision, other.");

    public static Refusal? Read(EntryRequest request, out EntryWords? words)
    {
        words = null;
        if (!TryReadKind(request.Kind, out var kind))
        {
            return KindRefused();
        }

        var (textEn, titleEs, textEs) = ("", "", "");
        if ((PlainText.Line(request.TitleEn, "titleEn", LongestTitle, out var titleEn, mayBeEmpty: true)
            ?? ReadText(request.TextEn, "textEn", out textEn)
            ?? PlainText.Line(request.TitleEs, "titleEs", LongestTitle, out titleEs, mayBeEmpty: true)
            ?? ReadText(request.TextEs, "textEs", out textEs)) is { } unreadable)
        {
            return unreadable;
        }

        if (titleEn.Length + titleEs.Length + textEn.Length + textEs.Length == 0)
        {
            return new FieldRefused("titleEn", "There is no text yet.", "Write title and text in at least one language.");
        }

        if ((Half(titleEn, textEn, "En") ?? Half(titleEs, textEs, "Es")) is { } half)
        {
            return new FieldRefused(half, "Title and text of a language belong together.", "Write both, or leave both empty.");
        }

        words = new EntryWords(kind, titleEn, textEn, titleEs, textEs);
        return null;
    }

    /// <summary>The field that is missing while its other half is there.</summary>
    private static string? Half(string title, string text, string language) =>
        title.Length == 0 && text.Length > 0 ? $"title{language}" : title.Length > 0 && text.Length == 0 ? $"text{language}" : null;

    private static FieldRefused? ReadText(string? sent, string field, out string text)
    {
        text = (sent ?? "").ReplaceLineEndings("\n").Trim();
        return text.Length > LongestText || text.Any(c => char.IsControl(c) && c != '\n')
            ? new FieldRefused(field, $"A text has up to {LongestText} characters.", "Write it shorter, or make two texts of it.")
            : null;
    }
}
