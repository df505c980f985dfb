using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PeerPlatform.Contracts.Access;
using PeerPlatform.Platform.Paging;
using PeerPlatform.Platform.Refusals;
using PeerPlatform.Tenancy.Data;

namespace PeerPlatform.Tenancy.Members;

/// <param name="CanSignIn">True once the person has chosen a password.</param>
internal sealed record ListedMember(
    Guid Id, string StaffNumber, string GivenName, string FamilyName, string Email, string? TeamName,
    IReadOnlyList<Role> Roles, string Language, bool CanSignIn);

/// <summary>The active members of one's own agency by family name; a search finds all of its words in name, number and e-mail.</summary>
internal static class ListMembers
{
    public static async Task<Results<Ok<Listing<ListedMember>>, ProblemHttpResult>> HandleAsync(
        string? search, Guid? team, [AsParameters] PageAsked asked, TenancyDbContext db, CancellationToken cancellationToken)
    {
        if (asked.Refused() is { } refusal)
        {
            return refusal.ToProblem();
        }

        var found = db.Members.AsNoTracking().Where(m => m.Active);
        if (team is not null)
        {
            found = found.Where(m => m.TeamId == team);
        }

        foreach (var word in SearchText.WordsOf(search))
        {
            found = found.Where(m => m.SearchKey.Contains(word));
        }

        var total = await found.CountAsync(cancellationToken);
        var page = await found
            .OrderBy(m => m.SearchKey)
            .Skip(asked.Before)
            .Take(asked.Length)
            .Select(m => new
            {
                Member = m,
                TeamName = db.Teams.Where(t => t.Id == m.TeamId).Select(t => t.Name).FirstOrDefault(),
                CanSignIn = db.Accounts.Any(a => a.MemberId == m.Id && a.PasswordHash != null),
            })
            .ToListAsync(cancellationToken);
        return TypedResults.Ok(asked.Of<ListedMember>(
            [.. page.Select(p => new ListedMember(
                p.Member.Id, p.Member.StaffNumber, p.Member.GivenName, p.Member.FamilyName, p.Member.Email, p.TeamName,
                p.Member.Roles.ToList(), p.Member.Language, p.CanSignIn))],
            total));
    }
}
