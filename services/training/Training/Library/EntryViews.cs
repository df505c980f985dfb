using System.Globalization;
using System.Text;
using PeerPlatform.Platform.Texts;

namespace PeerPlatform.Training.Library;

/// <summary>A text of the library as its list shows it.</summary>
/// <param name="Language">Of title and beginning: <c>en</c> or <c>es</c>.</param>
/// <param name="Own">True for the agency's own.</param>
internal sealed record ListedEntry(string Code, EntryKind Kind, string Title, string About, Language Language, bool Own);

/// <summary>A text of the library to read.</summary>
/// <param name="Source">Null for the agency's own.</param>
/// <param name="ChangedOn">Null for a shipped one.</param>
internal sealed record ReadableEntry(
    string Code, EntryKind Kind, string Title, string About, ReadablePart[] Parts, Language Language, bool Own, string? Source, DateOnly? ChangedOn)
{
    private const int BeginningShown = 160;

    public static ReadableEntry Of(Entry entry, Language language) => new(
        entry.Code,
        entry.Kind,
        entry.Title.In(language),
        entry.About.In(language),
        [.. entry.Parts.Select(p => new ReadablePart(p.Heading.In(language), [.. p.Lines.Select(l => l.In(language))]))],
        language,
        Own: false,
        entry.Source,
        ChangedOn: null);

    public static ReadableEntry Of(OwnEntry entry, Language asked)
    {
        var language = entry.LanguageFor(asked);
        var (title, text) = language == Language.Es ? (entry.TitleEs, entry.TextEs) : (entry.TitleEn, entry.TextEn);
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return new ReadableEntry(entry.Code, entry.Kind, title, "", [new ReadablePart("", lines)], language, Own: true, Source: null, entry.ChangedOn);
    }

    public ListedEntry Listed()
    {
        var beginning = About.Length > 0 ? About : Parts[0].Lines[0];
        return new ListedEntry(
            Code, Kind, Title, beginning.Length > BeginningShown ? $"{beginning[..BeginningShown].TrimEnd()}…" : beginning, Language, Own);
    }

    /// <summary>True when each word is somewhere in the text; capitals and accents do not matter.</summary>
    public bool Has(IEnumerable<string> foldedWords)
    {
        var all = Fold(string.Join('\n', Parts.SelectMany(p => p.Lines.Prepend(p.Heading)).Prepend(About).Prepend(Title)));
        return foldedWords.All(word => all.Contains(word, StringComparison.Ordinal));
    }

    public static string Fold(string text) => new string(
        [.. text.Normalize(NormalizationForm.FormD).Where(c => CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark)]).ToLowerInvariant();
}

/// <param name="Heading">Empty when it has none.</param>
internal sealed record ReadablePart(string Heading, string[] Lines);
