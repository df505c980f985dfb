using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PeerPlatform.Platform.Paging;
using PeerPlatform.Platform.Refusals;
using PeerPlatform.Training.Data;

namespace PeerPlatform.Training.Supervision;

/// <summary>Who looks after whom; people without a supervisor first.</summary>
internal static class ListTeams
{
    public static async Task<Results<Ok<Teams>, ProblemHttpResult>> HandleAsync(
        [AsParameters] PageAsked asked, TrainingDbContext db, CancellationToken cancellationToken)
    {
        if (asked.Refused() is { } refusal)
        {
            return refusal.ToProblem();
        }

        var all = db.Serving.AsNoTracking();
        var supervisors = await all.Where(s => s.Supervises).OrderBy(s => s.Name).ThenBy(s => s.Id)
            .Select(s => new SupervisorOfTeam(s.Id, s.Name, all.Count(o => o.SupervisorId == s.Id)))
            .ToListAsync(cancellationToken);
        var total = await all.CountAsync(cancellationToken);
        var page = await all.OrderBy(s => s.SupervisorId != null).ThenBy(s => s.Name).ThenBy(s => s.Id).Skip(asked.Before).Take(asked.Length)
            .Select(s => new { s.Id, s.Name, s.Supervises, s.SupervisorId })
            .ToListAsync(cancellationToken);
        return TypedResults.Ok(new Teams(
            supervisors,
            new Listing<PlaceInTeam>(
                [.. page.Select(s => new PlaceInTeam(s.Id, s.Name, s.Supervises, s.SupervisorId, supervisors.Find(o => o.MemberId == s.SupervisorId)?.Name))],
                total,
                asked.Number,
                asked.Length)));
    }
}

internal sealed record Teams(IReadOnlyList<SupervisorOfTeam> Supervisors, Listing<PlaceInTeam> People);

/// <param name="People">How many are in the team.</param>
internal sealed record SupervisorOfTeam(Guid MemberId, string Name, int People);

internal sealed record PlaceInTeam(Guid MemberId, string Name, bool Supervises, Guid? SupervisorId, string? SupervisorName);
