using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PeerPlatform.Platform;
using PeerPlatform.Platform.Texts;
using PeerPlatform.Recruitment.Data;
using PeerPlatform.Recruitment.Supporters;

namespace PeerPlatform.Recruitment.Representation;

/// <summary>The team of supporters against the workforce, as each chose to say, for groups of at least five (P-3.7).</summary>
internal static class SeeRepresentation
{
    private static readonly LocalText Together = new("Others together", "Las demás juntas");

    public static async Task<Ok<RepresentedDimension[]>> HandleAsync(string? lang, RecruitmentDbContext db, TenantScope scope, CancellationToken cancellationToken)
    {
        // One at a time: what is shown next depends on what was shown before.
        await using var alone = await db.BeginAloneAsync(RecruitmentDbContext.Work, cancellationToken);
        var team = (await db.Supporters.Where(s => s.State == ServingState.Serving).Select(s => s.Id).ToListAsync(cancellationToken)).ToHashSet();
        var said = await db.Declarations.AsNoTracking().ToListAsync(cancellationToken);
        var now = CountedTable.Of(said.Select(d => (d.Said, team.Contains(d.MemberId))));
        var shown = await db.ShownTables.SingleOrDefaultAsync(cancellationToken);
        var table = now.After(shown?.Table ?? CountedTable.Empty);
        if (shown is null)
        {
            db.ShownTables.Add(new ShownTable { AgencyId = scope.TenantId!.Value, Table = table });
        }
        else
        {
            shown.Table = table;
        }

        await db.SaveChangesAsync(cancellationToken);
        await alone.CommitAsync(cancellationToken);
        return TypedResults.Ok(Dimension.All.Select(d => Of(d, table.Dimensions.GetValueOrDefault(d.Code), Languages.Named(lang))).ToArray());
    }

    private static RepresentedDimension Of(Dimension dimension, CountedDimension? counted, Language language)
    {
        var rows = counted?.Rows() ?? [];
        return new RepresentedDimension(
            dimension.Code,
            dimension.Name.In(language),
            [
                .. rows.Select(r => new RepresentedGroup(
                    r.Code is null ? Together.In(language) : dimension.Choices.First(c => c.Code == r.Code).Name.In(language),
                    Percent(r.Counted.Workforce, rows.Sum(x => x.Counted.Workforce)),
                    Percent(r.Counted.Team, rows.Sum(x => x.Counted.Team)))),
            ]);
    }

    private static int Percent(int part, int all) => (int)Math.Round(100.0 * part / all, MidpointRounding.AwayFromZero);
}

/// <param name="Groups">Empty while the groups are too small to be shown.</param>
internal sealed record RepresentedDimension(string Code, string Name, RepresentedGroup[] Groups);

/// <summary>Shares of those who said something, in whole percent.</summary>
internal sealed record RepresentedGroup(string Name, int WorkforcePercent, int TeamPercent);
