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

/// <summary>A topic that somebody would like to learn or teach, in the words of whoever proposes it.</summary>
/// <param name="Title">1 to 80 characters.</param>
/// <param name="About">Up to 300 characters.</param>
public sealed record ProposeTopicRequest(string? Title, string? About);

/// <summary>Puts a topic on the list of proposals.</summary>
internal static class ProposeTopic
{
    private const int LongestTitle = 80;
    private const int LongestAbout = 300;
    private const int MostOpen = 5;

    public static async Task<Results<Created<ProposalForSupporters>, ProblemHttpResult>> HandleAsync(
        ProposeTopicRequest request, string? lang, TrainingDbContext db, AgencyReader agencies, TenantScope scope, CancellationToken cancellationToken)
    {
        var about = "";
        if ((PlainText.Line(request.Title, "title", LongestTitle, out var title)
            ?? PlainText.Line(request.About, "about", LongestAbout, out about, mayBeEmpty: true)) is { } unreadable)
        {
            return unreadable.ToProblem();
        }

        await using var alone = await db.BeginAloneAsync(TrainingDbContext.Work, cancellationToken);
        if (await agencies.TodayAsync(cancellationToken) is not { } today)
        {
            return new AgencySilent().ToProblem();
        }

        if (!await db.Serving.AnyAsync(s => s.Id == scope.MemberId, cancellationToken))
        {
            return new NotASupporter().ToProblem();
        }

        var open = await db.Proposals.Where(p => p.State == ProposalState.Open).Select(p => new { p.Title, p.ProposedBy }).ToListAsync(cancellationToken);
        if (open.Exists(p => p.Title.Equals(title, StringComparison.OrdinalIgnoreCase)))
        {
            return new ProposedAlready().ToProblem();
        }

        if (open.Count(p => p.ProposedBy == scope.MemberId) >= MostOpen)
        {
            return new EnoughProposals(MostOpen).ToProblem();
        }

        var proposal = TopicProposal.Propose(scope.MemberId, title, about, today.Today);
        db.Proposals.Add(proposal);
        await db.SaveChangesAsync(cancellationToken);
        await alone.CommitAsync(cancellationToken);
        return TypedResults.Created(
            "/api/training/v1/proposals", ProposalForSupporters.Of(proposal, scope.MemberId, today, Languages.Named(lang)));
    }
}
