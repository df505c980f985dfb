using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PeerPlatform.Platform;
using PeerPlatform.Platform.Paging;
using PeerPlatform.Platform.Refusals;
using PeerPlatform.Platform.Texts;
using PeerPlatform.Training.Agencies;
using PeerPlatform.Training.Data;

namespace PeerPlatform.Training.Proposals;

/// <summary>Proposals that wait for an answer, or those that have one; the latest first, so that an early lead in votes earns no better place.</summary>
internal static class ListProposals
{
    public static Task<Results<Ok<Listing<ProposalForSupporters>>, ProblemHttpResult>> ForSupportersAsync(
        bool? decided, string? lang, [AsParameters] PageAsked asked, TrainingDbContext db, AgencyReader agencies, TenantScope scope, CancellationToken cancellationToken) =>
        ListAsync(
            decided, asked, db, agencies, (proposal, today) => ProposalForSupporters.Of(proposal, scope.MemberId, today, Languages.Named(lang)), cancellationToken);

    public static Task<Results<Ok<Listing<ProposalForPlanners>>, ProblemHttpResult>> ForPlannersAsync(
        bool? decided, string? lang, [AsParameters] PageAsked asked, TrainingDbContext db, AgencyReader agencies, CancellationToken cancellationToken) =>
        ListAsync(decided, asked, db, agencies, (proposal, today) => ProposalForPlanners.Of(proposal, today, Languages.Named(lang)), cancellationToken);

    private static async Task<Results<Ok<Listing<TView>>, ProblemHttpResult>> ListAsync<TView>(
        bool? decided, PageAsked asked, TrainingDbContext db, AgencyReader agencies, Func<TopicProposal, AgencyToday, TView> view, CancellationToken cancellationToken)
    {
        if (asked.Refused() is { } refusal)
        {
            return refusal.ToProblem();
        }

        if (await agencies.TodayAsync(cancellationToken) is not { } today)
        {
            return new AgencySilent().ToProblem();
        }

        var found = db.Proposals.AsNoTracking().Where(p => (p.State != ProposalState.Open) == (decided == true));
        var total = await found.CountAsync(cancellationToken);
        var page = await found.OrderByDescending(p => p.ProposedOn).ThenBy(p => p.Title).ThenBy(p => p.Id)
            .Skip(asked.Before).Take(asked.Length).ToListAsync(cancellationToken);
        return TypedResults.Ok(new Listing<TView>([.. page.Select(p => view(p, today))], total, asked.Number, asked.Length));
    }
}
