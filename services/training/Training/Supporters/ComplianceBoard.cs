using PeerPlatform.Platform.Paging;
using PeerPlatform.Platform.Texts;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PeerPlatform.Platform.Refusals;
using PeerPlatform.Training.Agencies;
using PeerPlatform.Training.Data;
using PeerPlatform.Training.Qualification;

namespace PeerPlatform.Training.Supporters;

/// <summary>Who is qualified, who lapses soon and who is not there yet; whoever has done nothing stands first.</summary>
internal static class ComplianceBoard
{
    public static async Task<Results<Ok<Board>, ProblemHttpResult>> HandleAsync(
        [AsParameters] BoardAsked wanted, string? lang, [AsParameters] PageAsked asked, TrainingDbContext db, AgencyReader agencies, CancellationToken cancellationToken)
    {
        if ((asked.Refused() ?? wanted.Refused()) is { } refusal)
        {
            return refusal.ToProblem();
        }

        if (await agencies.TodayAsync(cancellationToken) is not { } today)
        {
            return new AgencySilent().ToProblem();
        }

        var found = wanted.Of(db.Serving.AsNoTracking(), today.Today);
        var total = await found.CountAsync(cancellationToken);
        var page = await found.Skip(asked.Before).Take(asked.Length).ToListAsync(cancellationToken);
        var language = Languages.Named(lang);
        return TypedResults.Ok(new Board(
            await CountAsync(db, today.Today, cancellationToken),
            new Listing<BoardRow>([.. page.Select(s => BoardRow.Of(s, today, language))], total, asked.Number, asked.Length)));
    }

    private static async Task<BoardCounts> CountAsync(TrainingDbContext db, DateOnly today, CancellationToken cancellationToken)
    {
        var (in7, in15, in30) = (today.AddDays(7), today.AddDays(15), today.AddDays(30));
        return await db.Serving
            .GroupBy(_ => 1)
            .Select(all => new BoardCounts(
                all.Count(),
                all.Count(s => s.State == StandingState.NotQualified),
                all.Count(s => s.LapsesOn <= in7),
                all.Count(s => s.LapsesOn <= in15),
                all.Count(s => s.LapsesOn <= in30)))
            .SingleOrDefaultAsync(cancellationToken) ?? new BoardCounts(0, 0, 0, 0, 0);
    }
}

/// <summary>Which supporters are asked for.</summary>
/// <param name="State"><c>notQualified</c>, <c>lapsing</c> or <c>qualified</c>; missing for all.</param>
/// <param name="Within">Those who lapse within so many days, 1 to 90; missing for all.</param>
internal sealed record BoardAsked(string? State, int? Within)
{
    private const int MostDays = 90;

    public Refusal? Refused() =>
        Within is < 1 or > MostDays ? new FieldRefused("within", $"Lapses are looked for within 1 to {MostDays} days.", "Ask for 7, 15 or 30.")
        : State is not null && Standing is null ? new FieldRefused("state", "A standing is notQualified, lapsing or qualified.", "Ask for one of the three, or leave it out.")
        : null;

    /// <summary>As the API writes it.</summary>
    public static string WordOf(StandingState standing) => JsonNamingPolicy.CamelCase.ConvertName(standing.ToString());

    private StandingState? Standing => Enum.GetValues<StandingState>().Cast<StandingState?>().SingleOrDefault(s => WordOf(s!.Value) == State);

    /// <summary>Whoever is furthest from being qualified first.</summary>
    public IQueryable<Supporter> Of(IQueryable<Supporter> supporters, DateOnly today)
    {
        if (Standing is { } standing)
        {
            supporters = supporters.Where(s => s.State == standing);
        }

        if (Within is { } days)
        {
            var last = today.AddDays(days);
            supporters = supporters.Where(s => s.LapsesOn != null && s.LapsesOn <= last);
        }

        return supporters.OrderBy(s => s.State).ThenBy(s => s.LapsesOn).ThenBy(s => s.Name).ThenBy(s => s.Id);
    }
}

internal sealed record Board(BoardCounts Counts, Listing<BoardRow> Supporters);

/// <param name="LapsesIn7">Qualified today and not within 7 days, if nothing is added; those of 15 and 30 hold them too.</param>
internal sealed record BoardCounts(int Supporters, int NotQualified, int LapsesIn7, int LapsesIn15, int LapsesIn30);

/// <param name="Summary">The standing in one sentence.</param>
/// <param name="Open">One sentence for each requirement that is not met.</param>
/// <param name="Supervises">True for a supervisor, whose own readiness this is (P-4.9).</param>
internal sealed record BoardRow(Guid MemberId, string Name, StandingState State, DateOnly? LapsesOn, string Summary, string[] Open, bool Supervises)
{
    public static BoardRow Of(Supporter supporter, AgencyToday today, Language language)
    {
        var standing = Standing.At(today.Today, supporter.Record, today.Rules);
        return new BoardRow(
            supporter.Id,
            supporter.Name,
            standing.State,
            standing.LapsesOn,
            standing.Summary().In(language),
            [.. standing.Findings.Where(f => !f.IsMet).Select(f => f.Requirement.Explain(f, today.Rules).In(language))],
            supporter.Supervises);
    }
}
