using PeerPlatform.Platform.Texts;
using PeerPlatform.Training.Agencies;
using PeerPlatform.Training.Qualification;

namespace PeerPlatform.Training.Supporters;

/// <summary>A supporter's way from the first day to qualified, and how long that lasts.</summary>
/// <param name="Summary">The whole in one sentence.</param>
/// <param name="Steps">One for each requirement.</param>
/// <param name="Trainings">The latest first.</param>
internal sealed record TrainingPath(
    Guid MemberId, string Name, DateOnly JoinedOn, StandingState State, DateOnly? LapsesOn, string Summary, PathStep[] Steps, PathTraining[] Trainings)
{
    public static TrainingPath Of(Supporter supporter, AgencyToday today, Language language)
    {
        var standing = Standing.At(today.Today, supporter.Record, today.Rules);
        return new TrainingPath(
            supporter.Id,
            supporter.Name,
            supporter.Record.JoinedOn,
            standing.State,
            standing.LapsesOn,
            standing.Summary().In(language),
            [.. standing.Findings.Select(f => PathStep.Of(f, today.Rules, language))],
            [
                .. supporter.Record.Trainings.OrderByDescending(t => t.CompletedOn).Select(t => new PathTraining(
                    t.CompletedOn, t.Minutes, t.Live, [.. t.Topics.Select(topic => today.Rules.TopicName(topic).In(language))])),
            ]);
    }
}

/// <param name="Sentence">How it stands, in one plain sentence.</param>
/// <param name="Source">Where it is asked.</param>
internal sealed record PathStep(string Code, string Name, bool IsMet, DateOnly? LapsesOn, string Sentence, string Source)
{
    public static PathStep Of(Finding finding, RuleBook rules, Language language) => new(
        finding.Requirement.Code,
        finding.Requirement.Name.In(language),
        finding.IsMet,
        finding.LapsesOn,
        finding.Requirement.Explain(finding, rules).In(language),
        finding.Requirement.Source);
}

internal sealed record PathTraining(DateOnly CompletedOn, int Minutes, bool Live, string[] Topics);
