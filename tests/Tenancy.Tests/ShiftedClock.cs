namespace PeerPlatform.Tenancy.Tests;

/// <summary>The system's clock, moved as far as a test says.</summary>
internal sealed class ShiftedClock : TimeProvider
{
    public TimeSpan Ahead { get; set; }

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Ahead;
}
