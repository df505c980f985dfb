using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PeerPlatform.Platform;
using PeerPlatform.Platform.Refusals;
using PeerPlatform.Tenancy.ApiClients;
using PeerPlatform.Tenancy.Data;
using PeerPlatform.Tenancy.Subscriptions;

namespace PeerPlatform.Tenancy.Programme;

/// <summary>Whether a task is done.</summary>
public sealed record MarkTaskRequest(bool? Done);

/// <summary>A coordinator ticks a task, or takes the tick away. A second time changes nothing.</summary>
internal static class MarkTask
{
    public static async Task<Results<NoContent, ProblemHttpResult>> HandleAsync(
        string task, MarkTaskRequest request, TenancyDbContext db, TenantScope scope, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (Step.TaskOf(task) is not { } known)
        {
            return new TaskUnknown().ToProblem();
        }

        if (request.Done is not { } done)
        {
            return new FieldRefused("done", "It is missing whether the task is done.", "Send true or false.").ToProblem();
        }

        await using var alone = await db.BeginAloneAsync(TenancyDbContext.Programme, cancellationToken);
        var services = await SubscribedServices.OfAsync(db, scope.TenantId!.Value, scope.NetworkId!.Value, cancellationToken);
        var last = await db.TaskMarks.AsNoTracking().Where(m => m.Task == task).OrderByDescending(m => m.Number).FirstOrDefaultAsync(cancellationToken);
        var today = await TenantDay.OfAsync(db, scope.TenantId, clock.GetUtcNow(), cancellationToken);
        var mark = TaskMark.After(last, known, ReadSteps.ToldBy(known, services), done, scope.MemberId, today, out var refusal);
        if (refusal is not null)
        {
            return refusal.ToProblem();
        }

        if (mark is not null)
        {
            db.TaskMarks.Add(mark);
            await db.SaveChangesAsync(cancellationToken);
            await alone.CommitAsync(cancellationToken);
        }

        return TypedResults.NoContent();
    }
}
