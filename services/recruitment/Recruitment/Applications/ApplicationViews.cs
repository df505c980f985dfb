using PeerPlatform.Platform.Texts;
using PeerPlatform.Recruitment.Agencies;
using PeerPlatform.Recruitment.Campaigns;
using PeerPlatform.Recruitment.Panel;

namespace PeerPlatform.Recruitment.Applications;

/// <param name="Answer">Empty when it was left out.</param>
internal sealed record AnsweredQuestion(string Code, string Text, bool MayBeLeftOut, string Answer)
{
    public static AnsweredQuestion[] Of(WrittenAnswers answers, Language language) =>
        [.. Question.All.Select(q => new AnsweredQuestion(q.Code, q.Text.In(language), q.MayBeLeftOut, answers.Texts.GetValueOrDefault(q.Code, "")))];
}

/// <summary>An application as whoever wrote it sees it.</summary>
/// <param name="InterviewAt">In the agency's time zone.</param>
/// <param name="Letter">Null until it is decided.</param>
internal sealed record ApplicationOfMine(
    Guid CampaignId,
    string Title,
    ApplicationState State,
    DateOnly? SubmittedOn,
    DateOnly ApplyUntil,
    DateTimeOffset? InterviewAt,
    string InterviewPlace,
    AnsweredQuestion[] Questions,
    DateOnly? EraseOn,
    string? Letter)
{
    public static ApplicationOfMine Of(Application application, Campaign campaign, AgencyToday today, Language language) => new(
        campaign.Id,
        campaign.Title,
        application.State,
        application.SubmittedOn,
        campaign.ApplyUntil,
        application.InterviewAt is { } at ? today.Local(at) : null,
        application.InterviewPlace,
        AnsweredQuestion.Of(application.Answers, language),
        application.EraseOn,
        application.DecidedOn is null ? null : Applications.Letter.Of(application, campaign, today).In(language));
}

/// <summary>An application as whoever runs the programme sees it.</summary>
/// <param name="LeadersWords">What leaders wrote; neither the panel nor the applicant ever reads it.</param>
/// <param name="Comparison">Null until all scores are in.</param>
internal sealed record ApplicationForCoordinator(
    Guid Id,
    Guid CampaignId,
    Guid MemberId,
    string Name,
    ApplicationState State,
    DateOnly? SubmittedOn,
    DateTimeOffset? InterviewAt,
    string InterviewPlace,
    AnsweredQuestion[] Questions,
    LeadersWord[] LeadersWords,
    PanelProgress[] Panel,
    Comparison? Comparison,
    DateOnly? DecidedOn,
    string DecidedByName,
    string Reasons,
    DateOnly? EraseOn,
    string? Letter)
{
    public static ApplicationForCoordinator Of(Application application, Campaign campaign, AgencyToday today, Language language) => new(
        application.Id,
        application.CampaignId,
        application.MemberId,
        application.Name,
        application.State,
        application.SubmittedOn,
        application.InterviewAt is { } at ? today.Local(at) : null,
        application.InterviewPlace,
        AnsweredQuestion.Of(application.Answers, language),
        [.. application.LeadersWords.All],
        PanelProgress.Of(application, campaign),
        application.Scoring.IsOpen(campaign) ? Comparison.Of(application.Scoring, campaign.Matrix, language) : null,
        application.DecidedOn,
        application.DecidedByName,
        application.Reasons,
        application.EraseOn,
        application.DecidedOn is null ? null : Applications.Letter.Of(application, campaign, today).In(language));
}

/// <summary>Whether somebody of the panel has scored; never what.</summary>
/// <param name="State"><c>open</c>, <c>scored</c> or <c>steppedAside</c>.</param>
internal sealed record PanelProgress(string Name, string State)
{
    public static PanelProgress[] Of(Application application, Campaign campaign) =>
        [.. campaign.Panel.People.Select(p => new PanelProgress(p.Name, application.Scoring.Of(p.MemberId) switch { null => "open", { Recused: true } => "steppedAside", _ => "scored" }))];
}
