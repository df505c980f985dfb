using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PeerPlatform.Platform.Texts;
using PeerPlatform.Reporting.Data;

namespace PeerPlatform.Reporting.Figures;

/// <summary>An agency's own quarters, for its own coordinator only (P-6.1). Nothing is written by looking.</summary>
internal static class ReadFigures
{
    public static async Task<Ok<FiguresView>> HandleAsync(string? lang, ReportingDbContext db, TimeProvider clock, CancellationToken cancellationToken)
    {
        var language = Languages.Named(lang);
        return TypedResults.Ok(new FiguresView(
            [.. FigureDefinition.All.Select(d => new DefinitionView(d.Code, d.Name.In(language), d.Meaning.In(language)))],
            await QuartersAsync(db, clock, cancellationToken)));
    }

    /// <summary>The newest first.</summary>
    public static async Task<List<QuarterView>> QuartersAsync(ReportingDbContext db, TimeProvider clock, CancellationToken cancellationToken)
    {
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        // What is kept is read last: of a quarter that is kept meanwhile, both say the same, and the kept one is listed.
        var turns = await db.SupporterTurns.AsNoTracking().ToListAsync(cancellationToken);
        var kept = await db.QuarterFigures.AsNoTracking().ToListAsync(cancellationToken);
        return [.. new FiguresOfAgency(kept, turns).All(today).Reverse().Select(figures => QuarterView.Of(figures, today))];
    }
}

internal sealed record FiguresView(IReadOnlyList<DefinitionView> Definitions, IReadOnlyList<QuarterView> Quarters);

internal sealed record DefinitionView(string Code, string Name, string Meaning);

/// <param name="Quarter">Such as <c>2026-Q4</c>.</param>
/// <param name="IsFixed">False while figures are “so far”.</param>
/// <param name="FixedFrom">The first day, in UTC, on which they never change again.</param>
/// <param name="Figures">By the codes of the definitions.</param>
internal sealed record QuarterView(
    string Quarter, DateOnly From, DateOnly Through, bool IsFixed, DateOnly FixedFrom, IReadOnlyDictionary<string, int> Figures)
{
    public static QuarterView Of(QuarterFigures figures, DateOnly today)
    {
        var quarter = Platform.Calendar.Quarter.Of(figures.From);
        return new QuarterView(
            quarter.ToString(), quarter.First, quarter.Last, quarter.IsFixed(today), quarter.FixedFrom(),
            FigureDefinition.All.ToDictionary(d => d.Code, d => d.In(figures), StringComparer.Ordinal));
    }
}
