using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PeerPlatform.Platform;
using PeerPlatform.Platform.Calendar;
using PeerPlatform.Platform.Refusals;
using PeerPlatform.Training.Agencies;
using PeerPlatform.Training.Data;
using PeerPlatform.Training.Supporters;

namespace PeerPlatform.Training.Barriers;

/// <summary>What stands in the way of coming to sessions.</summary>
/// <param name="Kinds">Any of whoLeads, notMyRole, tooClose, nobodyCovers, dayOrHour, access, other; at least one.</param>
public sealed record NameBarriersRequest(IReadOnlyList<string>? Kinds);

/// <summary>The signed-in supporter says by kind what stands in the way; it is counted and nothing else.</summary>
internal static class NameBarriers
{
    public static async Task<Results<Ok<BarriersNamed>, ProblemHttpResult>> HandleAsync(
        NameBarriersRequest request, TrainingDbContext db, AgencyReader agencies, TenantScope scope, CancellationToken cancellationToken)
    {
        if (Read(request, out var kinds) is { } unreadable)
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

        var present = await db.PresentQuarterAsync(today.Today, cancellationToken);
        if (present.Name(scope.MemberId, kinds, await db.Serving.CountAsync(cancellationToken), today.Today) is { } refusal)
        {
            return refusal.ToProblem();
        }

        await db.SaveChangesAsync(cancellationToken);
        await alone.CommitAsync(cancellationToken);
        return TypedResults.Ok(new BarriersNamed(true, present.Quarter.Next.First));
    }

    private static FieldRefused? Read(NameBarriersRequest request, out HashSet<BarrierKind> kinds)
    {
        kinds = [];
        foreach (var word in request.Kinds ?? [])
        {
            if (Enum.GetNames<BarrierKind>().FirstOrDefault(n => n.Equals(word, StringComparison.OrdinalIgnoreCase)) is not { } known)
            {
                return new FieldRefused("kinds", "One of these kinds is not known here.", "Name any of whoLeads, notMyRole, tooClose, nobodyCovers, dayOrHour, access, other.");
            }

            kinds.Add(Enum.Parse<BarrierKind>(known));
        }

        return null;
    }

    /// <summary>The quarter that runs, begun when it is not there; of those that are over it is forgotten who named something.</summary>
    private static async Task<BarrierQuarter> PresentQuarterAsync(this TrainingDbContext db, DateOnly today, CancellationToken cancellationToken)
    {
        var quarters = await db.BarrierQuarters.ToListAsync(cancellationToken);
        quarters.ForEach(q => q.ForgetWho(today));
        if (quarters.Find(q => q.Quarter == Quarter.Of(today)) is { } running)
        {
            return running;
        }

        var begun = BarrierQuarter.Begin(Quarter.Of(today));
        db.BarrierQuarters.Add(begun);
        return begun;
    }
}

/// <param name="Named">True when the signed-in person has named something this quarter; what, nobody can tell.</param>
/// <param name="NextFrom">The first day on which they can again.</param>
internal sealed record BarriersNamed(bool Named, DateOnly NextFrom);
