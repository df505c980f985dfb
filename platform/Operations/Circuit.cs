namespace PeerPlatform.Platform.Operations;

/// <summary>
/// Keeps a caller from asking what does not answer: after so many failures in a row nothing is asked for a while, then one
/// question at a time tries whether it answers again.
/// </summary>
/// <param name="failures">How many in a row open it.</param>
/// <param name="rest">For how long nothing is asked, and after that between two tries.</param>
public sealed class Circuit(int failures, TimeSpan rest, TimeProvider clock)
{
    private readonly long _start = clock.GetTimestamp();
    private int _failed;
    private long _restsUntil;

    /// <summary>What it does with the next question.</summary>
    public CircuitState State => Volatile.Read(ref _restsUntil) switch
    {
        0 => CircuitState.Closed,
        var until when until > Now => CircuitState.Open,
        _ => CircuitState.HalfOpen,
    };

    /// <summary>How long until it lets a question through again; zero when it does now.</summary>
    public TimeSpan Rest => TimeSpan.FromTicks(Math.Max(0, Volatile.Read(ref _restsUntil) - Now));

    private long Now => clock.GetElapsedTime(_start).Ticks + 1;

    /// <summary>True when the question may be asked; its outcome is then told with <see cref="Succeeded"/> or <see cref="Failed"/>.</summary>
    public bool MayAsk()
    {
        var until = Volatile.Read(ref _restsUntil);
        if (until == 0)
        {
            return true;
        }

        // Who moves the end of the rest is the one that tries; if it never tells how it went, the next rest ends too.
        var now = Now;
        return until <= now && Interlocked.CompareExchange(ref _restsUntil, now + rest.Ticks, until) == until;
    }

    /// <summary>It answered; a refusal is an answer.</summary>
    public void Succeeded()
    {
        Volatile.Write(ref _failed, 0);
        Volatile.Write(ref _restsUntil, 0);
    }

    /// <summary>It did not answer, or not in time.</summary>
    public void Failed()
    {
        if (Interlocked.Increment(ref _failed) >= failures)
        {
            Volatile.Write(ref _restsUntil, Now + rest.Ticks);
        }
    }
}

/// <summary>Whether a <see cref="Circuit"/> lets questions through.</summary>
public enum CircuitState
{
    /// <summary>All of them.</summary>
    Closed = 0,

    /// <summary>One, to see whether it answers again.</summary>
    HalfOpen = 1,

    /// <summary>None.</summary>
    Open = 2,
}
