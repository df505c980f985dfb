using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PeerPlatform.Platform.Refusals;
using PeerPlatform.Training.Data;
using PeerPlatform.Training.Supporters;

namespace PeerPlatform.Training.Supervision;

/// <summary>Whether somebody looks after supporters.</summary>
public sealed record ChangeSupervisingRequest(bool? Supervises);

/// <summary>Who looks after somebody.</summary>
/// <param name="SupervisorId">Somebody on the list of supervisors; null for nobody.</param>
public sealed record ChangeSupervisorRequest(Guid? SupervisorId);

/// <summary>The coordinator says who supervises, and whom.</summary>
internal static class ChangePlace
{
    public static Task<Results<Ok<PlaceInTeam>, ProblemHttpResult>> SupervisingAsync(
        Guid id, ChangeSupervisingRequest request, TrainingDbContext db, CancellationToken cancellationToken) =>
        ChangeAsync(
            id, db,
            async supporter => request.Supervises is not { } supervises
                ? new FieldRefused("supervises", "It is not said whether this person supervises.", "Say true or false.")
                : supporter.LetSupervise(supervises, await db.Serving.CountAsync(s => s.SupervisorId == id, cancellationToken)),
            cancellationToken);

    public static Task<Results<Ok<PlaceInTeam>, ProblemHttpResult>> SupervisorAsync(
        Guid id, ChangeSupervisorRequest request, TrainingDbContext db, CancellationToken cancellationToken) =>
        ChangeAsync(
            id, db,
            async supporter =>
            {
                if (request.SupervisorId is not { } wanted)
                {
                    return supporter.PutUnder(null);
                }

                return await db.Serving.SingleOrDefaultAsync(s => s.Id == wanted, cancellationToken) is { } supervisor
                    ? supporter.PutUnder(supervisor)
                    : new NotASupervisor();
            },
            cancellationToken);

    private static async Task<Results<Ok<PlaceInTeam>, ProblemHttpResult>> ChangeAsync(
        Guid id, TrainingDbContext db, Func<Supporter, Task<Refusal?>> change, CancellationToken cancellationToken)
    {
        await using var alone = await db.BeginAloneAsync(TrainingDbContext.Work, cancellationToken);
        if (await db.Serving.SingleOrDefaultAsync(s => s.Id == id, cancellationToken) is not { } supporter)
        {
            return new SupporterUnknown().ToProblem();
        }

        if (await change(supporter) is { } refusal)
        {
            return refusal.ToProblem();
        }

        await db.SaveChangesAsync(cancellationToken);
        await alone.CommitAsync(cancellationToken);
        var supervisor = await db.Serving.Where(s => s.Id == supporter.SupervisorId).Select(s => s.Name).SingleOrDefaultAsync(cancellationToken);
        return TypedResults.Ok(new PlaceInTeam(supporter.Id, supporter.Name, supporter.Supervises, supporter.SupervisorId, supervisor));
    }
}
