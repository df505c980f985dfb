using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PeerPlatform.Platform.Refusals;
using PeerPlatform.Platform.Texts;
using PeerPlatform.Recruitment.Data;

namespace PeerPlatform.Recruitment.Applications;

/// <summary>When and where the panel talks with somebody.</summary>
/// <param name="Place">1 to 200 characters: a room, a phone number, or how to get in online.</param>
public sealed record PlanInterviewRequest(DateTimeOffset? At, string? Place);

/// <summary>The applicant and the panel see it on their pages.</summary>
internal static class PlanInterview
{
    private const int LongestPlace = 200;

    public static async Task<Results<NoContent, ProblemHttpResult>> HandleAsync(
        Guid id, PlanInterviewRequest request, RecruitmentDbContext db, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (PlainText.Line(request.Place, "place", LongestPlace, out var place) is { } unreadable)
        {
            return unreadable.ToProblem();
        }

        if (request.At is not { } at)
        {
            return new FieldRefused("at", "The day and time are missing.", "Choose a day and time.").ToProblem();
        }

        await using var alone = await db.BeginAloneAsync(RecruitmentDbContext.Work, cancellationToken);
        if (await db.Applications.SingleOrDefaultAsync(a => a.Id == id && a.State != ApplicationState.Draft, cancellationToken) is not { } application)
        {
            return new ApplicationUnknown().ToProblem();
        }

        if (application.PlanInterview(at.ToUniversalTime(), place, clock.GetUtcNow()) is { } refusal)
        {
            return refusal.ToProblem();
        }

        await db.SaveChangesAsync(cancellationToken);
        await alone.CommitAsync(cancellationToken);
        return TypedResults.NoContent();
    }
}
