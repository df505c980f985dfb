using PeerPlatform.Tenancy.Members;
using PeerPlatform.Tenancy.Networks;
using PeerPlatform.Tenancy.Onboarding.Csv;

namespace PeerPlatform.Tenancy.Onboarding;

/// <summary>Makes a row of a record whose every cell is right, or says of each wrong cell what is wrong.</summary>
internal sealed class RowRules(Header header)
{
    private const int LongestValue = 100;

    public MemberRow? Check(CsvRecord record, List<Fault> faults)
    {
        if (record.Damage is { } damage)
        {
            faults.Add(new Fault(record.Line, header.NameOf(damage.Cell), Short(damage.Value), damage.Reason, damage.Remedy));
            return null;
        }

        if (record.Cells.Count != header.Width)
        {
            faults.Add(new Fault(
                record.Line, header.NameOf(Math.Min(record.Cells.Count, header.Width)), "",
                $"The row has {record.Cells.Count} cells, the header has {header.Width}.",
                "Give the row one cell for each column; put a cell that holds the delimiter in quotation marks."));
            return null;
        }

        return CheckCells(record, faults);
    }

    private MemberRow? CheckCells(CsvRecord record, List<Fault> faults)
    {
        var before = faults.Count;
        string Take(string column, Func<string, CellFault?> rule, bool code = false)
        {
            var cell = header.Cell(record.Cells, column);
            cell = code ? cell.ToUpperInvariant() : cell;
            if (rule(cell) is { } fault)
            {
                faults.Add(new Fault(record.Line, column, Short(cell), fault.Reason, fault.Remedy));
            }

            return cell;
        }

        var agencyCode = Take(Column.AgencyCode, CellRules.CodeFault, code: true);
        var agency = new AgencyDetails(
            Take(Column.AgencyName, CellRules.NameFault),
            Take(Column.TimeZone, CellRules.TimeZoneFault),
            Take(Column.HelpContact, CellRules.HelpContactFault) is { Length: > 0 } contact ? contact : null);
        var team = TakeTeam(record, Take, faults);
        var staffNumber = Take(Column.StaffNumber, CellRules.StaffNumberFault);
        RoleSet roles = default;
        var details = new MemberDetails(
            Take(Column.GivenName, CellRules.NameFault),
            Take(Column.FamilyName, CellRules.NameFault),
            Take(Column.Email, CellRules.EmailFault),
            LanguageOf(Take(Column.Language, CellRules.LanguageFault)),
            Roles: default,
            TeamId: null);
        Take(Column.Roles, cell => CellRules.RolesFault(cell, out roles));
        return faults.Count > before
            ? null
            : new MemberRow(
                record.Line, agencyCode, agency, header.Has(Column.HelpContact), team, staffNumber, details with { Roles = roles });
    }

    /// <summary>A person need not be in a team: then both cells are empty.</summary>
    private TeamNamed? TakeTeam(CsvRecord record, Func<string, Func<string, CellFault?>, bool, string> take, List<Fault> faults)
    {
        var code = header.Cell(record.Cells, Column.TeamCode);
        var name = header.Cell(record.Cells, Column.TeamName);
        if (code.Length == 0 && name.Length == 0)
        {
            return null;
        }

        if (code.Length == 0)
        {
            faults.Add(new Fault(
                record.Line, Column.TeamCode, "", "The team has a name and no code.", "Write the team's code, or leave both cells empty."));
            return null;
        }

        return new TeamNamed(take(Column.TeamCode, CellRules.CodeFault, true), take(Column.TeamName, CellRules.NameFault, false));
    }

    private string? LanguageOf(string cell) => (header.Has(Column.Language), cell) switch
    {
        (false, _) => null,
        (true, "") => "en",
        _ => cell,
    };

    private static string Short(string text) => text.Length <= LongestValue ? text : text[..LongestValue];
}
