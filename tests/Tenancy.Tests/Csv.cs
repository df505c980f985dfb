using System.Text;
using PeerPlatform.Tenancy.Onboarding;

namespace PeerPlatform.Tenancy.Tests;

/// <summary>Small onboarding files.</summary>
internal static class Csv
{
    public const string Header = "agency_code,agency_name,time_zone,help_contact,team_code,team_name,staff_number,given_name,family_name,email,roles,language";

    /// <summary>A row that can be taken, with the named cells different.</summary>
    public static string Row(int number, params (string Column, string Cell)[] different)
    {
        var cells = new Dictionary<string, string>
        {
            ["agency_code"] = "ELMS", ["agency_name"] = "The Elms", ["time_zone"] = "America/New_York", ["help_contact"] = "Duty phone 555-0100",
            ["team_code"] = "DAY", ["team_name"] = "Day team", ["staff_number"] = $"E-{number}", ["given_name"] = "Ana", ["family_name"] = $"Reyes {number}",
            ["email"] = $"ana{number}@elms.example", ["roles"] = "", ["language"] = "en",
        };
        foreach (var (column, cell) in different)
        {
            cells[column] = cell;
        }

        return string.Join(',', Header.Split(',').Select(column => cells[column]));
    }

    /// <summary>A row of another agency.</summary>
    public static string Row(string agency, int number, params (string Column, string Cell)[] different) => Row(
        number,
        [
            ("agency_code", agency), ("agency_name", $"Agency {agency}"), ("staff_number", $"{agency}-{number}"),
            ("email", $"p{number}@{agency.ToLowerInvariant()}.example"), .. different,
        ]);

    public static string File(params string[] rows) => string.Join("\r\n", [Header, .. rows, ""]);

    /// <summary>What the rules that need no database say of a file.</summary>
    public static async Task<(IReadOnlyList<MemberRow> Rows, IReadOnlyList<Fault> Faults, int Read)> ReadAsync(byte[] file)
    {
        var rows = new List<MemberRow>();
        var faults = new List<Fault>();
        var read = 0;
        using var stream = new MemoryStream(file);
        await foreach (var batch in FileRows.ReadAsync(stream, CancellationToken.None))
        {
            rows.AddRange(batch.Rows);
            faults.AddRange(batch.Faults);
            read += batch.Read;
        }

        return (rows, faults, read);
    }

    public static Task<(IReadOnlyList<MemberRow> Rows, IReadOnlyList<Fault> Faults, int Read)> ReadAsync(string file) =>
        ReadAsync(Encoding.UTF8.GetBytes(file));
}
