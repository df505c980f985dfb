using System.Collections.Concurrent;

namespace PeerPlatform.Gateway.Limits;

/// <summary>
/// What this process has let through, in its memory only: for each key the time at which its bucket is full again (GCRA).
/// </summary>
/// <param name="keptAtMost">Keys beyond that share buckets with others, so that memory stays bounded and nothing is let through uncounted.</param>
internal sealed class OwnCount(TimeProvider clock, int keptAtMost = 100_000)
{
    private const int SharedBuckets = 256;
    private readonly long _start = clock.GetTimestamp();
    private readonly ConcurrentDictionary<UInt128, long> _fullAt = new();
    private long _nextSweep;

    /// <summary>Takes one permit; when there is none, how long until there is.</summary>
    /// <param name="dividedBy">How many processes count apart and must not let through more than the limit together.</param>
    public TimeSpan? Take(UInt128 key, Limit limit, int dividedBy = 1)
    {
        var now = clock.GetElapsedTime(_start).Ticks;
        Sweep(now);
        if (_fullAt.Count >= keptAtMost && !_fullAt.ContainsKey(key))
        {
            key %= SharedBuckets;
        }

        while (true)
        {
            var known = _fullAt.TryGetValue(key, out var before);
            var after = Math.Max(before, now) + limit.Interval * Math.Min(dividedBy, limit.Permits);
            if (after - now > limit.Per.Ticks)
            {
                return TimeSpan.FromTicks(after - now - limit.Per.Ticks);
            }

            if (known ? _fullAt.TryUpdate(key, after, before) : _fullAt.TryAdd(key, after))
            {
                return null;
            }
        }
    }

    /// <summary>Once in ten seconds, full buckets go: they are as good as none.</summary>
    private void Sweep(long now)
    {
        var due = Volatile.Read(ref _nextSweep);
        if (now < due || Interlocked.CompareExchange(ref _nextSweep, now + TimeSpan.TicksPerSecond * 10, due) != due)
        {
            return;
        }

        foreach (var bucket in _fullAt)
        {
            if (bucket.Value <= now)
            {
                _fullAt.TryRemove(bucket);
            }
        }
    }
}
