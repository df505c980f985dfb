using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PeerPlatform.Platform.Paging;
using PeerPlatform.Platform.Refusals;
using PeerPlatform.Recruitment.Data;

namespace PeerPlatform.Recruitment.Supporters;

/// <summary>The team of supporters as it is now, by name.</summary>
internal static class ListSupporters
{
    public static async Task<Results<Ok<Listing<ListedSupporter>>, ProblemHttpResult>> HandleAsync(
        [AsParameters] PageAsked asked, RecruitmentDbContext db, CancellationToken cancellationToken)
    {
        if (asked.Refused() is { } refusal)
        {
            return refusal.ToProblem();
        }

        var serving = db.Supporters.AsNoTracking().Where(s => s.State == ServingState.Serving);
        var total = await serving.CountAsync(cancellationToken);
        var page = await serving.OrderBy(s => s.Name).ThenBy(s => s.Id).Skip(asked.Before).Take(asked.Length).ToListAsync(cancellationToken);
        return TypedResults.Ok(new Listing<ListedSupporter>([.. page.Select(ListedSupporter.Of)], total, asked.Number, asked.Length));
    }
}
