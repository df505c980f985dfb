using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using PeerPlatform.Training.Curriculum;
using PeerPlatform.Training.Data;
using PeerPlatform.Training.Sessions;

namespace PeerPlatform.Training.Policies;

/// <summary>What of a programme's set-up can be seen here (P-1.5), so that nobody has to tick it.</summary>
internal static class SeeSetUp
{
    private const string MandatedReporting = "mandated-reporting";

    public static async Task<Ok<ProgrammeFacts>> HandleAsync(TrainingDbContext db, CancellationToken cancellationToken)
    {
        var published = await db.Policies.Select(p => p.Policy).Distinct().ToListAsync(cancellationToken);
        var sessions = await db.Sessions.AsNoTracking().Where(s => s.State != SessionState.CalledOff).Select(s => s.Topics).ToListAsync(cancellationToken);
        var topics = sessions.SelectMany(t => t).ToHashSet(StringComparer.Ordinal);
        return TypedResults.Ok(new ProgrammeFacts(
        [
            .. published.Order(StringComparer.Ordinal),
            .. Topic.Shipped.Where(t => t.Essential).All(t => topics.Contains(t.Code)) ? ["essential-topics"] : (string[])[],
            .. topics.Contains(MandatedReporting) ? [MandatedReporting] : (string[])[],
        ]));
    }
}

/// <param name="Facts">Codes of published policies, <c>essential-topics</c> when a session is planned or was held for each of them, and <c>mandated-reporting</c> likewise.</param>
internal sealed record ProgrammeFacts(string[] Facts);
