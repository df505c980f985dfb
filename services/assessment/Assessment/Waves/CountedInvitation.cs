using PeerPlatform.Platform.Refusals;

namespace PeerPlatform.Assessment.Waves;

/// <summary>Numbers of people whom only the agency knows, under the same rules of small groups as members are.</summary>
internal static class CountedInvitation
{
    private const int LongestText = 100;
    private const int LongestContact = 200;
    private const int MostGroups = 200;
    private const int MostPeople = 50_000;

    public static FieldRefused? Refused(InviteByCountRequest request)
    {
        if (!IsLine(request.AgencyName, LongestText))
        {
            return new FieldRefused("agencyName", $"The agency's name has 1 to {LongestText} characters on one line.", "Write the name that its people know.");
        }

        if (request.TimeZone is null || !request.TimeZone.Contains('/', StringComparison.Ordinal) || !TimeZoneInfo.TryFindSystemTimeZoneById(request.TimeZone, out _))
        {
            return new FieldRefused("timeZone", "This time zone is not known.", "Name it as in America/New_York.");
        }

        if (request.HelpContact is { Length: > 0 } contact && !IsLine(contact, LongestContact))
        {
            return new FieldRefused("helpContact", $"A contact has at most {LongestContact} characters on one line.", "Shorten it, or leave it out.");
        }

        return RefusedGroups(request.Groups ?? []);
    }

    /// <summary>
    /// Groups below the smallest are put together, and counted with everybody only if they are too few even then. Each place
    /// tells which of the wave's groups the tickets of a group that was sent carry.
    /// </summary>
    public static (FormedGroups Groups, IReadOnlyList<(string Name, int People, Guid? GroupId)> Places) Of(IReadOnlyList<CountedGroupRequest> sent)
    {
        var ids = sent.Select(_ => Guid.NewGuid()).ToList();
        var names = ids.Zip(sent).ToDictionary(g => g.First, g => g.Second.Name!.Trim());
        var people = ids.Zip(sent).SelectMany(g => Enumerable.Range(0, g.Second.People).Select(_ => new InvitedMember(Guid.Empty, g.First))).ToList();
        var formed = FormedGroups.Of(people, names);
        var shown = formed.Groups.Where(g => g.Kind == GroupKind.Team).Select(g => g.GroupId).ToHashSet();
        var rest = formed.Groups.SingleOrDefault(g => g.Kind == GroupKind.OtherTeams)?.GroupId;
        return (
            formed with { Places = [] },
            [.. ids.Zip(sent).Select(g => (names[g.First], g.Second.People, shown.Contains(g.First) ? g.First : rest))]);
    }

    private static FieldRefused? RefusedGroups(IReadOnlyList<CountedGroupRequest> groups)
    {
        if (groups.Count is 0 or > MostGroups)
        {
            return new FieldRefused("groups", $"There are 1 to {MostGroups} groups.", "Send each group with its name and how many people it has.");
        }

        if (groups.Any(g => !IsLine(g?.Name, LongestText)))
        {
            return new FieldRefused("groups", $"A group's name has 1 to {LongestText} characters on one line.", "Give every group a name.");
        }

        if (groups.DistinctBy(g => g.Name!.Trim(), StringComparer.OrdinalIgnoreCase).Count() < groups.Count)
        {
            return new FieldRefused("groups", "Two groups have the same name.", "Put them together, or name them apart.");
        }

        return groups.Any(g => g.People < 1) || groups.Sum(g => (long)g.People) > MostPeople
            ? new FieldRefused("groups", $"A group has at least one person, and all have {MostPeople} together at most.", "Correct the numbers.")
            : null;
    }

    private static bool IsLine(string? text, int longest) =>
        text?.Trim() is { Length: > 0 } line && line.Length <= longest && !line.Any(char.IsControl);
}
