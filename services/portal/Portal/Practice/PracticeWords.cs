using Microsoft.Extensions.Localization;
using PeerPlatform.Portal.Texts;

namespace PeerPlatform.Portal.Practice;

/// <summary>Kinds of barriers and of library texts, in the API's words and the reader's.</summary>
internal static class PracticeWords
{
    public static IReadOnlyList<string> Barriers { get; } = ["whoLeads", "notMyRole", "tooClose", "nobodyCovers", "dayOrHour", "access", "other"];

    public static IReadOnlyList<string> Kinds { get; } = ["affiliation", "therapyZone", "adviceOrSupport", "safety", "supervision", "other"];

    public static string Barrier(string kind, IStringLocalizer<Words> t) => kind switch
    {
        "whoLeads" => t["Who leads it"],
        "notMyRole" => t["It is not about what I do as a supporter"],
        "tooClose" => t["It comes too close to something I have lived through"],
        "nobodyCovers" => t["Nobody covers for me meanwhile"],
        "dayOrHour" => t["The day or the hour"],
        "access" => t["Getting there, or taking part in the way that is offered"],
        _ => t["Something else"],
    };

    public static string Kind(string kind, IStringLocalizer<Words> t) => kind switch
    {
        "affiliation" => t["Words to begin with"],
        "therapyZone" => t["When it needs more than a peer"],
        "adviceOrSupport" => t["Advice or support"],
        "safety" => t["Safety"],
        "supervision" => t["Meetings about the work"],
        _ => t["Other things"],
    };
}
