using PeerPlatform.Platform.Texts;
using System.Collections.Immutable;

namespace PeerPlatform.Training.Qualification;

/// <summary>What one agency asks of its supporters: the requirements of its jurisdiction and its own policies (P-1.6, P-4.2).</summary>
/// <param name="NoticeDays">From so many days before a lapse on, it is said that it comes.</param>
/// <param name="Policies">Every version that was or will be in force.</param>
/// <param name="TopicNames">By code.</param>
internal sealed record RuleBook(
    string Jurisdiction,
    int Version,
    LocalText Name,
    int NoticeDays,
    ImmutableArray<Requirement> Requirements,
    ImmutableArray<PolicyVersion> Policies,
    IReadOnlyDictionary<string, LocalText> TopicNames)
{
    public LocalText TopicName(string topic) => TopicNames.TryGetValue(topic, out var name) ? name : new(topic, topic);

    /// <summary>Codes of the policies that a requirement asks for, in the order of the rules.</summary>
    public IReadOnlyList<string> AskedPolicies => [.. Requirements.OfType<PolicyAttested>().Select(r => r.Policy).Distinct(StringComparer.Ordinal)];

    public LocalText PolicyName(string policy) =>
        Requirements.OfType<PolicyAttested>().FirstOrDefault(r => r.Policy == policy)?.Name ?? new(policy, policy);

    /// <summary>What is wrong with the rules; null when nothing is.</summary>
    public string? Fault()
    {
        if (NoticeDays is < 0 or > 90)
        {
            return "notice is given 0 to 90 days ahead";
        }

        if (Requirements.IsDefaultOrEmpty || Requirements.Select(r => r.Code).Distinct().Count() != Requirements.Length)
        {
            return "there must be requirements, each with a code of its own";
        }

        return Requirements.Select(r => (r.Code, Fault: r.Fault(this))).FirstOrDefault(r => r.Fault is not null) is { Fault: { } fault } wrong
            ? $"{wrong.Code} {fault}"
            : null;
    }
}

/// <summary>A version of a policy of the agency.</summary>
/// <param name="Version">From 1; a higher one replaces a lower one.</param>
/// <param name="RequiredFrom">The first day on which an older attestation is no longer enough.</param>
internal readonly record struct PolicyVersion(string Policy, int Version, DateOnly RequiredFrom);
