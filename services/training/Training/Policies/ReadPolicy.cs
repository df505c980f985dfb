using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PeerPlatform.Platform.Refusals;
using PeerPlatform.Training.Data;

namespace PeerPlatform.Training.Policies;

/// <summary>The text of one version.</summary>
internal static class ReadPolicy
{
    public static async Task<Results<Ok<PublishedPolicy>, ProblemHttpResult>> HandleAsync(
        string policy, int version, TrainingDbContext db, CancellationToken cancellationToken) =>
        await db.Policies.AsNoTracking().SingleOrDefaultAsync(p => p.Policy == policy && p.Version == version, cancellationToken) is { } found
            ? TypedResults.Ok(new PublishedPolicy(found.Policy, found.Version, found.RequiredFrom, found.Text))
            : new PolicyUnknown().ToProblem();
}

internal sealed record PolicyUnknown() : Refusal(
    RefusalKind.NotFound, "There is no such version of a policy.", Remedy: "Go back to your path; what is to be read is listed there.");
