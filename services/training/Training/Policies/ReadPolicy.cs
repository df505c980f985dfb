using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PeerPlatform.Platform.Refusals;
using PeerPlatform.Platform.Texts;
using PeerPlatform.Training.Agencies;
using PeerPlatform.Training.Data;

namespace PeerPlatform.Training.Policies;

/// <summary>The text of one version.</summary>
internal static class ReadPolicy
{
    public static async Task<Results<Ok<PublishedPolicy>, ProblemHttpResult>> HandleAsync(
        string policy, int version, string? lang, TrainingDbContext db, AgencyReader agencies, CancellationToken cancellationToken)
    {
        if (await agencies.TodayAsync(cancellationToken) is not { } today)
        {
            return new AgencySilent().ToProblem();
        }

        return await db.Policies.AsNoTracking().SingleOrDefaultAsync(p => p.Policy == policy && p.Version == version, cancellationToken) is { } found
            ? TypedResults.Ok(PublishedPolicy.Of(found, today, Languages.Named(lang)))
            : new PolicyUnknown().ToProblem();
    }
}
