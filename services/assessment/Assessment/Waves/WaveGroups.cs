using PeerPlatform.Assessment.Results;

namespace PeerPlatform.Assessment.Waves;

internal enum GroupKind
{
    /// <summary>A team large enough to be shown alone.</summary>
    Team,

    /// <summary>All teams too small for that, together.</summary>
    OtherTeams,

    /// <summary>Too few even together: their answers count for the agency and carry no group.</summary>
    AgencyOnly,
}

/// <summary>Whose answers are counted together. A ticket carries this group and nothing finer.</summary>
internal sealed class WaveGroup
{
    /// <summary>The team's id, or a random one; null where answers carry none.</summary>
    public Guid? GroupId { get; init; }

    public GroupKind Kind { get; init; }

    /// <summary>The team's name; empty for the other kinds.</summary>
    public string Name { get; init; } = "";

    public int Invited { get; init; }
}

/// <summary>An invited person and the team they work in.</summary>
internal sealed record InvitedMember(Guid MemberId, Guid? TeamId);

/// <summary>The groups of a wave, and which of them each invited person belongs to.</summary>
internal sealed record FormedGroups(IReadOnlyList<WaveGroup> Groups, IReadOnlyList<(Guid MemberId, Guid? GroupId)> Places)
{
    /// <summary>Folds teams below the smallest group into one; folds that one into the agency if it is too small as well.</summary>
    public static FormedGroups Of(IReadOnlyCollection<InvitedMember> members, IReadOnlyDictionary<Guid, string> teams)
    {
        var large = members
            .Where(m => m.TeamId is { } team && teams.ContainsKey(team))
            .GroupBy(m => m.TeamId!.Value)
            .Where(team => team.Count() >= Withholding.Smallest)
            .Select(team => new WaveGroup { GroupId = team.Key, Kind = GroupKind.Team, Name = teams[team.Key], Invited = team.Count() })
            .OrderBy(team => team.Name, StringComparer.OrdinalIgnoreCase)
            .ThenBy(team => team.GroupId)
            .ToList();
        var largeIds = large.Select(g => g.GroupId!.Value).ToHashSet();
        var rest = members.Count - large.Sum(g => g.Invited);
        Guid? restGroup = null;
        if (rest >= Withholding.Smallest)
        {
            restGroup = Guid.NewGuid();
            large.Add(new WaveGroup { GroupId = restGroup, Kind = GroupKind.OtherTeams, Invited = rest });
        }
        else if (rest > 0)
        {
            large.Add(new WaveGroup { Kind = GroupKind.AgencyOnly, Invited = rest });
        }

        return new FormedGroups(
            large,
            [.. members.Select(m => (m.MemberId, m.TeamId is { } team && largeIds.Contains(team) ? team : restGroup))]);
    }
}
