using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PeerPlatform.Platform;
using PeerPlatform.Platform.Refusals;
using PeerPlatform.Platform.Texts;
using PeerPlatform.Training.Agencies;
using PeerPlatform.Training.Data;
using PeerPlatform.Training.Supporters;

namespace PeerPlatform.Training.Proposals;

/// <summary>How somebody offers to help.</summary>
/// <param name="Ways">Any of <c>design</c> and <c>lead</c>; none takes the offer back.</param>
public sealed record OfferHelpRequest(IReadOnlyList<string>? Ways);

/// <summary>What a supporter does with a proposal: vote, take the vote back, offer help, take the own proposal back.</summary>
internal static class StandBehind
{
    public static Task<Results<Ok<ProposalForSupporters>, NoContent, ProblemHttpResult>> VoteAsync(
        Guid id, string? lang, TrainingDbContext db, AgencyReader agencies, TenantScope scope, CancellationToken cancellationToken) =>
        ChangeAsync(id, lang, db, agencies, scope, (proposal, me) => proposal.Vote(me.Id), cancellationToken);

    public static Task<Results<Ok<ProposalForSupporters>, NoContent, ProblemHttpResult>> TakeVoteBackAsync(
        Guid id, string? lang, TrainingDbContext db, AgencyReader agencies, TenantScope scope, CancellationToken cancellationToken) =>
        ChangeAsync(id, lang, db, agencies, scope, (proposal, me) => proposal.TakeVoteBack(me.Id), cancellationToken);

    public static Task<Results<Ok<ProposalForSupporters>, NoContent, ProblemHttpResult>> HelpAsync(
        Guid id, OfferHelpRequest request, string? lang, TrainingDbContext db, AgencyReader agencies, TenantScope scope, CancellationToken cancellationToken)
    {
        var ways = (request.Ways ?? []).ToHashSet(StringComparer.Ordinal);
        return ChangeAsync(
            id, lang, db, agencies, scope,
            (proposal, me) => ways.Any(w => w is not ("design" or "lead"))
                ? new FieldRefused("ways", "One of these ways is not known here.", "Say design, lead, both or neither.")
                : proposal.Help(me.Id, me.Name, ways.Contains("design"), ways.Contains("lead")),
            cancellationToken);
    }

    public static Task<Results<Ok<ProposalForSupporters>, NoContent, ProblemHttpResult>> TakeBackAsync(
        Guid id, TrainingDbContext db, AgencyReader agencies, TenantScope scope, CancellationToken cancellationToken) =>
        ChangeAsync(id, null, db, agencies, scope, (proposal, me) => proposal.TakeBack(me.Id), cancellationToken, erases: true);

    private static async Task<Results<Ok<ProposalForSupporters>, NoContent, ProblemHttpResult>> ChangeAsync(
        Guid id,
        string? lang,
        TrainingDbContext db,
        AgencyReader agencies,
        TenantScope scope,
        Func<TopicProposal, Supporter, Refusal?> change,
        CancellationToken cancellationToken,
        bool erases = false)
    {
        await using var alone = await db.BeginAloneAsync(TrainingDbContext.Work, cancellationToken);
        if (await agencies.TodayAsync(cancellationToken) is not { } today)
        {
            return new AgencySilent().ToProblem();
        }

        if (await db.Serving.AsNoTracking().SingleOrDefaultAsync(s => s.Id == scope.MemberId, cancellationToken) is not { } me)
        {
            return new NotASupporter().ToProblem();
        }

        if (await db.Proposals.SingleOrDefaultAsync(p => p.Id == id, cancellationToken) is not { } proposal)
        {
            return new ProposalUnknown().ToProblem();
        }

        if (change(proposal, me) is { } refusal)
        {
            return refusal.ToProblem();
        }

        if (erases)
        {
            db.Proposals.Remove(proposal);
        }

        await db.SaveChangesAsync(cancellationToken);
        await alone.CommitAsync(cancellationToken);
        return erases ? TypedResults.NoContent() : TypedResults.Ok(ProposalForSupporters.Of(proposal, me.Id, today, Languages.Named(lang)));
    }
}
