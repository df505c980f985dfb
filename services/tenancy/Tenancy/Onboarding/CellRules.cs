using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using PeerPlatform.Contracts.Access;
using PeerPlatform.Tenancy.Members;

namespace PeerPlatform.Tenancy.Onboarding;

/// <summary>Why a cell cannot be taken, and what to do about it.</summary>
internal sealed record CellFault(string Reason, string Remedy);

/// <summary>What a single cell must be like, whatever stands in the others (P-1.1).</summary>
internal static partial class CellRules
{
    private const int LongestName = 100;
    private const int LongestStaffNumber = 40;
    private const int LongestEmail = 254;
    private static readonly ConcurrentDictionary<string, bool> KnownZones = new(StringComparer.Ordinal);

    /// <summary>The cell without white space around it; inside nothing is changed, not even to another form of the same letter.</summary>
    public static string Tidy(string cell) => cell.Trim();

    public static CellFault? CodeFault(string code) => Code().IsMatch(code)
        ? null
        : new CellFault("A code has 2 to 20 of the letters A–Z, digits and hyphens.", "Write a short code such as BOSTON-1.");

    public static CellFault? NameFault(string name)
    {
        if (name.Length == 0)
        {
            return new CellFault("The name is empty.", "Write the name.");
        }

        return TextFault(name, LongestName);
    }

    public static CellFault? HelpContactFault(string contact) => contact.Length == 0 ? null : TextFault(contact, 2 * LongestName);

    public static CellFault? StaffNumberFault(string number)
    {
        if (number.Length == 0)
        {
            return new CellFault("The staff number is empty.", "Write the agency's own number for the person.");
        }

        return TextFault(number, LongestStaffNumber);
    }

    public static CellFault? TimeZoneFault(string zone) => KnowsZone(zone)
        ? null
        : new CellFault("This is not the IANA name of a time zone.", "Write a name such as America/New_York.");

    public static CellFault? EmailFault(string email)
    {
        if (TextFault(email, LongestEmail) is { } fault)
        {
            return fault;
        }

        return Email().IsMatch(email)
            ? null
            : new CellFault("This is not an e-mail address.", "Write an address such as ana@agency.example.");
    }

    public static CellFault? LanguageFault(string language) => language is "" or "en" or "es"
        ? null
        : new CellFault("The language is not en or es.", "Write en or es, or leave the cell empty for en.");

    /// <summary>Roles as words parted by semicolon or bar; everybody is a member, said or not.</summary>
    public static CellFault? RolesFault(string cell, out RoleSet roles)
    {
        var found = new List<Role> { Role.Member };
        roles = default;
        foreach (var word in cell.Split([';', '|'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var name = word.Replace("_", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal).ToLowerInvariant();
            if (name == "networkcoordinator")
            {
                return new CellFault(
                    "Network coordinators are not made by a file.", "Take the word out; the network's coordinators are set up by themselves.");
            }

            if (!name.All(char.IsAsciiLetter) || !Enum.TryParse<Role>(name, ignoreCase: true, out var role))
            {
                return new CellFault(
                    $"“{word}” is not a role.",
                    "Use member, supporter, supervisor, coordinator, trainer, panel; several parted by a semicolon or a bar.");
            }

            found.Add(role);
        }

        roles = RoleSet.Of(found);
        return null;
    }

    private static CellFault? TextFault(string text, int longest)
    {
        var length = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            length++;
            if (rune == Rune.ReplacementChar)
            {
                return new CellFault("Some characters of this cell cannot be read.", "Save the file as UTF-8 (in a spreadsheet: “CSV UTF-8”).");
            }

            if (Rune.IsControl(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
                || TurnsDirection(rune))
            {
                return new CellFault("The cell has a line break or another character that cannot be seen.", "Type the cell anew in one line.");
            }
        }

        return length <= longest ? null : new CellFault($"The cell has more than {longest} characters.", "Shorten it.");
    }

    /// <summary>Embeddings, overrides and isolates could make a name look like another; plain right-to-left letters need none.</summary>
    private static bool TurnsDirection(Rune rune) => rune.Value is (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069);

    private static bool KnowsZone(string zone)
    {
        if (zone.Length is 0 or > 60)
        {
            return false;
        }

        if (!KnownZones.TryGetValue(zone, out var known)
            && TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found) && found.HasIanaId && found.Id == zone)
        {
            KnownZones[zone] = known = true;
        }

        return known;
    }

    [GeneratedRegex("^[A-Z0-9-]{2,20}$")]
    private static partial Regex Code();

    [GeneratedRegex(@"^[^\s@<>()\[\],;:\\""]{1,64}@[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?(?:\.[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?)+$")]
    private static partial Regex Email();
}
