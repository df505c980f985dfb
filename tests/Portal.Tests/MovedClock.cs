namespace PeerPlatform.Portal.Tests;

/// <summary>The real clock, moved ahead as a test says.</summary>
internal sealed class MovedClock : TimeProvider
{
    public TimeSpan Ahead { get; set; }

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Ahead;
}
