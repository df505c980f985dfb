using PeerPlatform.Platform.Data;

namespace PeerPlatform.Tenancy.Programme;

/// <summary>One wording of a part of the charter. A new one takes its place and the earlier one stays readable: no save can lose what somebody wrote.</summary>
internal sealed class CharterText : IImmutableRow
{
    public required string Section { get; init; }

    /// <summary>From 1; of two who write the same version one comes too late.</summary>
    public required int Version { get; init; }

    public required string Text { get; init; }

    public required Guid WrittenBy { get; init; }

    /// <summary>The day at the agency.</summary>
    public required DateOnly WrittenOn { get; init; }
}
