using Microsoft.Extensions.Localization;
using PeerPlatform.Portal.Texts;

namespace PeerPlatform.Portal.Training;

/// <summary>What a session offers so that everybody can come, in the API's words and the reader's.</summary>
internal static class SessionWords
{
    public static IReadOnlyList<string> Accessibility { get; } = ["stepFree", "captions", "signLanguage", "quietRoom", "byPhone"];

    public static string Of(string accessibility, IStringLocalizer<Words> t) => accessibility switch
    {
        "stepFree" => t["no steps on the way"],
        "captions" => t["captions"],
        "signLanguage" => t["sign language"],
        "quietRoom" => t["a quiet room beside"],
        "byPhone" => t["you can join by phone"],
        _ => accessibility,
    };
}
