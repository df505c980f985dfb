namespace PeerPlatform.Testing;

/// <summary>The real clock, moved ahead as a test says; timers go by real time.</summary>
public sealed class ShiftedClock : TimeProvider
{
    private long _ahead;

    /// <summary>Moves it forward.</summary>
    public void Move(TimeSpan by) => Interlocked.Add(ref _ahead, by.Ticks);

    /// <inheritdoc />
    public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddTicks(Interlocked.Read(ref _ahead));

    /// <inheritdoc />
    public override long GetTimestamp() =>
        base.GetTimestamp() + (long)(Interlocked.Read(ref _ahead) / (double)TimeSpan.TicksPerSecond * TimestampFrequency);
}
