using PeerPlatform.Platform.Texts;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using PeerPlatform.Platform.Refusals;
using PeerPlatform.Training.Data;
using PeerPlatform.Training.Qualification;
using PeerPlatform.Training.Supporters;

namespace PeerPlatform.Training.Agencies;

/// <summary>Whose law an agency goes by.</summary>
/// <param name="Jurisdiction">A code of the list of rules, such as <c>us-ia</c>.</param>
public sealed record ChooseJurisdictionRequest(string? Jurisdiction);

/// <summary>Changes the rules of an agency; every standing is looked at again in the same commit.</summary>
internal static class ChooseJurisdiction
{
    public static async Task<Results<Ok<RulesInForce>, ProblemHttpResult>> HandleAsync(
        ChooseJurisdictionRequest request, string? lang, TrainingDbContext db, AgencyReader agencies, ShippedRules shipped, CancellationToken cancellationToken)
    {
        if (shipped.Of(request.Jurisdiction ?? "") is not { } chosen)
        {
            return new FieldRefused("jurisdiction", "These rules are not known here.", "Choose one from the list of rules.").ToProblem();
        }

        await using var alone = await db.BeginAloneAsync(TrainingDbContext.Work, cancellationToken);
        if (await agencies.TodayAsync(cancellationToken) is not { } today)
        {
            return new AgencySilent().ToProblem();
        }

        today.Agency.Jurisdiction = chosen.Jurisdiction;
        var now = await agencies.OfAsync(today.Agency, cancellationToken);
        await db.LookAgainAtAllAsync(now, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await alone.CommitAsync(cancellationToken);
        return TypedResults.Ok(RulesInForce.Of(now.Rules, shipped, Languages.Named(lang)));
    }
}
