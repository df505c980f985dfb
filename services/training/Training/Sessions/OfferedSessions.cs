using PeerPlatform.Platform.Paging;
using PeerPlatform.Platform.Texts;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PeerPlatform.Platform;
using PeerPlatform.Platform.Refusals;
using PeerPlatform.Training.Agencies;
using PeerPlatform.Training.Data;

namespace PeerPlatform.Training.Sessions;

/// <summary>What the signed-in supporter can come to, the soonest first.</summary>
internal static class OfferedSessions
{
    public static async Task<Results<Ok<Listing<OfferedSession>>, ProblemHttpResult>> HandleAsync(
        string? lang, [AsParameters] PageAsked asked, TrainingDbContext db, AgencyReader agencies, TenantScope scope, CancellationToken cancellationToken)
    {
        if (asked.Refused() is { } refusal)
        {
            return refusal.ToProblem();
        }

        if (await agencies.TodayAsync(cancellationToken) is not { } today)
        {
            return new AgencySilent().ToProblem();
        }

        var found = db.Sessions.AsNoTracking().Where(s => s.State == SessionState.Planned && s.EndsAt > today.Now);
        var total = await found.CountAsync(cancellationToken);
        var page = await found.OrderBy(s => s.StartsAt).ThenBy(s => s.Id).Skip(asked.Before).Take(asked.Length).ToListAsync(cancellationToken);
        var language = Languages.Named(lang);
        return TypedResults.Ok(new Listing<OfferedSession>(
            [.. page.Select(s => OfferedSession.Of(s, scope.MemberId, today, language))], total, asked.Number, asked.Length));
    }
}
