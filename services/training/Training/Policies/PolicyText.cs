using PeerPlatform.Platform.Data;

namespace PeerPlatform.Training.Policies;

/// <summary>A version of a policy that supporters give their word to (P-1.6). It never changes: what somebody attested stays readable.</summary>
internal sealed class PolicyText : IImmutableRow
{
    public required string Policy { get; init; }

    /// <summary>From 1.</summary>
    public required int Version { get; init; }

    /// <summary>The first day on which an older attestation is no longer enough.</summary>
    public required DateOnly RequiredFrom { get; init; }

    /// <summary>Up to 20,000 characters, in the agency's own language.</summary>
    public required string Text { get; init; }
}
