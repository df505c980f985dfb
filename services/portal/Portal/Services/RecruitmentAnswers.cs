namespace PeerPlatform.Portal.Services;

/// <param name="PaySentence">Whether and how it is paid, in the reader's language.</param>
public sealed record Position(string Tasks, int HoursAMonth, int Months, string Pay, int Cents, string PaySentence);

/// <param name="Application">Null, <c>draft</c>, <c>submitted</c>, <c>waiting</c>, <c>selected</c> or <c>notSelected</c>.</param>
public sealed record MyCampaign(
    Guid Id, string Title, string? TeamName, Position Position, int Places, string Goal, DateOnly NominateUntil, DateOnly ApplyUntil, bool TakesNominations,
    bool TakesApplications, bool Asked, string? Application);

internal sealed record NominationPass(string Pass);

public sealed record AnsweredQuestion(string Code, string Text, bool MayBeLeftOut, string Answer);

public sealed record OwnApplication(
    Guid CampaignId, string Title, string State, DateOnly? SubmittedOn, DateOnly ApplyUntil, DateTimeOffset? InterviewAt, string InterviewPlace,
    List<AnsweredQuestion> Questions, DateOnly? EraseOn, string? Letter);

public sealed record WelcomeStep(string Code, string Text, DateOnly? DoneOn);

public sealed record MyService(bool Serving, DateOnly? Since, DateOnly? LastDay, string? BuddyName, List<string> BuddyOf, List<WelcomeStep> Steps);

public sealed record PanelTask(Guid Id, string Name, string Title, DateTimeOffset? InterviewAt, bool Scored, bool ScoresOpen);

public sealed record Criterion(string Code, string Name, string LookFor, int Weight);

public sealed record Flag(string Code, string Name);

public sealed record OwnPanelScores(Dictionary<string, int> Scores, List<string> Flags, string Note);

/// <param name="State"><c>open</c>, <c>scored</c> or <c>steppedAside</c>.</param>
public sealed record PanelProgress(string Name, string State);

public sealed record ComparedCriterion(string Code, string Name, int Weight, List<int> Scores, double Mean, int Spread, bool TalkAboutIt);

public sealed record RaisedFlag(string Code, string Name, List<string> By);

public sealed record PanelNote(string Name, string Note);

public sealed record Comparison(
    List<string> Panel, double Mean, double Spread, List<double> Totals, List<ComparedCriterion> Criteria, List<RaisedFlag> Flags, List<PanelNote> Notes);

public sealed record PanelApplication(
    Guid Id, string Name, string Title, string Goal, DateTimeOffset? InterviewAt, string InterviewPlace, List<AnsweredQuestion> Questions, List<Criterion> Criteria,
    List<Flag> Flags, OwnPanelScores? Own, List<PanelProgress> Panel, bool CanScore, Comparison? Comparison);

public sealed record ListedCampaign(
    Guid Id, string Title, string? TeamName, string State, int Places, DateOnly NominateUntil, DateOnly ApplyUntil, int Undecided);

public sealed record Panelist(Guid MemberId, string Name);

public sealed record CampaignNumbers(int Applied, int Undecided, int Selected, int Waiting, int NotSelected);

public sealed record Campaign(
    Guid Id, string Title, string? TeamName, string State, Position Position, string? PayNote, int Places, string Goal, DateOnly OpenedOn, DateOnly NominateUntil,
    DateOnly ApplyUntil, List<Criterion> Criteria, List<Panelist> Panel, bool PanelIsFixed, CampaignNumbers Numbers, string Announcement)
{
    public bool IsOpen => State == "open";
}

internal sealed record OpenCampaign(
    string Title, Guid? TeamId, string Tasks, int? HoursAMonth, int? Months, string Pay, int? Cents, int? Places, string Goal, DateOnly? NominateUntil,
    DateOnly? ApplyUntil, IReadOnlyDictionary<string, int> Weights);

public sealed record ListedApplication(Guid Id, string Name, string State, DateOnly? SubmittedOn, int Scored, int Expected, bool ScoresOpen);

public sealed record LeadersWord(Guid LeaderId, string Name, string Words);

public sealed record Application(
    Guid Id, Guid CampaignId, Guid MemberId, string Name, string State, DateOnly? SubmittedOn, DateTimeOffset? InterviewAt, string InterviewPlace,
    List<AnsweredQuestion> Questions, List<LeadersWord> LeadersWords, List<PanelProgress> Panel, Comparison? Comparison, DateOnly? DecidedOn, string DecidedByName,
    string Reasons, DateOnly? EraseOn, string? Letter);

public sealed record ListedSupporter(
    Guid MemberId, string Name, DateOnly Since, DateOnly? LastDay, bool JoinedLater, string? BuddyName, int? StepsDone, int StepsInAll);

public sealed record ListedCase(Guid Id, string SupporterName, string Ground, DateOnly OpenedOn, string? Outcome, bool AwaitsAppealDecision);

public sealed record Evidence(DateOnly AddedOn, string Text, string AddedBy);

/// <summary>Whether somebody keeps the role, as both sides read it.</summary>
/// <param name="Outcome">Null, <c>stays</c> or <c>standsDown</c>.</param>
public sealed record RoleCase(
    Guid Id, Guid SupporterId, string SupporterName, string Ground, string Summary, DateOnly OpenedOn, string OpenedByName, List<Evidence> Evidence,
    DateTimeOffset? HearingAt, string HearingPlace, string Statement, string? Outcome, string Reasons, DateOnly? DecidedOn, string DecidedByName, DateOnly? AppealUntil,
    string Appeal, string? AppealOutcome, string AppealReasons, string AppealDecidedByName, DateOnly? EraseOn);

public sealed record RecruitmentSettings(int MonthsKept, int Fewest, int Most);

public sealed record OwnDimension(string Code, string Name, List<OwnChoice> Choices, string? Said);

public sealed record OwnChoice(string Code, string Name);

public sealed record RepresentedDimension(string Code, string Name, List<RepresentedGroup> Groups);

public sealed record RepresentedGroup(string Name, int WorkforcePercent, int TeamPercent);
