using PeerPlatform.Platform.Texts;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using PeerPlatform.Platform.Refusals;
using PeerPlatform.Training.Qualification;

namespace PeerPlatform.Training.Agencies;

/// <summary>What the agency asks of its supporters, and from where.</summary>
internal static class ReadRules
{
    public static async Task<Results<Ok<RulesInForce>, ProblemHttpResult>> HandleAsync(
        string? lang, AgencyReader agencies, ShippedRules shipped, CancellationToken cancellationToken) =>
        await agencies.TodayAsync(cancellationToken) is { } today
            ? TypedResults.Ok(RulesInForce.Of(today.Rules, shipped, Languages.Named(lang)))
            : new AgencySilent().ToProblem();
}

/// <param name="NoticeDays">A lapse is announced from so many days before.</param>
/// <param name="Choices">Every jurisdiction that can be chosen.</param>
internal sealed record RulesInForce(
    string Jurisdiction, int Version, string Name, int NoticeDays, RequirementInForce[] Requirements, JurisdictionChoice[] Choices)
{
    public static RulesInForce Of(RuleBook rules, ShippedRules shipped, Language language) => new(
        rules.Jurisdiction,
        rules.Version,
        rules.Name.In(language),
        rules.NoticeDays,
        [.. rules.Requirements.Select(r => new RequirementInForce(r.Code, r.Name.In(language), r.Source))],
        [.. shipped.All.Select(b => new JurisdictionChoice(b.Jurisdiction, b.Name.In(language)))]);
}

internal sealed record RequirementInForce(string Code, string Name, string Source);

internal sealed record JurisdictionChoice(string Jurisdiction, string Name);
