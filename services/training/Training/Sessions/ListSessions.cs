using PeerPlatform.Platform.Paging;
using PeerPlatform.Platform.Texts;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PeerPlatform.Platform.Refusals;
using PeerPlatform.Training.Agencies;
using PeerPlatform.Training.Data;

namespace PeerPlatform.Training.Sessions;

/// <summary>Sessions for whoever leads or runs them: those to come by their beginning, or all that are over, the latest first.</summary>
internal static class ListSessions
{
    public static async Task<Results<Ok<Listing<SessionForTrainer>>, ProblemHttpResult>> HandleAsync(
        bool? over, string? lang, [AsParameters] PageAsked asked, TrainingDbContext db, AgencyReader agencies, CancellationToken cancellationToken)
    {
        if (asked.Refused() is { } refusal)
        {
            return refusal.ToProblem();
        }

        if (await agencies.TodayAsync(cancellationToken) is not { } today)
        {
            return new AgencySilent().ToProblem();
        }

        var found = db.Sessions.AsNoTracking();
        found = over == true
            ? found.Where(s => s.State != SessionState.Planned).OrderByDescending(s => s.StartsAt).ThenBy(s => s.Id)
            : found.Where(s => s.State == SessionState.Planned).OrderBy(s => s.StartsAt).ThenBy(s => s.Id);
        var total = await found.CountAsync(cancellationToken);
        var page = await found.Skip(asked.Before).Take(asked.Length).ToListAsync(cancellationToken);
        var language = Languages.Named(lang);
        return TypedResults.Ok(new Listing<SessionForTrainer>(
            [.. page.Select(s => SessionForTrainer.Of(s, today, language))], total, asked.Number, asked.Length));
    }
}
