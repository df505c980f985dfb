using System.Collections.Concurrent;
using System.Globalization;
using PeerPlatform.Recruitment.Agencies;
using PeerPlatform.Recruitment.Campaigns;

namespace PeerPlatform.Recruitment.Nominations;

/// <summary>Who can be named in a campaign: everybody of its team, or of the agency, by name.</summary>
internal sealed class Roster(IReadOnlyList<KnownMember> members, DateTimeOffset until)
{
    private readonly Dictionary<Guid, KnownMember> _byId = members.ToDictionary(m => m.Id);
    private readonly List<KnownMember> _byName = [.. members.OrderBy(m => m.Name, StringComparer.Create(CultureInfo.InvariantCulture, ignoreCase: true))];

    public DateTimeOffset Until { get; } = until;

    public bool Has(Guid member) => _byId.ContainsKey(member);

    /// <summary>Those whose name holds every word, whatever its accents and capitals.</summary>
    public List<KnownMember> Find(string? search)
    {
        var words = (search ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return _byName.FindAll(m => Array.TrueForAll(words, word => Holds(m.Name, word)));
    }

    private static bool Holds(string name, string word) =>
        CultureInfo.InvariantCulture.CompareInfo.IndexOf(name, word, CompareOptions.IgnoreCase | CompareOptions.IgnoreNonSpace) >= 0;
}

/// <summary>
/// Keeps for ten minutes, in memory only, who can be named: tenancy is not asked for each nomination, and by its calls one can tell no more than that somebody looked within ten minutes.
/// </summary>
internal sealed class Colleagues(TimeProvider clock)
{
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(10);
    private readonly ConcurrentDictionary<Guid, Roster> _known = new();

    public async Task<Roster> OfAsync(Campaign campaign, AgencyDirectory directory, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (_known.TryGetValue(campaign.Id, out var known) && known.Until > now)
        {
            return known;
        }

        foreach (var (id, _) in _known.Where(k => k.Value.Until <= now))
        {
            _known.TryRemove(id, out _);
        }

        return _known[campaign.Id] = new Roster(await directory.MembersAsync(campaign.TeamId, cancellationToken), now + Kept);
    }
}
