using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PeerPlatform.Platform.Refusals;
using PeerPlatform.Platform.Texts;
using PeerPlatform.Training.Agencies;
using PeerPlatform.Training.Curriculum;
using PeerPlatform.Training.Data;

namespace PeerPlatform.Training.Proposals;

/// <summary>Why a proposal is not taken.</summary>
/// <param name="Reason">1 to 500 characters; every supporter can read it.</param>
public sealed record DeclineProposalRequest(string? Reason);

/// <summary>The coordinator takes a proposal into the curriculum, or answers with a reason; there is no third way, and no silence.</summary>
internal static class DecideProposal
{
    private const int LongestReason = 500;

    /// <summary>The proposal becomes a topic of the agency's own, in both languages.</summary>
    public static Task<Results<Ok<ProposalForPlanners>, ProblemHttpResult>> TakeAsync(
        Guid id, AddTopicRequest request, string? lang, TrainingDbContext db, AgencyReader agencies, CancellationToken cancellationToken) =>
        ChangeAsync(
            id, lang, db, agencies,
            async proposal =>
            {
                var (topic, unreadable) = await AddTopic.ReadAsync(request, db, cancellationToken);
                if (topic is null)
                {
                    return unreadable;
                }

                db.Topics.Add(topic);
                return proposal.Take(topic.Code);
            },
            cancellationToken);

    public static Task<Results<Ok<ProposalForPlanners>, ProblemHttpResult>> DeclineAsync(
        Guid id, DeclineProposalRequest request, string? lang, TrainingDbContext db, AgencyReader agencies, CancellationToken cancellationToken) =>
        ChangeAsync(
            id, lang, db, agencies,
            proposal =>
            {
                var reason = request.Reason?.Trim() ?? "";
                return Task.FromResult(reason.Length is 0 or > LongestReason
                    ? new FieldRefused("reason", $"A reason has 1 to {LongestReason} characters.", "Say in a sentence or two why it is not taken.")
                    : proposal.Decline(reason));
            },
            cancellationToken);

    private static async Task<Results<Ok<ProposalForPlanners>, ProblemHttpResult>> ChangeAsync(
        Guid id, string? lang, TrainingDbContext db, AgencyReader agencies, Func<TopicProposal, Task<Refusal?>> change, CancellationToken cancellationToken)
    {
        await using var alone = await db.BeginAloneAsync(TrainingDbContext.Work, cancellationToken);
        if (await agencies.TodayAsync(cancellationToken) is null)
        {
            return new AgencySilent().ToProblem();
        }

        if (await db.Proposals.SingleOrDefaultAsync(p => p.Id == id, cancellationToken) is not { } proposal)
        {
            return new ProposalUnknown().ToProblem();
        }

        if (await change(proposal) is { } refusal)
        {
            return refusal.ToProblem();
        }

        await db.SaveChangesAsync(cancellationToken);
        await alone.CommitAsync(cancellationToken);
        // Asked again: the curriculum may have a topic more.
        return await agencies.TodayAsync(cancellationToken) is { } today
            ? TypedResults.Ok(ProposalForPlanners.Of(proposal, today, Languages.Named(lang)))
            : new AgencySilent().ToProblem();
    }
}
