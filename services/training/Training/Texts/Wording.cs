using System.Globalization;
using PeerPlatform.Platform.Texts;

namespace PeerPlatform.Training.Texts;

/// <summary>Hours and lists as people of each language write them.</summary>
internal static class Wording
{
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-US");
    private static readonly CultureInfo Spanish = CultureInfo.GetCultureInfo("es");

    /// <summary>Minutes in hours with at most two decimals: 150 is <c>2.5</c>, <c>2,5</c>.</summary>
    public static LocalText Hours(int minutes) => new(
        (minutes / 60m).ToString("0.##", English), (minutes / 60m).ToString("0.##", Spanish));

    /// <summary>Names joined by commas and a last "and".</summary>
    public static LocalText List(IReadOnlyList<LocalText> names) => new(
        Joined([.. names.Select(n => n.En)], "and"), Joined([.. names.Select(n => n.Es)], "y"));

    private static string Joined(IReadOnlyList<string> names, string and) => names.Count switch
    {
        0 => "",
        1 => names[0],
        _ => $"{string.Join(", ", names.Take(names.Count - 1))} {AndBefore(names[^1], and)} {names[^1]}",
    };

    /// <summary>Spanish says "e" for "y" before the sound of an i.</summary>
    private static string AndBefore(string name, string and) =>
        and == "y" && (name.StartsWith('i') || name.StartsWith("hi", StringComparison.OrdinalIgnoreCase)) ? "e" : and;
}
