using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace PeerPlatform.Tenancy.Onboarding;

/// <summary>
/// What must agree between the rows of one file. People are remembered as 16 bytes each, never as text, so that a
/// file of any size needs little memory.
/// </summary>
internal sealed class FileRules
{
    private readonly Dictionary<string, MemberRow> _agencies = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Agency, string Team), MemberRow> _teams = [];
    private readonly Dictionary<UInt128, int> _staffNumbers = [];
    private readonly Dictionary<UInt128, int> _emails = [];

    /// <summary>True when the row goes with all rows before it.</summary>
    public bool Check(MemberRow row, List<Fault> faults)
    {
        var before = faults.Count;
        CheckAgency(row, faults);
        CheckTeam(row, faults);
        if (!_staffNumbers.TryAdd(Print($"{row.AgencyCode}\n{row.StaffNumber}"), row.Line))
        {
            faults.Add(new Fault(
                row.Line, Column.StaffNumber, row.StaffNumber,
                $"The agency has this staff number in row {_staffNumbers[Print($"{row.AgencyCode}\n{row.StaffNumber}")]} already.",
                "Keep one row for each person."));
        }

        var email = Print(SignIn.Account.KeyOf(row.Details.Email));
        if (!_emails.TryAdd(email, row.Line))
        {
            faults.Add(new Fault(
                row.Line, Column.Email, row.Details.Email, $"Row {_emails[email]} has this e-mail address already.",
                "Give each person an address of their own; it is what they sign in with."));
        }

        return faults.Count == before;
    }

    private void CheckAgency(MemberRow row, List<Fault> faults)
    {
        if (_agencies.TryAdd(row.AgencyCode, row))
        {
            return;
        }

        var first = _agencies[row.AgencyCode];
        Compare(row, first, Column.AgencyName, row.Agency.Name, first.Agency.Name, faults);
        Compare(row, first, Column.TimeZone, row.Agency.TimeZone, first.Agency.TimeZone, faults);
        Compare(row, first, Column.HelpContact, row.Agency.HelpContact ?? "", first.Agency.HelpContact ?? "", faults);
    }

    private void CheckTeam(MemberRow row, List<Fault> faults)
    {
        if (row.Team is { } team && !_teams.TryAdd((row.AgencyCode, team.Code), row))
        {
            var first = _teams[(row.AgencyCode, team.Code)];
            Compare(row, first, Column.TeamName, team.Name, first.Team!.Name, faults);
        }
    }

    private static void Compare(MemberRow row, MemberRow first, string column, string said, string saidFirst, List<Fault> faults)
    {
        if (said != saidFirst)
        {
            faults.Add(new Fault(
                row.Line, column, said, $"Row {first.Line} says “{saidFirst}” for the same code.", "Write the same in all rows with this code."));
        }
    }

    private static UInt128 Print(string text)
    {
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(Encoding.UTF8.GetBytes(text), hash);
        return BinaryPrimitives.ReadUInt128LittleEndian(hash);
    }
}
