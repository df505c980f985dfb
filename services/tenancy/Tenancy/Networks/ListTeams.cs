using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PeerPlatform.Tenancy.Data;

namespace PeerPlatform.Tenancy.Networks;

/// <param name="Members">How many active members the team has.</param>
internal sealed record ListedTeam(Guid Id, string Code, string Name, int Members);

/// <summary>The teams of one's own agency by name.</summary>
internal static class ListTeams
{
    public static async Task<Ok<List<ListedTeam>>> HandleAsync(TenancyDbContext db, CancellationToken cancellationToken) =>
        TypedResults.Ok(await db.Teams
            .OrderBy(t => t.Name)
            .Select(t => new ListedTeam(t.Id, t.Code, t.Name, db.Members.Count(m => m.TeamId == t.Id && m.Active)))
            .ToListAsync(cancellationToken));
}
