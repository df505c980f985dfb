using System.Globalization;
using PeerPlatform.Platform.Texts;

namespace PeerPlatform.Reporting.Releases;

/// <summary>The table of a release as CSV: header, rows, total; then an empty line and the columns' definitions.</summary>
internal static class ReleaseCsv
{
    private const string WithheldMark = "withheld";
    private const string TotalLabel = "All agencies";

    public static string Write(ReleaseDocument release)
    {
        var table = release.Rows.Append(release.Total).Select(row =>
            (string[])[row.Agency ?? TotalLabel, row.Wave ?? "", Plain(row.ClosedOn), .. Figures(row)]);
        var definitions = release.Columns.Select(column => (string[])[column.Code, column.Name, column.Definition]);
        return string.Join(
            "\r\n",
            CsvFile.Write(table.Prepend([.. release.Columns.Select(c => c.Code)])),
            CsvFile.Write(definitions.Prepend(["column", "name", "definition"])));
    }

    private static IEnumerable<string> Figures(TableRow row)
    {
        string Cell(IFormattable? figure) => row.Shown ? Plain(figure) : WithheldMark;

        yield return Cell(row.Invited);
        yield return Cell(row.Answered);
        yield return Cell(row.ResponseRate);
        foreach (var scale in row.Scales)
        {
            yield return Cell(scale.Mean);
            foreach (var band in scale.Bands)
            {
                yield return Cell(band.Count);
                yield return Cell(band.Percent);
            }

            yield return Cell(scale.NotScored);
        }
    }

    private static string Plain(IFormattable? value) => value switch
    {
        null => "",
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        _ => value.ToString(null, CultureInfo.InvariantCulture),
    };
}
