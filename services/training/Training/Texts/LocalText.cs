namespace PeerPlatform.Training.Texts;

/// <summary>A language that texts are kept in.</summary>
internal enum Language
{
    En,
    Es,
}

/// <summary>One text in every language of the platform.</summary>
internal sealed record LocalText(string En, string Es)
{
    public string In(Language language) => language == Language.Es ? Es : En;
}

internal static class Languages
{
    /// <summary>The language that <c>?lang=</c> names; English for anything else, so that a wrong tag never keeps a page away.</summary>
    public static Language Named(string? lang) =>
        lang is not null && lang.StartsWith("es", StringComparison.OrdinalIgnoreCase) ? Language.Es : Language.En;
}
