using Microsoft.Extensions.Localization;
using PeerPlatform.Portal.Texts;

namespace PeerPlatform.Portal.Recruitment;

/// <summary>The states of an application in plain words.</summary>
internal static class ApplicationWords
{
    public static string ToApplicant(string state, IStringLocalizer<Words> t) => state switch
    {
        "draft" => t["You have begun an application. Only you see it."],
        "submitted" => t["Your application is sent. The panel reads it and may invite you to talk."],
        "waiting" => t["You are on the waiting list. There is a letter for you."],
        "selected" => t["You were chosen. There is a letter for you."],
        _ => t["It is decided. There is a letter for you."],
    };

    public static string ToCoordinator(string state, IStringLocalizer<Words> t) => state switch
    {
        "submitted" => t["waits for a decision"],
        "waiting" => t["on the waiting list"],
        "selected" => t["chosen"],
        _ => t["not chosen"],
    };

    public static string Panel(string state, IStringLocalizer<Words> t) => state switch
    {
        "scored" => t["has scored"],
        "steppedAside" => t["stepped aside"],
        _ => t["has not scored yet"],
    };
}
