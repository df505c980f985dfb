using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using PeerPlatform.Platform.Texts;
using PeerPlatform.Reporting.Data;

namespace PeerPlatform.Reporting.Figures;

/// <summary>The same figures as a file, with what each means (P-6.7).</summary>
internal static class FiguresFile
{
    public static async Task<FileContentHttpResult> HandleAsync(
        string? lang, ReportingDbContext db, TimeProvider clock, CancellationToken cancellationToken)
    {
        var quarters = await ReadFigures.QuartersAsync(db, clock, cancellationToken);
        return TypedResults.File(CsvFile.Bytes(Write(quarters, Languages.Named(lang))), CsvFile.ContentType, "programme-figures.csv");
    }

    private static string Write(IEnumerable<QuarterView> quarters, Language language)
    {
        var rows = quarters.Select(q => (string[])[q.Quarter, Day(q.From), Day(q.Through), q.IsFixed ? "fixed" : "so far", .. FigureDefinition.All.Select(d => Number(q.Figures[d.Code]))]);
        var definitions = FigureDefinition.All.Select(d => (string[])[d.Code, d.Name.In(language), d.Meaning.In(language)]);
        return string.Join(
            "\r\n",
            CsvFile.Write(rows.Prepend(["quarter", "from", "through", "state", .. FigureDefinition.All.Select(d => d.Code)])),
            CsvFile.Write(definitions.Prepend(["column", "name", "definition"])));
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Number(int figure) => figure.ToString(CultureInfo.InvariantCulture);
}
