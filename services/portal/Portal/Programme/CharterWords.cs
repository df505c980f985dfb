using Microsoft.Extensions.Localization;
using PeerPlatform.Portal.Texts;

namespace PeerPlatform.Portal.Programme;

/// <summary>What each part of a charter is called, and what helps to write it.</summary>
internal static class CharterWords
{
    public static string NameOf(string section, IStringLocalizer<Words> T) => section switch
    {
        "steering-committee" => T["Steering committee"],
        "advisory-council" => T["Advisers from outside"],
        "eap-contact" => T["Employee assistance program"],
        "mission" => T["Mission"],
        "vision" => T["Vision"],
        "goals" => T["Goals"],
        "core-values" => T["Core values"],
        "reporting-structure" => T["Whom the programme reports to"],
        "timeline" => T["Timeline"],
        "budget" => T["Budget"],
        _ => T["A part of the charter"],
    };

    public static string? HintOf(string section, IStringLocalizer<Words> T) => section switch
    {
        "steering-committee" => T["One person a line: name, and what they bring. Three to seven work best. For example: Ana Ruiz, night shift, has been a peer supporter"].Value,
        "advisory-council" => T["One person a line: name, and what they know well."],
        "eap-contact" => T["Who, how to reach them, and what you agreed. If you have none, write that."],
        "mission" => T["Two or three sentences: what the programme is for, and how people meet in it."],
        "vision" => T["How work feels here when the programme has become a part of it."],
        "goals" => T["One goal a line, so plain that you can later see whether it was reached."],
        "core-values" => T["One a line. For example: it is all right not to be all right"],
        "reporting-structure" => T["Who is responsible, to whom they report, who supervises, and how it is kept apart from where performance is judged."],
        "timeline" => T["One line for each: a month, and what is there by then."],
        "budget" => T["One line for each: what, how much, and who pays."],
        _ => null,
    };
}
