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
                    t.CompletedOn, t.Minutes, t.Live, [.. t.Topics.Select(topic => today.Rules.TopicName(topic).In(language))], t.SessionId)),
            ]);
    }
}

/// <param name="Sentence">How it stands, in one plain sentence.</param>
/// <param name="Source">Where it is asked.</param>
/// <param name="DoBy">The last day for what the running quarter still asks, while the step is met; null when nothing is left to do.</param>
/// <param name="Attests">What there is to read and attest; null for any other step, and when it is done.</param>
/// <param name="Attested">The newest version that was attested, to be read again; null for any other step.</param>
internal sealed record PathStep(
    string Code, string Name, bool IsMet, DateOnly? LapsesOn, DateOnly? DoBy, string Sentence, string Source, PolicyToAttest? Attests, AttestedPolicy? Attested)
{
    public static PathStep Of(Finding finding, RuleBook rules, Language language) => new(
        finding.Requirement.Code,
        finding.Requirement.Name.In(language),
        finding.IsMet,
        finding.LapsesOn,
        finding is { IsMet: true, LapsesOn: { } lapses } && finding.Have < finding.Need ? lapses.AddDays(-1) : null,
        finding.Requirement.Explain(finding, rules).In(language),
        finding.Requirement.Source,
        PolicyToAttest.Of(finding, rules),
        finding is { Requirement: PolicyAttested asked, Have: > 0 } ? new AttestedPolicy(asked.Policy, finding.Have) : null);
}

/// <param name="SessionId">The session that gave it, of which there is a certificate; null for training from elsewhere.</param>
internal sealed record PathTraining(DateOnly CompletedOn, int Minutes, bool Live, string[] Topics, Guid? SessionId);

/// <summary>A version of a policy that the person gave their word to.</summary>
internal sealed record AttestedPolicy(string Policy, int Version);

/// <summary>A version of a policy that is asked for, or will be on a day that is known, and has not been attested.</summary>
internal sealed record PolicyToAttest(string Policy, int Version)
{
    public static PolicyToAttest? Of(Finding finding, RuleBook rules) => finding.Requirement is not PolicyAttested asked
        ? null
        : rules.Policies
            .Where(v => v.Policy == asked.Policy && v.Version > finding.Have && (finding.IsMet ? finding.LapsesOn is not null : v.Version == finding.Need))
            .OrderBy(v => v.RequiredFrom)
            .Select(v => new PolicyToAttest(v.Policy, v.Version))
            .FirstOrDefault();
}
