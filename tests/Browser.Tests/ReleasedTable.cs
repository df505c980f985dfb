using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace PeerPlatform.Browser.Tests;

/// <summary>
/// The figures of a release as "row / column = figure", read from each of the three places that show it. A withheld figure is
/// the word <c>withheld</c>.
/// </summary>
internal static partial class ReleasedTable
{
    private const string Withheld = "withheld";
    private const string Whole = "the whole";

    /// <summary>The page and both files say exactly the same.</summary>
    public static void ExpectSame(SortedDictionary<string, string> onPage, string json, string csv)
    {
        var differences = new[] { ("JSON", InJson(json)), ("CSV", InCsv(csv, BandNames(json))) }.SelectMany(file =>
            onPage.Keys.Union(file.Item2.Keys)
                .Select(key => (key, page: onPage.GetValueOrDefault(key, "nothing"), there: file.Item2.GetValueOrDefault(key, "nothing")))
                .Where(x => x.page != x.there)
                .Select(x => $"{x.key}: the page says {x.page}, the {file.Item1} file {x.there}"));
        var told = string.Join('\n', differences);
        Assert.True(told.Length == 0, told);
    }

    /// <summary>As a person reads the page: the text of the tables' cells.</summary>
    public static async Task<SortedDictionary<string, string>> OnPageAsync(IPage page)
    {
        var figures = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var rows = await page.Locator("section[aria-labelledby=agencies] tbody tr").AllAsync();
        var names = new List<string>();
        foreach (var row in rows)
        {
            var isWhole = await row.GetAttributeAsync("class") is "whole";
            var name = isWhole ? Whole : string.Join(" · ", (await row.Locator("th").InnerTextAsync()).Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
            names.Add(name);
            var cells = await row.Locator("td.number").AllInnerTextsAsync();
            foreach (var (column, index) in new[] { "invited", "answered", "responseRate" }.Select((c, i) => (c, i)))
            {
                figures[$"{name} / {column}"] = cells.Count == 0 ? Withheld : Figure(cells[index]);
            }
        }

        // The figures' tables begin with the whole, the first table ends with it.
        List<string> order = [Whole, .. names.Where(n => n != Whole)];
        foreach (var scale in await page.Locator("table.figures").AllAsync())
        {
            var code = (await scale.GetAttributeAsync("id"))!["table-".Length..];
            var bands = await scale.Locator("thead th[data-band]").AllInnerTextsAsync();
            foreach (var (row, index) in (await scale.Locator("tbody tr").AllAsync()).Select((r, i) => (r, i)))
            {
                var cells = await row.Locator("td.number").AllInnerTextsAsync();
                figures[$"{order[index]} / {code}.mean"] = cells.Count == 0 ? Withheld : Figure(cells[^1]);
                figures[$"{order[index]} / {code}.notScored"] = cells.Count == 0 ? Withheld : Figure(cells[^2]);
                foreach (var (band, b) in bands.Select((n, i) => (n, i)))
                {
                    var parts = cells.Count == 0 ? null : CountAndPercent().Match(cells[b + 1]);
                    figures[$"{order[index]} / {code}.{band}.count"] = parts?.Groups[1].Value ?? Withheld;
                    figures[$"{order[index]} / {code}.{band}.percent"] = parts?.Groups[2].Value ?? Withheld;
                }
            }
        }

        return figures;
    }

    private static SortedDictionary<string, string> InJson(string text)
    {
        var figures = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var release = JsonSerializer.Deserialize<JsonElement>(text);
        foreach (var row in release.GetProperty("rows").EnumerateArray().Append(release.GetProperty("total")))
        {
            var name = row.GetProperty("agency").GetString() is { } agency ? $"{agency} · {row.GetProperty("wave").GetString()}" : Whole;
            string Read(JsonElement of, string property) =>
                of.GetProperty(property) is { ValueKind: JsonValueKind.Number } number ? number.GetDouble().ToString(CultureInfo.InvariantCulture) : Withheld;

            foreach (var column in new[] { "invited", "answered", "responseRate" })
            {
                figures[$"{name} / {column}"] = Read(row, column);
            }

            foreach (var scale in row.GetProperty("scales").EnumerateArray())
            {
                var code = scale.GetProperty("code").GetString();
                figures[$"{name} / {code}.mean"] = Read(scale, "mean");
                figures[$"{name} / {code}.notScored"] = Read(scale, "notScored");
                foreach (var band in scale.GetProperty("bands").EnumerateArray())
                {
                    figures[$"{name} / {code}.{band.GetProperty("name").GetString()}.count"] = Read(band, "count");
                    figures[$"{name} / {code}.{band.GetProperty("name").GetString()}.percent"] = Read(band, "percent");
                }
            }
        }

        return figures;
    }

    /// <param name="bandNames">By code, as the JSON file says them: CSV columns carry codes.</param>
    private static SortedDictionary<string, string> InCsv(string text, Dictionary<string, string> bandNames)
    {
        var figures = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var records = text.TrimStart('\uFEFF').Split("\r\n").TakeWhile(line => line.Length > 0).Select(Cells).ToList();
        var header = records[0];
        foreach (var record in records.Skip(1))
        {
            var name = record[1].Length == 0 ? Whole : $"{record[0]} · {record[1]}";
            for (var column = 3; column < header.Count; column++)
            {
                var parts = header[column].Split('.');
                var code = parts.Length == 3 ? $"{parts[0]}.{bandNames[parts[1]]}.{parts[2]}" : header[column];
                figures[$"{name} / {code}"] = record[column];
            }
        }

        return figures;
    }

    private static Dictionary<string, string> BandNames(string json) =>
        JsonSerializer.Deserialize<JsonElement>(json).GetProperty("total").GetProperty("scales").EnumerateArray()
            .SelectMany(s => s.GetProperty("bands").EnumerateArray())
            .DistinctBy(b => b.GetProperty("code").GetString())
            .ToDictionary(b => b.GetProperty("code").GetString()!, b => b.GetProperty("name").GetString()!);

    private static List<string> Cells(string line) =>
        [.. Cell().Matches(line).Select(m => m.Groups[1].Success ? m.Groups[1].Value.Replace("\"\"", "\"", StringComparison.Ordinal) : m.Groups[2].Value)];

    /// <summary>1,497 and 66% and 40.0 as the files write them.</summary>
    private static string Figure(string cell) =>
        double.Parse(cell.Trim().TrimEnd('%'), NumberStyles.Number, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex("""(?:^|,)(?:"((?:[^"]|"")*)"|([^",]*))""")]
    private static partial Regex Cell();

    [GeneratedRegex(@"^\s*(\d+)\s*\(([\d.]+)%\)\s*$")]
    private static partial Regex CountAndPercent();
}
