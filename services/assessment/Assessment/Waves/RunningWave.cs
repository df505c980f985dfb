using PeerPlatform.Platform;

namespace PeerPlatform.Assessment.Waves;

/// <summary>
/// Says that a wave takes answers, until when, and whose it is. A ticket and the clock belong to no agency; by this row they
/// find the one of the wave. It goes in the commit that closes the wave.
/// </summary>
[NetworkWide("A ticket and the clock find a wave's agency by it; it says nothing else of the wave.")]
internal sealed class RunningWave
{
    public required Guid WaveId { get; init; }

    public required Guid AgencyId { get; init; }

    public required Guid NetworkId { get; init; }

    public required DateTimeOffset ClosesAt { get; init; }
}
