using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PeerPlatform.Platform.Refusals;
using PeerPlatform.Recruitment.Data;

namespace PeerPlatform.Recruitment.Supporters;

/// <summary>Whom somebody who joined later can ask anything (P-3.9).</summary>
public sealed record GiveBuddyRequest(Guid? BuddyId);

/// <summary>Both see it on their own pages.</summary>
internal static class GiveBuddy
{
    public static async Task<Results<Ok<ListedSupporter>, ProblemHttpResult>> HandleAsync(
        Guid id, GiveBuddyRequest request, RecruitmentDbContext db, CancellationToken cancellationToken)
    {
        await using var alone = await db.BeginAloneAsync(RecruitmentDbContext.Work, cancellationToken);
        var supporter = await db.Supporters.SingleOrDefaultAsync(s => s.Id == id, cancellationToken);
        var buddy = await db.Supporters.AsNoTracking().SingleOrDefaultAsync(s => s.Id == request.BuddyId, cancellationToken);
        if (supporter is null)
        {
            return new SupporterUnknown().ToProblem();
        }

        if (buddy is null)
        {
            return new FieldRefused("buddyId", "A buddy is another supporter who serves now.", "Choose one from the team.").ToProblem();
        }

        if (supporter.MeetBuddy(buddy) is { } refusal)
        {
            return refusal.ToProblem();
        }

        await db.SaveChangesAsync(cancellationToken);
        await alone.CommitAsync(cancellationToken);
        return TypedResults.Ok(ListedSupporter.Of(supporter));
    }
}

internal sealed record SupporterUnknown() : Refusal(
    RefusalKind.NotFound, "There is no such supporter here.", Remedy: "Go back to the team and choose somebody there.");
