using PeerPlatform.Recruitment.Agencies;

namespace PeerPlatform.Recruitment.Cases;

internal sealed record ListedCase(Guid Id, string SupporterName, Ground Ground, DateOnly OpenedOn, CaseOutcome? Outcome, bool AwaitsAppealDecision);

/// <summary>A case as the person it is about, and whoever runs the programme, see it: the same for both, so that nothing is decided on what one of them can't read.</summary>
/// <param name="HearingAt">In the agency's time zone; null while none is planned.</param>
/// <param name="AppealUntil">Null unless the role ended; until then it can be looked at again.</param>
/// <param name="Appeal">Empty without an appeal.</param>
internal sealed record ShownCase(
    Guid Id,
    Guid SupporterId,
    string SupporterName,
    Ground Ground,
    string Summary,
    DateOnly OpenedOn,
    string OpenedByName,
    Evidence[] Evidence,
    DateTimeOffset? HearingAt,
    string HearingPlace,
    string Statement,
    CaseOutcome? Outcome,
    string Reasons,
    DateOnly? DecidedOn,
    string DecidedByName,
    DateOnly? AppealUntil,
    string Appeal,
    CaseOutcome? AppealOutcome,
    string AppealReasons,
    string AppealDecidedByName,
    DateOnly? EraseOn)
{
    public static ShownCase Of(DeselectionCase about, AgencyToday today) => new(
        about.Id,
        about.SupporterId,
        about.SupporterName,
        about.Ground,
        about.Summary,
        about.OpenedOn,
        about.OpenedByName,
        [.. about.Evidence.Items],
        about.HearingAt is { } at ? today.Local(at) : null,
        about.HearingPlace,
        about.Statement,
        about.Outcome,
        about.Reasons,
        about.DecidedOn,
        about.DecidedByName,
        about.AppealUntil,
        about.Appeal,
        about.AppealOutcome,
        about.AppealReasons,
        about.AppealDecidedByName,
        about.EraseOn);
}
