using PeerPlatform.Platform.Texts;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PeerPlatform.Platform;
using PeerPlatform.Platform.Refusals;
using PeerPlatform.Training.Agencies;
using PeerPlatform.Training.Data;

namespace PeerPlatform.Training.Supporters;

/// <summary>The signed-in supporter's own path.</summary>
internal static class MyPath
{
    public static async Task<Results<Ok<TrainingPath>, ProblemHttpResult>> HandleAsync(
        string? lang, TrainingDbContext db, AgencyReader agencies, TenantScope scope, CancellationToken cancellationToken)
    {
        if (await agencies.TodayAsync(cancellationToken) is not { } today)
        {
            return new AgencySilent().ToProblem();
        }

        return await db.Serving.AsNoTracking().SingleOrDefaultAsync(s => s.Id == scope.MemberId, cancellationToken) is { } me
            ? TypedResults.Ok(TrainingPath.Of(me, today, Languages.Named(lang)))
            : new NotASupporter().ToProblem();
    }
}
