using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.VisualBasic.FileIO;
using PeerPlatform.Reporting.Releases;

namespace PeerPlatform.Reporting.Tests;

/// <summary>One way out: page, JSON and CSV are the same table, read here by a CSV reader that is not ours.</summary>
public sealed class SameTableEverywhereTests
{
    [Fact]
    public async Task Page_json_and_csv_say_the_same()
    {
        await using var world = await ReportingWorld.StartAsync();
        await world.CloseAsync(
            Waves.Of("Hôpital \"L'Espoir\", Nord", 150, Waves.Scale("personal", 40, 40, 20), Waves.Scale("work", 0, 77, 23)),
            Waves.Of("Nobody answered", 50, Waves.Scale("personal", 0, 0, 0), Waves.Scale("work", 0, 0, 0)),
            Waves.Of("Small", 30, Waves.Scale("personal", 14, 1, 0), Waves.Scale("work", 15, 0, 0)),
            Waves.Of("Tiny", 30, Waves.Scale("personal", 0, 15, 0), Waves.Scale("work", 4, 11, 0)));
        var release = await world.ReleaseAsync();
        using var client = world.Coordinator();

        var page = (await client.GetFromJsonAsync<JsonObject>($"/api/reporting/v1/releases/{release["id"]}"))!["table"]!.AsObject();
        var file = (await client.GetFromJsonAsync<JsonObject>($"/api/reporting/v1/releases/{release["id"]}/table.json"))!;
        var csv = await client.GetStringAsync($"/api/reporting/v1/releases/{release["id"]}/table.csv");

        foreach (var part in new[] { "columns", "rows", "total" })
        {
            Assert.True(JsonNode.DeepEquals(page[part], file[part]), $"{part} differ between page and file.");
        }

        var parts = csv.TrimStart('\uFEFF').Split("\r\n\r\n");
        Assert.Equal(2, parts.Length);
        AssertSameFigures(page, Read(parts[0]));
        var definitions = Read(parts[1]).Skip(1).Select(cells => string.Join('|', cells));
        Assert.Equal(page["columns"]!.AsArray().Select(c => $"{c!["code"]}|{c["name"]}|{c["definition"]}"), definitions);
    }

    [Fact]
    public void Text_that_a_spreadsheet_would_run_is_kept_text()
    {
        var release = Release.Make([Waves.Of("=HYPERLINK(\"http://x.example\")", 150, Waves.Scale("personal", 40, 40, 20))], null, new DateOnly(2026, 11, 22));

        var rows = Read(ReleaseCsv.Write(ReleaseDocument.Read(release.Text)));

        Assert.Equal("'=HYPERLINK(\"http://x.example\")", rows[1][0]);
    }

    [Fact]
    public void Every_figure_has_a_definition()
    {
        var document = ReleaseDocument.Read(Release.Make([Waves.Of("One", 150, Waves.Scale("personal", 40, 40, 20))], null, new DateOnly(2026, 11, 22)).Text);

        Assert.All(document.Columns, column => Assert.EndsWith(".", column.Definition, StringComparison.Ordinal));
        Assert.Equal(document.Columns.Count, document.Columns.DistinctBy(c => c.Code).Count());
    }

    private static void AssertSameFigures(JsonObject table, List<string[]> csv)
    {
        var columns = table["columns"]!.AsArray().Select(c => (string)c!["code"]!).ToArray();
        Assert.Equal(columns, csv[0]);
        var rows = table["rows"]!.AsArray().Append(table["total"]).ToArray();
        Assert.Equal(rows.Length, csv.Count - 1);
        for (var r = 0; r < rows.Length; r++)
        {
            for (var c = 0; c < columns.Length; c++)
            {
                Assert.Equal(Expected(rows[r]!.AsObject(), columns[c]), csv[r + 1][c]);
            }
        }
    }

    private static string Expected(JsonObject row, string column)
    {
        if (column is "agency" or "wave" or "closedOn")
        {
            return (string?)row[column] ?? (column == "agency" ? "All agencies" : "");
        }

        var path = column.Split('.');
        var figure = path.Length == 1
            ? row[column]
            : row["scales"]!.AsArray().Single(s => (string?)s!["code"] == path[0])!.AsObject() is var scale && path.Length == 2
                ? scale[path[1]]
                : scale["bands"]!.AsArray().Single(b => (string?)b!["code"] == path[1])![path[2]];
        return !(bool)row["shown"]! ? "withheld" : figure?.ToJsonString() ?? "";
    }

    private static List<string[]> Read(string csv)
    {
        using var parser = new TextFieldParser(new StringReader(csv)) { Delimiters = [","], HasFieldsEnclosedInQuotes = true, TrimWhiteSpace = false };
        var records = new List<string[]>();
        while (parser.ReadFields() is { } record)
        {
            records.Add(record);
        }

        return records;
    }
}
