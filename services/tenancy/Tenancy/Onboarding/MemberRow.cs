using PeerPlatform.Tenancy.Members;
using PeerPlatform.Tenancy.Networks;

namespace PeerPlatform.Tenancy.Onboarding;

/// <summary>A row of the file that is right in itself.</summary>
/// <param name="Line">Number of its first line in the file; the header is line 1.</param>
/// <param name="SaysHelpContact">False when the file has no such column: what is known stays.</param>
/// <param name="Details">Without the team's id, which is not known before the agency is looked at.</param>
internal sealed record MemberRow(
    int Line, string AgencyCode, AgencyDetails Agency, bool SaysHelpContact, TeamNamed? Team, string StaffNumber, MemberDetails Details);

internal sealed record TeamNamed(string Code, string Name);

/// <summary>A cell that cannot be taken. Column is the header's word, Value at most 100 characters of the cell.</summary>
internal sealed record Fault(int Row, string Column, string Value, string Reason, string Remedy);
