using System.Globalization;
using System.Text;

namespace PeerPlatform.Tenancy.Members;

/// <summary>Text as it is searched and sorted by: lower case and without accents, so that "zofia" finds "Žofia".</summary>
internal static class SearchText
{
    public static string Of(string text)
    {
        if (System.Text.Ascii.IsValid(text))
        {
            return text.ToLowerInvariant();
        }

        var plain = new StringBuilder(text.Length);
        foreach (var letter in text.Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(letter) != UnicodeCategory.NonSpacingMark)
            {
                plain.Append(char.ToLowerInvariant(letter));
            }
        }

        return plain.ToString().Normalize(NormalizationForm.FormC);
    }

    /// <summary>The words that must all be found; at most eight, the rest narrows nothing further.</summary>
    public static IReadOnlyList<string> WordsOf(string? search) =>
        search is null ? [] : [.. Of(search).Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(8)];
}
