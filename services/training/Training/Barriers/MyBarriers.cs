using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PeerPlatform.Platform;
using PeerPlatform.Platform.Calendar;
using PeerPlatform.Platform.Refusals;
using PeerPlatform.Training.Agencies;
using PeerPlatform.Training.Data;

namespace PeerPlatform.Training.Barriers;

/// <summary>Whether the signed-in supporter has named something this quarter.</summary>
internal static class MyBarriers
{
    public static async Task<Results<Ok<BarriersNamed>, ProblemHttpResult>> HandleAsync(
        TrainingDbContext db, AgencyReader agencies, TenantScope scope, CancellationToken cancellationToken)
    {
        if (await agencies.TodayAsync(cancellationToken) is not { } today)
        {
            return new AgencySilent().ToProblem();
        }

        var quarter = Quarter.Of(today.Today);
        var running = await db.BarrierQuarters.AsNoTracking()
            .SingleOrDefaultAsync(q => q.Year == quarter.Year && q.Number == quarter.Number, cancellationToken);
        return TypedResults.Ok(new BarriersNamed(running?.HasNamed(scope.MemberId) == true, quarter.Next.First));
    }
}
