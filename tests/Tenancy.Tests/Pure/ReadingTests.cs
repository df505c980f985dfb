using System.Text;
using PeerPlatform.Contracts.Access;
using PeerPlatform.Tenancy.Onboarding.Csv;

namespace PeerPlatform.Tenancy.Tests.Pure;

public sealed class ReadingTests
{
    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\r")]
    public async Task Any_line_ending_is_read_and_lines_are_counted_alike(string ending)
    {
        var (rows, faults, _) = await Csv.ReadAsync(
            Csv.File(Csv.Row(1), "", ",,,,,,,,,,,", Csv.Row(2)).Replace("\r\n", ending, StringComparison.Ordinal));

        Assert.Empty(faults);
        Assert.Equal([2, 5], rows.Select(r => r.Line));
    }

    [Fact]
    public async Task A_row_is_counted_by_its_first_line()
    {
        var file = Csv.File(Csv.Row(1, ("help_contact", "\"two\r\nlines\"")), Csv.Row(2, ("language", "fr")));

        var (_, faults, _) = await Csv.ReadAsync(file);

        Assert.Equal([(2, "help_contact"), (4, "language")], faults.Select(f => (f.Row, f.Column)));
    }

    [Fact]
    public async Task Semicolons_and_a_byte_order_mark_are_read_as_spanish_spreadsheets_write_them()
    {
        var file = Csv.File(Csv.Row(1, ("family_name", "Núñez"), ("language", "es"), ("roles", "supporter|trainer"))).Replace(',', ';');

        var (rows, faults, _) = await Csv.ReadAsync([0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(file)]);

        Assert.Empty(faults);
        var row = Assert.Single(rows);
        Assert.Equal(("ELMS", "Núñez", "es"), (row.AgencyCode, row.Details.FamilyName, row.Details.Language));
        Assert.Equal([Role.Member, Role.Supporter, Role.Trainer], row.Details.Roles.ToList());
    }

    [Fact]
    public async Task Columns_may_stand_in_any_order_and_the_optional_ones_may_be_missing()
    {
        var (rows, faults, _) = await Csv.ReadAsync(
            "Roles,email,family_name,given_name,staff_number,team_name,team_code,time_zone,agency_name,agency_code\n"
            + "coordinator,ana@elms.example,Reyes,Ana,1,,,Europe/Madrid,The Elms, elms \n");

        Assert.Empty(faults);
        var row = Assert.Single(rows);
        Assert.Equal("ELMS", row.AgencyCode);
        Assert.Null(row.Team);
        Assert.Null(row.Details.Language);
        Assert.False(row.SaysHelpContact);
        Assert.True(row.Details.Roles.Has(Role.Coordinator));
    }

    [Fact]
    public async Task Quoted_cells_hold_delimiters_quotation_marks_and_nothing_else_changes()
    {
        using var file = new MemoryStream(Encoding.UTF8.GetBytes("a,b\n\"x, y\",\"say \"\"hi\"\"\"\n"));
        var records = new List<CsvRecord>();
        using var reader = new CsvReader(file);
        await foreach (var record in reader.ReadAsync(CancellationToken.None))
        {
            records.Add(record);
        }

        Assert.Equal(["x, y", "say \"hi\""], records[1].Cells);
    }

    [Fact]
    public async Task Cells_across_the_borders_of_buffers_are_read_whole()
    {
        var names = Enumerable.Range(1, 3000).Select(n => $"Ñandú-{new string('é', n % 90)}-{n}").ToList();
        var file = Csv.File([.. names.Select((name, n) => Csv.Row(n, ("family_name", n % 2 == 0 ? name : $"\"{name}\"")))]);

        var (rows, faults, read) = await Csv.ReadAsync(file);

        Assert.Empty(faults);
        Assert.Equal(3000, read);
        Assert.Equal(names, rows.Select(r => r.Details.FamilyName));
    }

    [Fact]
    public async Task Whatever_bytes_come_reading_ends_and_each_row_is_taken_or_named()
    {
        var random = new Random(20261121);
        var good = Encoding.UTF8.GetBytes(Csv.File([.. Enumerable.Range(1, 20).Select(n => Csv.Row(n))]));
        for (var round = 0; round < 500; round++)
        {
            var file = good.ToArray();
            for (var change = random.Next(1, 6); change > 0; change--)
            {
                file[random.Next(Csv.Header.Length, file.Length)] = "\",;\r\n\0\t é"u8[random.Next(9)];
            }

            var (rows, faults, read) = await Csv.ReadAsync(file);
            Assert.True(rows.Count + faults.Select(f => f.Row).Distinct().Count() == read, $"round {round}");
        }
    }
}
