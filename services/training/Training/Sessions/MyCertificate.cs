using PeerPlatform.Platform.Texts;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PeerPlatform.Platform;
using PeerPlatform.Platform.Refusals;
using PeerPlatform.Training.Agencies;
using PeerPlatform.Training.Data;

namespace PeerPlatform.Training.Sessions;

/// <summary>What the signed-in supporter can show of a session that is over (P-4.4).</summary>
internal static class MyCertificate
{
    public static async Task<Results<Ok<Certificate>, ProblemHttpResult>> HandleAsync(
        Guid id, string? lang, TrainingDbContext db, AgencyReader agencies, TenantScope scope, CancellationToken cancellationToken)
    {
        if (await agencies.TodayAsync(cancellationToken) is not { } today)
        {
            return new AgencySilent().ToProblem();
        }

        var session = await db.Sessions.AsNoTracking().SingleOrDefaultAsync(s => s.Id == id && s.State == SessionState.Held, cancellationToken);
        return session?.Of(scope.MemberId) is { Attended: true } mine
            ? TypedResults.Ok(new Certificate(
                mine.Name,
                today.Agency.Name,
                session.Title,
                [.. session.Topics.Select(t => today.Rules.TopicName(t).In(Languages.Named(lang)))],
                session.Minutes,
                session.Live,
                session.HeldOn!.Value,
                session.LedBy))
            : new NoCertificate().ToProblem();
    }
}

internal sealed record Certificate(
    string Name, string Agency, string Title, string[] Topics, int Minutes, bool Live, DateOnly CompletedOn, string LedBy);
