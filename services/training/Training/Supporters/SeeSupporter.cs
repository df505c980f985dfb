using PeerPlatform.Platform.Texts;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PeerPlatform.Platform.Refusals;
using PeerPlatform.Training.Agencies;
using PeerPlatform.Training.Data;

namespace PeerPlatform.Training.Supporters;

/// <summary>One supporter's path, for whoever runs the programme.</summary>
internal static class SeeSupporter
{
    public static async Task<Results<Ok<TrainingPath>, ProblemHttpResult>> HandleAsync(
        Guid id, string? lang, TrainingDbContext db, AgencyReader agencies, CancellationToken cancellationToken)
    {
        if (await agencies.TodayAsync(cancellationToken) is not { } today)
        {
            return new AgencySilent().ToProblem();
        }

        return await db.Supporters.AsNoTracking().SingleOrDefaultAsync(s => s.Id == id, cancellationToken) is { } supporter
            ? TypedResults.Ok(TrainingPath.Of(supporter, today, Languages.Named(lang)))
            : new SupporterUnknown().ToProblem();
    }
}
