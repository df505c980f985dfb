using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PeerPlatform.Platform.Calendar;
using PeerPlatform.Platform.Refusals;
using PeerPlatform.Training.Agencies;
using PeerPlatform.Training.Data;

namespace PeerPlatform.Training.Barriers;

/// <summary>
/// What stood in the way in the latest quarters that are over, the latest first. A quarter in which nobody named anything looks like one in which
/// few did.
/// </summary>
internal static class ReadBarriers
{
    private const int QuartersTold = 4;

    public static async Task<Results<Ok<BarriersOfQuarter[]>, ProblemHttpResult>> HandleAsync(
        TrainingDbContext db, AgencyReader agencies, CancellationToken cancellationToken)
    {
        await using var alone = await db.BeginAloneAsync(TrainingDbContext.Work, cancellationToken);
        if (await agencies.TodayAsync(cancellationToken) is not { } today)
        {
            return new AgencySilent().ToProblem();
        }

        var known = await db.BarrierQuarters.ToListAsync(cancellationToken);
        known.ForEach(q => q.ForgetWho(today.Today));
        await db.SaveChangesAsync(cancellationToken);
        await alone.CommitAsync(cancellationToken);

        var quarter = Quarter.Of(today.Today);
        var told = new List<BarriersOfQuarter>();
        for (var i = 0; i < QuartersTold; i++)
        {
            quarter = quarter.Previous;
            var named = known.Find(q => q.Quarter == quarter);
            told.Add(new BarriersOfQuarter(
                quarter.First,
                quarter.Last,
                [.. Enum.GetValues<BarrierKind>().Select(kind => new BarrierFigure(kind, named?.AtLeast(kind, today.Today)))]));
        }

        return TypedResults.Ok(told.ToArray());
    }
}

/// <param name="Figures">One for each kind, in the order of kinds; there is no sum, since a person can name several.</param>
internal sealed record BarriersOfQuarter(DateOnly From, DateOnly Through, BarrierFigure[] Figures);

/// <param name="AtLeast">So many people or up to four more; null when it is withheld.</param>
internal sealed record BarrierFigure(BarrierKind Kind, int? AtLeast);
