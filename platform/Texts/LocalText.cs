using System.Globalization;

namespace PeerPlatform.Platform.Texts;

/// <summary>A language that texts are kept in (P-2.12).</summary>
public enum Language
{
    En,
    Es,
}

/// <summary>One text in every language of the platform.</summary>
public sealed record LocalText(string En, string Es)
{
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-US");
    private static readonly CultureInfo Spanish = CultureInfo.GetCultureInfo("es");

    /// <summary>A whole day: <c>January 1, 2027</c>, <c>1 de enero de 2027</c>.</summary>
    public static LocalText Day(DateOnly day) => new(
        day.ToString("MMMM d, yyyy", English), day.ToString("d 'de' MMMM 'de' yyyy", Spanish));

    /// <summary>Its words in that language.</summary>
    public string In(Language language) => language == Language.Es ? Es : En;
}

/// <summary>Which language a reader wants.</summary>
public static class Languages
{
    /// <summary>The language that <c>?lang=</c> names; English for anything else, so that a wrong tag never keeps a page away.</summary>
    public static Language Named(string? lang) =>
        lang is not null && lang.StartsWith("es", StringComparison.OrdinalIgnoreCase) ? Language.Es : Language.En;
}
