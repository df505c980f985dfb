using System.Diagnostics;

namespace PeerPlatform.Faults.Tests;

/// <summary>The times that the platform is held to.</summary>
internal static class Patience
{
    /// <summary>After a fault has ended, everything is as it should be within this time.</summary>
    public static readonly TimeSpan Recovery = TimeSpan.FromSeconds(120);

    /// <summary>A connection that is open and dead is noticed within this time.</summary>
    public static readonly TimeSpan Notice = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    /// <summary>Returns how long it took until it held.</summary>
    public static async Task<TimeSpan> UntilAsync(Func<Task<bool>> holds, string what, TimeSpan? within = null)
    {
        var since = Stopwatch.GetTimestamp();
        using var look = new PeriodicTimer(Look);
        while (!await holds())
        {
            if (Stopwatch.GetElapsedTime(since) > (within ?? Recovery))
            {
                throw new TimeoutException($"Not within {(within ?? Recovery).TotalSeconds} s: {what}");
            }

            await look.WaitForNextTickAsync();
        }

        return Stopwatch.GetElapsedTime(since);
    }

    /// <summary>Lets a time pass: of a fault that lasts so long, or between two commands of one person. Nothing is waited for with it.</summary>
    public static async Task PassAsync(TimeSpan time)
    {
        using var once = new PeriodicTimer(time);
        await once.WaitForNextTickAsync();
    }

    public static Task<TimeSpan> UntilAsync(Func<bool> holds, string what, TimeSpan? within = null) =>
        UntilAsync(() => Task.FromResult(holds()), what, within);
}
