using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PeerPlatform.Platform.Refusals;
using PeerPlatform.Platform.Texts;
using PeerPlatform.Training.Agencies;
using PeerPlatform.Training.Data;

namespace PeerPlatform.Training.Supporters;

/// <summary>The board as a file: everybody who is asked for, on no pages.</summary>
internal static class BoardFile
{
    private static readonly string[] Header = ["name", "state", "lapses_on", "summary", "missing"];

    public static async Task<Results<FileContentHttpResult, ProblemHttpResult>> HandleAsync(
        [AsParameters] BoardAsked wanted, string? lang, TrainingDbContext db, AgencyReader agencies, CancellationToken cancellationToken)
    {
        if (wanted.Refused() is { } refusal)
        {
            return refusal.ToProblem();
        }

        if (await agencies.TodayAsync(cancellationToken) is not { } today)
        {
            return new AgencySilent().ToProblem();
        }

        var language = Languages.Named(lang);
        var rows = new List<string[]> { Header };
        await foreach (var supporter in wanted.Of(db.Serving.AsNoTracking(), today.Today).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            var row = BoardRow.Of(supporter, today, language);
            rows.Add([row.Name, BoardAsked.WordOf(row.State), Day(row.LapsesOn), row.Summary, string.Join(' ', row.Open)]);
        }

        return TypedResults.File(CsvFile.Bytes(CsvFile.Write(rows)), CsvFile.ContentType, $"readiness-{Day(today.Today)}.csv");
    }

    private static string Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";
}
