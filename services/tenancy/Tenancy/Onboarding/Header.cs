namespace PeerPlatform.Tenancy.Onboarding;

/// <summary>Names of the columns.</summary>
internal static class Column
{
    public const string AgencyCode = "agency_code";
    public const string AgencyName = "agency_name";
    public const string TimeZone = "time_zone";
    public const string HelpContact = "help_contact";
    public const string TeamCode = "team_code";
    public const string TeamName = "team_name";
    public const string StaffNumber = "staff_number";
    public const string GivenName = "given_name";
    public const string FamilyName = "family_name";
    public const string Email = "email";
    public const string Roles = "roles";
    public const string Language = "language";

    public static readonly string[] Required =
        [AgencyCode, AgencyName, TimeZone, TeamCode, TeamName, StaffNumber, GivenName, FamilyName, Email, Roles];

    public static readonly string[] Optional = [HelpContact, Language];
}

/// <summary>Which column stands where.</summary>
internal sealed class Header
{
    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);
    private readonly string[] _names;

    private Header(string[] names)
    {
        _names = names;
        for (var place = 0; place < names.Length; place++)
        {
            _places[names[place]] = place;
        }
    }

    public int Width => _names.Length;

    /// <summary>Null with the reasons in <paramref name="faults"/>, when the columns are not those that are needed.</summary>
    public static Header? Read(int line, IReadOnlyList<string> cells, List<Fault> faults)
    {
        if (cells.Any(c => c.Contains('\0', StringComparison.Ordinal) || c.Contains('\uFFFD', StringComparison.Ordinal)))
        {
            faults.Add(new Fault(
                line, "header", "", "The header cannot be read as UTF-8.", "Save the file as UTF-8 (in a spreadsheet: “CSV UTF-8”)."));
            return null;
        }

        var names = cells.Select(c => c.Trim().ToLowerInvariant()).ToArray();
        var before = faults.Count;
        for (var place = 0; place < names.Length; place++)
        {
            if (!Column.Required.Contains(names[place]) && !Column.Optional.Contains(names[place]))
            {
                faults.Add(new Fault(
                    line, Short(names[place]), Short(cells[place]), "This column is not known.",
                    $"Take it out, or name it as one of {string.Join(", ", Column.Required)}, {string.Join(", ", Column.Optional)}."));
            }
            else if (Array.IndexOf(names, names[place]) < place)
            {
                faults.Add(new Fault(line, names[place], cells[place], "This column is there twice.", "Keep one of them."));
            }
        }

        foreach (var missing in Column.Required.Except(names))
        {
            faults.Add(new Fault(line, missing, "", "This column is missing.", $"Add a column named {missing} to the header."));
        }

        return faults.Count == before ? new Header(names) : null;
    }

    public bool Has(string column) => _places.ContainsKey(column);

    public string NameOf(int place) => place < _names.Length ? _names[place] : $"cell {place + 1}";

    /// <summary>The cell without white space around it; empty when the column is not in the file.</summary>
    public string Cell(IReadOnlyList<string> cells, string column) =>
        _places.TryGetValue(column, out var place) ? CellRules.Tidy(cells[place]) : "";

    private static string Short(string text) => text.Length <= 100 ? text : text[..100];
}
