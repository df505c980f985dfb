using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PeerPlatform.Tenancy.Onboarding;
using PeerPlatform.Contracts.Access;
using PeerPlatform.Testing;

namespace PeerPlatform.Tenancy.Tests.Http;

public sealed class OnboardingTests
{
    private const string Api = "/api/tenancy/v1/onboarding";

    [Fact]
    public async Task A_preview_says_what_would_change_and_changes_nothing()
    {
        await using var world = await World.StartAsync();

        var preview = await world.PreviewAsync(Csv.File(Csv.Row("ONE", 1), Csv.Row("ONE", 2, ("team_code", "NIGHT"), ("team_name", "Night")), Csv.Row("TWO", 1)));

        Assert.Equal("ready", preview.GetProperty("state").GetString());
        Assert.Equal((2, 0, 0), Tally(preview, "agencies"));
        Assert.Equal((3, 0, 0), Tally(preview, "teams"));
        Assert.Equal((3, 0, 0), Tally(preview, "members"));
        Assert.Equal((3, 3, 100), (Int(preview, "rowsRead"), Int(preview, "rowsTotal"), Int(preview, "percent")));
        Assert.Equal("Nora Quill", preview.GetProperty("uploadedBy").GetString());
        Assert.Contains("New agency Agency ONE (ONE).", Sample(preview));
        Assert.Contains("New member Ana Reyes 1, Agency TWO.", Sample(preview));
        Assert.Equal(0, await CountAsync(world, "Members") - 1);
        Assert.Equal(0, await CountAsync(world, "Agencies") + await CountAsync(world, "Teams") + await CountAsync(world, "Outbox"));
    }

    [Fact]
    public async Task An_import_brings_in_everything_tells_the_others_and_keeps_no_file()
    {
        await using var world = await World.StartAsync();

        var imported = await world.OnboardAsync(Csv.File(Csv.Row("ONE", 1), Csv.Row("ONE", 2), Csv.Row("TWO", 1)));

        Assert.Equal("imported", imported.GetProperty("state").GetString());
        Assert.Empty(Sample(imported));
        Assert.Equal((2, 2, 4), (await CountAsync(world, "Agencies"), await CountAsync(world, "Teams"), await CountAsync(world, "Members")));
        Assert.Equal((2 * (1 + ServiceName.BySubscription.Count), 0), (await CountAsync(world, "Outbox"), await CountAsync(world, "Chunks")));
    }

    [Fact]
    public async Task Importing_any_file_twice_changes_nothing_the_second_time()
    {
        await using var world = await World.StartAsync();
        var random = new Random(20261121);
        for (var round = 0; round < 6; round++)
        {
            var file = RandomFile(random);
            await world.OnboardAsync(file);
            var before = await EverythingAsync(world);

            var again = await world.OnboardAsync(file);

            foreach (var kind in new[] { "agencies", "teams", "members" })
            {
                Assert.Equal((0, 0), (Tally(again, kind).New, Tally(again, kind).Changed));
            }

            Assert.Equal(before, await EverythingAsync(world));
        }
    }

    [Fact]
    public async Task Changed_rows_change_whom_they_name_and_leave_the_others()
    {
        await using var world = await World.StartAsync(Csv.Row(1), Csv.Row(2), Csv.Row(3));

        var preview = await world.PreviewAsync(Csv.File(
            Csv.Row(1, ("family_name", "Ríos"), ("team_name", "Days"), ("agency_name", "The Elms Group"), ("email", "rios@elms.example"), ("roles", "panel")),
            Csv.Row(2, ("team_name", "Days"), ("agency_name", "The Elms Group"))));

        Assert.Equal((0, 1, 0), Tally(preview, "agencies"));
        Assert.Equal((0, 1, 0), Tally(preview, "teams"));
        Assert.Equal((0, 1, 1), Tally(preview, "members"));
        Assert.Contains("Ana Ríos, The Elms Group: family name, e-mail, roles changed.", Sample(preview));
        await world.ImportAsync(preview.GetProperty("id").GetString()!);
        var elms = await world.AgencyAsync("ELMS");
        Assert.Equal(
            ["Ríos rios@elms.example", "Reyes 2 ana2@elms.example", "Reyes 3 ana3@elms.example"],
            await world.LookAsync(elms, db => db.Members.OrderBy(m => m.StaffNumber).Select(m => m.FamilyName + " " + m.Email).ToListAsync()));
        Assert.Equal(
            ["ana2@elms.example", "ana3@elms.example", World.Nora, "rios@elms.example"],
            await world.LookAsync(elms, db => db.Accounts.Select(a => a.EmailKey).OrderBy(e => e).ToListAsync()));
        Assert.Equal(2 + ServiceName.BySubscription.Count, await CountAsync(world, "Outbox"));
    }

    [Fact]
    public async Task A_file_with_one_wrong_row_is_listed_and_none_of_it_can_be_imported()
    {
        await using var world = await World.StartAsync();

        var preview = await world.PreviewAsync(Csv.File(Csv.Row(1), Csv.Row(2, ("email", "none"), ("language", "fr")), Csv.Row(3)));

        var id = preview.GetProperty("id").GetString();
        Assert.Equal(("faulty", 1), (preview.GetProperty("state").GetString(), Int(preview, "faultyRows")));
        var faults = await world.Coordinator.GetJsonAsync($"{Api}/{id}/faults?size=1&page=2");
        Assert.Equal(2, Int(faults, "total"));
        var fault = Assert.Single(faults.GetProperty("items").EnumerateArray());
        Assert.Equal((3, "language", "fr"), (Int(fault, "row"), fault.GetProperty("column").GetString(), fault.GetProperty("value").GetString()));
        using var import = await world.Coordinator.PostAsync(new Uri($"{Api}/{id}/import", UriKind.Relative), null);
        Assert.Equal(HttpStatusCode.Conflict, import.StatusCode);
        Assert.Equal((0, 0), (await CountAsync(world, "Agencies"), await CountAsync(world, "Chunks")));
    }

    [Fact]
    public async Task An_address_that_somebody_else_has_is_a_fault_in_any_agency()
    {
        await using var world = await World.StartAsync(Csv.Row("ONE", 1));

        var preview = await world.PreviewAsync(Csv.File(
            Csv.Row("TWO", 1, ("email", "P1@one.example")), Csv.Row("ONE", 2, ("email", "NORA@network.example"))));

        Assert.Equal(("faulty", 2), (preview.GetProperty("state").GetString(), Int(preview, "faultyRows")));
        var faults = (await world.Coordinator.GetJsonAsync($"{Api}/{preview.GetProperty("id").GetString()}/faults")).GetProperty("items").EnumerateArray();
        Assert.Equal([(2, "email"), (3, "email")], faults.Select(f => (Int(f, "row"), f.GetProperty("column").GetString()!)));
    }

    [Fact]
    public async Task An_import_whose_preview_no_longer_holds_is_refused_whole()
    {
        await using var world = await World.StartAsync();
        var first = await world.PreviewAsync(Csv.File(Csv.Row(1), Csv.Row(2)));
        await world.OnboardAsync(Csv.File(Csv.Row(2, ("given_name", "Inés"))));

        var failed = await world.ImportAsync(first.GetProperty("id").GetString()!);

        Assert.Equal("failed", failed.GetProperty("state").GetString());
        Assert.Contains("changed after the preview", failed.GetProperty("failure").GetString(), StringComparison.Ordinal);
        var elms = await world.AgencyAsync("ELMS");
        Assert.Equal(["Inés"], await world.LookAsync(elms, db => db.Members.Select(m => m.GivenName).ToListAsync()));
    }

    [Fact]
    public async Task Unusual_names_come_back_byte_for_byte()
    {
        string[] names =
        [
            "O’Shaughnessy", "D'Amico", "Ó Súilleabháin", "Jose\u0301", "José", "高橋", "Παπαδοπούλου", "ليلى", "שירה", "می\u200cنا", "Ō", "X", "Null", "=SUM(1)",
            "Zoe\u0308\u0308", "Ann\u00A0Marie", "🌧", "𠮷田", "Nguyễn Thị", "ß", "İ", "ı", new string('W', 100), "a, b", "say \"hi\"", "O;O",
        ];
        await using var world = await World.StartAsync(
            [.. names.Select((name, n) => Csv.Row(n + 100, ("family_name", $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"")))]);

        var elms = await world.AgencyAsync("ELMS");
        var kept = await world.LookAsync(elms, db => db.Members.OrderBy(m => m.StaffNumber).Select(m => m.FamilyName).ToListAsync());

        Assert.Equal(names.Select(Encoding.UTF8.GetBytes), kept.Select(Encoding.UTF8.GetBytes));
    }

    [Fact]
    public async Task A_file_of_semicolons_with_a_byte_order_mark_is_imported()
    {
        await using var world = await World.StartAsync();
        var imported = await world.OnboardAsync("\uFEFF" + Csv.File(Csv.Row(1, ("language", "es"), ("family_name", "Núñez"))).Replace(',', ';'));

        Assert.Equal((1, 0, 0), Tally(imported, "members"));
    }

    [Fact]
    public async Task Files_that_are_too_large_or_not_csv_are_refused_and_leave_nothing()
    {
        await using var world = await World.StartAsync();
        using var large = new StreamContent(new MemoryStream(new byte[UploadFile.Largest + 1]));
        large.Headers.ContentType = new("text/csv");
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{Api}?fileName=large.csv") { Content = large };
        request.Headers.TransferEncodingChunked = true;
        using var tooLarge = await world.Coordinator.SendAsync(request);
        using var json = new StringContent("{}", Encoding.UTF8, "application/json");
        using var notCsv = await world.Coordinator.PostAsync(new Uri($"{Api}?fileName=a.csv", UriKind.Relative), json);
        using var csv = new StringContent("a", Encoding.UTF8, "text/csv");
        using var nameless = await world.Coordinator.PostAsync(new Uri($"{Api}?fileName=dir/", UriKind.Relative), csv);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, tooLarge.StatusCode);
        Assert.Contains("64 MiB", await tooLarge.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, notCsv.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, nameless.StatusCode);
        Assert.Equal((0, 0), (await CountAsync(world, "Imports"), await CountAsync(world, "Chunks")));
    }

    [Fact]
    public async Task A_preview_can_be_discarded_and_an_import_stays_on_record()
    {
        await using var world = await World.StartAsync();
        var preview = (await world.PreviewAsync(Csv.File(Csv.Row(1, ("email", "none"))))).GetProperty("id").GetString();
        var imported = (await world.OnboardAsync(Csv.File(Csv.Row(1)))).GetProperty("id").GetString();

        using var discarded = await world.Coordinator.DeleteAsync(new Uri($"{Api}/{preview}", UriKind.Relative));
        using var kept = await world.Coordinator.DeleteAsync(new Uri($"{Api}/{imported}", UriKind.Relative));
        using var twice = await world.Coordinator.PostAsync(new Uri($"{Api}/{imported}/import", UriKind.Relative), null);

        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.Conflict, HttpStatusCode.Conflict), (discarded.StatusCode, kept.StatusCode, twice.StatusCode));
        var listed = await world.Coordinator.GetJsonAsync($"{Api}?page=1&size=10");
        Assert.Equal([imported], listed.GetProperty("items").EnumerateArray().Select(f => f.GetProperty("id").GetString()));
        Assert.Equal(0, await CountAsync(world, "Faults"));
    }

    [Fact]
    public async Task Fifty_thousand_rows_are_imported_a_piece_at_a_time()
    {
        const int people = 50_000;
        await using var world = await World.StartAsync();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        using var content = new StreamContent(new RowsOnTheFly(people));

        var id = await world.UploadAsync(content, "large.csv");
        var preview = await world.WaitAsync(id, "ready", "faulty", "failed");
        Assert.Equal((people, 0, 0), Tally(preview, "members"));
        var imported = await world.ImportAsync(id);

        Assert.Equal("imported", imported.GetProperty("state").GetString());
        Assert.Equal(people + 1, await CountAsync(world, "Members"));
        Assert.Equal(people + 1, await CountAsync(world, "Accounts"));
        // Held on to afterwards: next to nothing. Held at once: a batch of rows and 16 bytes a person, far below the file.
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 16 * 1024 * 1024);
    }

    private static string RandomFile(Random random)
    {
        var rows = Enumerable.Range(0, random.Next(1, 60)).Select(n =>
        {
            var agency = "ABC"[random.Next(3)].ToString() + "-AG";
            var team = random.Next(3);
            return Csv.Row(
                agency, n,
                ("team_code", team == 0 ? "" : $"T{team}"), ("team_name", team == 0 ? "" : $"Team {team}"),
                ("family_name", $"Pérez {random.Next(1000)}"), ("roles", new[] { "", "panel", "trainer|supporter" }[random.Next(3)]), ("language", random.Next(2) == 0 ? "es" : ""));
        });
        return Csv.File([.. rows]);
    }

    /// <summary>All rows of the tables that an import writes, as text.</summary>
    private static async Task<string> EverythingAsync(World world)
    {
        var text = new StringBuilder();
        await using var scope = world.Platform.Scope(world.Network, world.Network);
        var connection = scope.ServiceProvider.GetRequiredService<Data.TenancyDbContext>().Database.GetDbConnection();
        await connection.OpenAsync();
        foreach (var table in new[] { "Agencies", "Teams", "Members", "Accounts", "Outbox" })
        {
            await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The names are written three lines above.
            command.CommandText = $"SELECT * FROM {table} ORDER BY 1";
#pragma warning restore CA2100
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
            {
                var cells = new object[reader.FieldCount];
                reader.GetValues(cells);
                // The outbox marks what it has published, whenever that is.
                text.AppendJoin('|', table == "Outbox" ? cells.Take(4) : cells).AppendLine();
            }
        }

        return text.ToString();
    }

    private static Task<int> CountAsync(World world, string table) => world.LookAsync(
#pragma warning disable EF1002 // The names are written in the tests above.
        world.Network, db => db.Database.SqlQueryRaw<int>($"SELECT count(*) AS Value FROM {table}").SingleAsync());
#pragma warning restore EF1002

    private static (int New, int Changed, int Unchanged) Tally(JsonElement file, string kind)
    {
        var tally = file.GetProperty(kind);
        return (Int(tally, "new"), Int(tally, "changed"), Int(tally, "unchanged"));
    }

    private static int Int(JsonElement json, string name) => json.GetProperty(name).GetInt32();

    private static IEnumerable<string> Sample(JsonElement file) => file.GetProperty("sample").EnumerateArray().Select(s => s.GetString()!);
}
