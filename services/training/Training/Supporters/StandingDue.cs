using PeerPlatform.Platform;

namespace PeerPlatform.Training.Supporters;

/// <summary>A supporter whose standing can change at a moment; one row for each who has such a moment.</summary>
[NetworkWide("The clock belongs to no agency; by this row it finds whose standing is due.")]
internal sealed class StandingDue
{
    public required Guid AgencyId { get; init; }

    public required Guid NetworkId { get; init; }

    public required Guid MemberId { get; init; }

    public required DateTimeOffset LookAt { get; set; }
}
