using PeerPlatform.Training.Agencies;
using PeerPlatform.Training.Qualification;
using PeerPlatform.Training.Supporters;

namespace PeerPlatform.Training.Policies;

/// <summary>How one supporter stands to one version of a policy (P-1.6).</summary>
internal enum AttestationState
{
    /// <summary>The version is required by now, and their word is missing.</summary>
    Overdue,

    /// <summary>Their word is asked for, and there is time until the version's day.</summary>
    Asked,

    /// <summary>A newer version has taken its place before they gave their word to this one.</summary>
    Replaced,

    /// <summary>They have given their word to a newer version.</summary>
    Newer,

    Attested,
}

internal static class Attesting
{
    /// <summary>The day on which somebody first gave their word to exactly this version.</summary>
    public static DateOnly? AttestedOn(SupporterRecord record, PolicyVersion version) =>
        record.Attestations.Where(a => a.Policy == version.Policy && a.Version == version.Version).Select(a => (DateOnly?)a.AttestedOn).Min();

    public static AttestationState StateOf(SupporterRecord record, PolicyVersion version, RuleBook rules, DateOnly today) =>
        AttestedOn(record, version) is not null ? AttestationState.Attested
        : record.Attestations.Any(a => a.Policy == version.Policy && a.Version > version.Version) ? AttestationState.Newer
        : rules.Policies.Any(v => v.Policy == version.Policy && v.Version > version.Version && v.RequiredFrom <= today) ? AttestationState.Replaced
        : version.RequiredFrom <= today ? AttestationState.Overdue
        : AttestationState.Asked;

    /// <summary>How the supporters stand to the version.</summary>
    public static AttestationCounts Count(IReadOnlyCollection<Supporter> supporters, PolicyVersion version, AgencyToday today)
    {
        var waiting = supporters.Where(s => StateOf(s.Record, version, today.Rules, today.Today) is AttestationState.Asked or AttestationState.Overdue).ToList();
        return new AttestationCounts(
            supporters.Count(s => AttestedOn(s.Record, version) is not null),
            waiting.Count(s => StateOf(s.Record, version, today.Rules, today.Today) == AttestationState.Asked),
            waiting.Count(s => StateOf(s.Record, version, today.Rules, today.Today) == AttestationState.Overdue),
            waiting.Count(s => Standing.At(today.Today, s.Record, today.Rules).State != StandingState.NotQualified));
    }
}

/// <param name="Asked">Their word is missing, and there is time.</param>
/// <param name="Overdue">Their word is missing, and the version is required by now.</param>
/// <param name="Hanging">Of those whose word is missing: qualified today, and no longer from the version's day on unless they give it.</param>
internal sealed record AttestationCounts(int Attested, int Asked, int Overdue, int Hanging);
