using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PeerPlatform.Platform;
using PeerPlatform.Platform.Refusals;
using PeerPlatform.Platform.Texts;
using PeerPlatform.Tenancy.Data;
using PeerPlatform.Tenancy.Networks;

namespace PeerPlatform.Tenancy.SetupLinks;

/// <summary>
/// Links for all active members who have not chosen a password yet, as a CSV for a mail merge. Their earlier unused
/// links stop working.
/// </summary>
internal static class MakeSetupLinks
{
    private const int PerSave = 1000;
    private static readonly string[] Header = ["given_name", "family_name", "email", "path", "expires_on"];

    public static async Task<Results<FileContentHttpResult, ProblemHttpResult>> HandleAsync(
        HttpContext http, TenancyDbContext db, TenantScope scope, TimeProvider clock, CancellationToken cancellationToken)
    {
        var agency = await db.Agencies.AsNoTracking().SingleOrDefaultAsync(a => a.Id == scope.TenantId, cancellationToken);
        if (agency is null)
        {
            return new AgencyUnknown().ToProblem();
        }

        var now = clock.GetUtcNow();
        var rows = new List<string[]> { Header };
        await using var alone = await db.BeginAloneAsync(MakeSetupLink.Work, cancellationToken);
        var waiting = db.Members.Where(m => m.Active && db.Accounts.Any(a => a.MemberId == m.Id && a.PasswordHash == null));
        await db.SetupLinks
            .Where(l => !l.Used && l.MemberId != null && waiting.Any(m => m.Id == l.MemberId))
            .ExecuteDeleteAsync(cancellationToken);
        var people = await waiting.AsNoTracking()
            .OrderBy(m => m.SearchKey)
            .Select(m => new { m.Id, m.GivenName, m.FamilyName, m.Email })
            .ToListAsync(cancellationToken);
        foreach (var chunk in people.Chunk(PerSave))
        {
            foreach (var person in chunk)
            {
                var link = SetupLink.ForMember(person.Id, now, out var path);
                db.SetupLinks.Add(link);
                var day = LinkDay.Of(link, agency).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
                rows.Add([person.GivenName, person.FamilyName, person.Email, path, day]);
            }

            await db.SaveChangesAsync(cancellationToken);
            db.ChangeTracker.Clear();
        }

        await alone.CommitAsync(cancellationToken);
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.Bytes(Encoding.UTF8.GetBytes(CsvFile.Write(rows)), CsvFile.ContentType, "set-up-links.csv");
    }
}
