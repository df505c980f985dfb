using Microsoft.Extensions.Localization;
using PeerPlatform.Portal.Services;
using PeerPlatform.Portal.Texts;

namespace PeerPlatform.Portal.Recruitment;

/// <summary>Grounds and states of a case in plain words.</summary>
internal static class CaseWords
{
    public static IReadOnlyList<string> Grounds { get; } = ["breachOfConfidentiality", "missedTrainingOrSupervision", "lossOfGoodStanding", "conduct"];

    public static string OfGround(string ground, IStringLocalizer<Words> t) => ground switch
    {
        "breachOfConfidentiality" => t["Something told in confidence was passed on"],
        "missedTrainingOrSupervision" => t["Training or supervision was missed"],
        "lossOfGoodStanding" => t["Good standing at work was lost"],
        _ => t["Conduct"],
    };

    public static string StateOf(RoleCase about, IStringLocalizer<Words> t) =>
        StateOf(about.Outcome, about.Appeal.Length > 0 && about.AppealOutcome is null, about.AppealOutcome, t);

    public static string StateOf(string? outcome, bool awaitsAppeal, string? appealOutcome, IStringLocalizer<Words> t) => (outcome, awaitsAppeal, appealOutcome) switch
    {
        (null, _, _) => t["It is open. Nothing is decided."],
        (_, true, _) => t["It is being looked at again by somebody else."],
        (_, _, "stays") => t["It was looked at again: the role is given back."],
        (_, _, "standsDown") => t["It was looked at again: the role has ended."],
        ("stays", _, _) => t["It is decided: the role goes on."],
        _ => t["It is decided: the role has ended."],
    };
}
