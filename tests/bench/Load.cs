using System.Diagnostics;

namespace PeerPlatform.Bench;

/// <summary>What a number of connections did in a while.</summary>
/// <param name="PerSecond">Successful answers a second.</param>
/// <param name="P99">Milliseconds within which 99 of 100 were answered.</param>
internal sealed record LoadResult(double PerSecond, double P99, int Failed)
{
    /// <summary>Keeps <paramref name="inFlight"/> calls going until there are no more, or the time is up.</summary>
    public static async Task<LoadResult> RunAsync(int inFlight, TimeSpan atMost, Func<int, Task<bool>?> next)
    {
        var taken = -1;
        var failed = 0;
        var latencies = new List<double>[inFlight];
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, inFlight).Select(worker => Task.Run(async () =>
        {
            var mine = latencies[worker] = [];
            while (clock.Elapsed < atMost)
            {
                var started = Stopwatch.GetTimestamp();
                if (next(Interlocked.Increment(ref taken)) is not { } call)
                {
                    return;
                }

                if (await call)
                {
                    mine.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
                }
                else
                {
                    Interlocked.Increment(ref failed);
                }
            }
        })));
        var seconds = clock.Elapsed.TotalSeconds;
        var sorted = latencies.SelectMany(l => l).Order().ToArray();
        return new LoadResult(sorted.Length / seconds, sorted.Length == 0 ? double.NaN : sorted[(int)(sorted.Length * 0.99)], failed);
    }
}
