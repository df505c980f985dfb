using System.Text;

namespace PeerPlatform.Tenancy.Tests.Pure;

/// <summary>Each rule of the CSV, broken once: the fault names row and column.</summary>
public sealed class RowFaultTests
{
    public static TheoryData<string, string, string> WrongCells => new()
    {
        { "agency_code", "A", "2 to 20" },
        { "agency_code", "WITH SPACE", "2 to 20" },
        { "agency_code", "ABCDEFGHIJKLMNOPQRSTU", "2 to 20" },
        { "agency_code", "", "2 to 20" },
        { "agency_name", "", "empty" },
        { "agency_name", new string('n', 101), "more than 100" },
        { "time_zone", "", "IANA" },
        { "time_zone", "Eastern Standard Time", "IANA" },
        { "time_zone", "America/Atlantis", "IANA" },
        { "time_zone", "america/new_york", "IANA" },
        { "help_contact", new string('c', 201), "more than 200" },
        { "team_code", "", "no code" },
        { "team_code", "X", "2 to 20" },
        { "team_name", "", "empty" },
        { "staff_number", "", "empty" },
        { "staff_number", new string('7', 41), "more than 40" },
        { "given_name", "", "empty" },
        { "given_name", "  ", "empty" },
        { "given_name", "\"two\nlines\"", "line break" },
        { "given_name", "tab\there", "line break" },
        { "given_name", "turned\u202Eround", "line break" },
        { "family_name", new string('f', 101), "more than 100" },
        { "family_name", "", "empty" },
        { "email", "", "not an e-mail" },
        { "email", "ana", "not an e-mail" },
        { "email", "ana@elms", "not an e-mail" },
        { "email", "ana@@elms.example", "not an e-mail" },
        { "email", "ana b@elms.example", "not an e-mail" },
        { "email", $"ana@{new string('x', 250)}.example", "more than 254" },
        { "roles", "chief", "not a role" },
        { "roles", "trainer;chief", "not a role" },
        { "roles", "\"member,trainer\"", "not a role" },
        { "roles", "1", "not a role" },
        { "roles", "network_coordinator", "not made by a file" },
        { "roles", "Network Coordinator|trainer", "not made by a file" },
        { "language", "fr", "not en or es" },
        { "language", "EN-us", "not en or es" },
    };

    [Theory]
    [MemberData(nameof(WrongCells))]
    public async Task A_cell_that_cannot_be_taken_is_named_by_row_and_column(string column, string cell, string reason)
    {
        var (rows, faults, read) = await Csv.ReadAsync(Csv.File(Csv.Row(1), Csv.Row(2, (column, cell)), Csv.Row(3)));

        var fault = Assert.Single(faults);
        Assert.Equal((3, column), (fault.Row, fault.Column));
        Assert.Contains(reason, fault.Reason, StringComparison.Ordinal);
        Assert.NotEmpty(fault.Remedy);
        Assert.Equal((2, 3), (rows.Count, read));
    }

    public static TheoryData<string, string, string> RowsThatDisagree => new()
    {
        { "agency_name", "The Elms Group", "Row 2 says “The Elms”" },
        { "time_zone", "America/Chicago", "Row 2 says “America/New_York”" },
        { "help_contact", "", "Row 2 says “Duty phone" },
        { "team_name", "Night team", "Row 2 says “Day team”" },
        { "staff_number", "E-1", "in row 2 already" },
        { "email", "ANA1@Elms.example", "Row 2 has this e-mail" },
    };

    [Theory]
    [MemberData(nameof(RowsThatDisagree))]
    public async Task Rows_that_disagree_are_named_with_the_row_they_disagree_with(string column, string cell, string reason)
    {
        var (rows, faults, _) = await Csv.ReadAsync(Csv.File(Csv.Row(1), Csv.Row(2, (column, cell))));

        var fault = Assert.Single(faults);
        Assert.Equal((3, column), (fault.Row, fault.Column));
        Assert.Contains(reason, fault.Reason, StringComparison.Ordinal);
        Assert.Single(rows);
    }

    [Fact]
    public async Task All_faults_of_a_row_are_named_at_once()
    {
        var (_, faults, _) = await Csv.ReadAsync(Csv.File(Csv.Row(1, ("email", "none"), ("language", "fr"), ("given_name", ""))));

        Assert.Equal(["email", "given_name", "language"], faults.Select(f => f.Column).Order());
    }

    [Fact]
    public async Task The_same_staff_number_and_team_code_may_stand_in_two_agencies()
    {
        var (rows, faults, _) = await Csv.ReadAsync(Csv.File(
            Csv.Row("ONE", 1, ("staff_number", "7")), Csv.Row("TWO", 1, ("staff_number", "7"), ("team_name", "Another name"))));

        Assert.Empty(faults);
        Assert.Equal(2, rows.Count);
    }

    [Theory]
    [InlineData("given_name", "Ro\"bin", "quotation mark inside")]
    [InlineData("given_name", "\"Ro\"bin", "follows the closing")]
    public async Task Misplaced_quotation_marks_are_named_and_the_next_row_is_read(string column, string cell, string reason)
    {
        var (rows, faults, _) = await Csv.ReadAsync(Csv.File(Csv.Row(1, (column, cell)), Csv.Row(2)));

        var fault = Assert.Single(faults);
        Assert.Equal((2, column), (fault.Row, fault.Column));
        Assert.Contains(reason, fault.Reason, StringComparison.Ordinal);
        Assert.Equal(3, Assert.Single(rows).Line);
    }

    [Fact]
    public async Task A_quotation_mark_never_closed_is_named_where_it_opens()
    {
        var (rows, faults, _) = await Csv.ReadAsync(Csv.File(Csv.Row(1), Csv.Row(2, ("family_name", "\"Reyes")), Csv.Row(3)));

        var fault = Assert.Single(faults);
        Assert.Equal((3, "family_name"), (fault.Row, fault.Column));
        Assert.Contains("never closed", fault.Reason, StringComparison.Ordinal);
        Assert.Single(rows);
    }

    [Fact]
    public async Task An_open_quotation_mark_does_not_swallow_a_large_file()
    {
        var file = Csv.File([Csv.Row(1, ("email", "\"ana@elms.example")), .. Enumerable.Range(2, 2000).Select(n => Csv.Row(n))]);

        var (_, faults, read) = await Csv.ReadAsync(file);

        var fault = Assert.Single(faults);
        Assert.Equal((2, "email"), (fault.Row, fault.Column));
        Assert.Contains("10,000", fault.Reason, StringComparison.Ordinal);
        Assert.Equal(1, read);
    }

    [Theory]
    [InlineData(11, "language")]
    [InlineData(13, "cell 13")]
    public async Task A_row_with_too_few_or_too_many_cells_is_named(int cells, string column)
    {
        var row = string.Join(',', Csv.Row(1).Split(',').Append("more").Take(cells));

        var (_, faults, _) = await Csv.ReadAsync(Csv.File(row));

        var fault = Assert.Single(faults);
        Assert.Equal((2, column), (fault.Row, fault.Column));
        Assert.Contains($"{cells} cells, the header has 12", fault.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Characters_that_are_not_utf8_are_named_by_row_and_column()
    {
        var file = Encoding.Latin1.GetBytes(Csv.File(Csv.Row(1), Csv.Row(2, ("family_name", "Muñoz"))));

        var (_, faults, _) = await Csv.ReadAsync(file);

        var fault = Assert.Single(faults);
        Assert.Equal((3, "family_name"), (fault.Row, fault.Column));
        Assert.Contains("cannot be read", fault.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_utf16_file_is_named_as_such_once()
    {
        var (_, faults, _) = await Csv.ReadAsync([0xFF, 0xFE, .. Encoding.Unicode.GetBytes(Csv.File(Csv.Row(1)))]);

        Assert.Contains("UTF-8", Assert.Single(faults).Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("roles", "role", "role", "not known")]
    [InlineData("language", "email", "email", "twice")]
    public async Task A_header_that_is_not_ours_is_named_by_column(string column, string instead, string named, string reason)
    {
        var (rows, faults, _) = await Csv.ReadAsync(Csv.File(Csv.Row(1)).Replace(column, instead, StringComparison.Ordinal));

        var fault = faults.First(f => f.Column == named);
        Assert.Equal(1, fault.Row);
        Assert.Contains(reason, fault.Reason, StringComparison.Ordinal);
        Assert.Empty(rows);
    }

    [Fact]
    public async Task Every_missing_column_is_named()
    {
        var (_, faults, _) = await Csv.ReadAsync("agency_code,agency_name\r\nELMS,The Elms\r\n");

        Assert.Equal(
            ["email", "family_name", "given_name", "roles", "staff_number", "team_code", "team_name", "time_zone"], faults.Select(f => f.Column).Order());
    }

    [Theory]
    [InlineData("")]
    [InlineData("\r\n\r\n")]
    public async Task An_empty_file_is_named_as_such(string file)
    {
        var (_, faults, _) = await Csv.ReadAsync(file);

        Assert.Contains("empty", Assert.Single(faults).Reason, StringComparison.Ordinal);
    }
}
