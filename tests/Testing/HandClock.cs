namespace PeerPlatform.Testing;

/// <summary>A clock that stands still until a test moves it.</summary>
public sealed class HandClock : TimeProvider
{
    private long _moved;

    /// <inheritdoc />
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>Moves it forward.</summary>
    public void Move(TimeSpan by) => Interlocked.Add(ref _moved, by.Ticks);

    /// <inheritdoc />
    public override long GetTimestamp() => Interlocked.Read(ref _moved);

    /// <inheritdoc />
    public override DateTimeOffset GetUtcNow() => new DateTimeOffset(2026, 11, 22, 9, 0, 0, TimeSpan.Zero).AddTicks(GetTimestamp());
}
