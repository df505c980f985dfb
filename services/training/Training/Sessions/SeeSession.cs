using PeerPlatform.Platform.Texts;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PeerPlatform.Platform.Refusals;
using PeerPlatform.Training.Agencies;
using PeerPlatform.Training.Data;

namespace PeerPlatform.Training.Sessions;

/// <summary>One session with its list, for whoever leads or runs it.</summary>
internal static class SeeSession
{
    public static async Task<Results<Ok<SessionForTrainer>, ProblemHttpResult>> HandleAsync(
        Guid id, string? lang, TrainingDbContext db, AgencyReader agencies, CancellationToken cancellationToken)
    {
        if (await agencies.TodayAsync(cancellationToken) is not { } today)
        {
            return new AgencySilent().ToProblem();
        }

        return await db.Sessions.AsNoTracking().SingleOrDefaultAsync(s => s.Id == id, cancellationToken) is { } session
            ? TypedResults.Ok(SessionForTrainer.Of(session, today, Languages.Named(lang)))
            : new SessionUnknown().ToProblem();
    }
}
