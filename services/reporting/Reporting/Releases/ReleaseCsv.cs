using System.Globalization;
using System.Text;

namespace PeerPlatform.Reporting.Releases;

/// <summary>The table of a release as CSV (RFC 4180): header, rows, total; then an empty line and the columns' definitions.</summary>
internal static class ReleaseCsv
{
    private const string WithheldMark = "withheld";
    private const string TotalLabel = "All agencies";

    public static string Write(ReleaseDocument release)
    {
        var csv = new StringBuilder();
        Record(csv, release.Columns.Select(c => c.Code));
        foreach (var row in release.Rows.Append(release.Total))
        {
            Record(csv, [Text(row.Agency ?? TotalLabel), Text(row.Wave ?? ""), Plain(row.ClosedOn), .. Figures(row)]);
        }

        csv.Append("\r\n");
        Record(csv, ["column", "name", "definition"]);
        foreach (var column in release.Columns)
        {
            Record(csv, [column.Code, Text(column.Name), Text(column.Definition)]);
        }

        return csv.ToString();
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

    /// <summary>A spreadsheet would run text that begins like a formula; an apostrophe before it keeps it text.</summary>
    private static string Text(string value) =>
        value.Length > 0 && value[0] is '=' or '+' or '-' or '@' or '\t' or '\r' ? $"'{value}" : value;

    private static void Record(StringBuilder csv, IEnumerable<string> cells) =>
        csv.AppendJoin(',', cells.Select(Quoted)).Append("\r\n");

    private static string Quoted(string cell) =>
        cell.AsSpan().IndexOfAny(",\"\r\n") < 0 ? cell : $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
