using System.Globalization;
using System.Text;

namespace PeerPlatform.Browser.Tests;

/// <summary>
/// A small agency nobody had before, as its CSV file: 35 people in three teams, so that 23 answers (12 of one band, 11 of
/// the other) leave no cell between 1 and 10.
/// </summary>
internal sealed record NewAgencyFile(string Code)
{
    private const string Header = "agency_code,agency_name,time_zone,help_contact,team_code,team_name,staff_number,given_name,family_name,email,roles,language\n";

    public string Name => $"Harborlight {Code}";

    public string Coordinator => Email("cora");

    public static int People => 35;

    public string Email(string name) => $"{name}@{Code.ToLowerInvariant()}.example";

    /// <summary>The file, without a fault.</summary>
    public byte[] Good() => Encoding.UTF8.GetBytes(Header + string.Concat(Rows()));

    /// <summary>The same file with an unknown time zone in row 3, a broken e-mail in row 5 and an unknown role in row 6.</summary>
    public byte[] Faulty()
    {
        var rows = Rows().ToList();
        rows[1] = rows[1].Replace("America/New_York", "Massachusetts", StringComparison.Ordinal);
        rows[3] = rows[3].Replace("@", " at ", StringComparison.Ordinal);
        rows[4] = rows[4].Replace(",,en", ",chief,en", StringComparison.Ordinal);
        return Encoding.UTF8.GetBytes(Header + string.Concat(rows));
    }

    /// <summary>An agency of many people in one team.</summary>
    public static byte[] Long(int rows)
    {
        var agency = new NewAgencyFile("HL-LONG");
        return Encoding.UTF8.GetBytes(Header + string.Concat(Enumerable.Range(0, rows).Select(i => agency.Row(
            i, "ALL,Everybody", "Person", string.Create(CultureInfo.InvariantCulture, $"person{i}"), ""))));
    }

    private IEnumerable<string> Rows() => Enumerable.Range(0, People).Select(i => Row(
        i, i < 17 ? "DAY,Day team" : i < 32 ? "NIGHT,Night team" : "DESK,Front desk",
        i == 0 ? "Cora" : $"Person{(char)('A' + (i % 26))}{i}",
        i == 0 ? "cora" : string.Create(CultureInfo.InvariantCulture, $"person{i:00}"),
        i == 0 ? "coordinator" : ""));

    private string Row(int number, string team, string given, string mailbox, string roles) => string.Create(
        CultureInfo.InvariantCulture,
        $"{Code},{Name},America/New_York,\"On call 617-555-0142, any hour\",{team},S-{number:000},{given},O’Hara-Núñez,{Email(mailbox)},{roles},en\n");
}
