using System.Diagnostics;

namespace Redis.Tests;

internal static class Poll
{
    /// <summary>Milliseconds after which a test fails that hangs.</summary>
    public const int LongestTest = 120_000;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(10);

    /// <summary>Asks until the answer is yes; false when it will never be, or has not been after a minute.</summary>
    public static async Task<bool> UntilAsync(Func<Task<bool>> condition, Func<bool>? hopeless = null)
    {
        var waited = Stopwatch.StartNew();
        using var pause = new PeriodicTimer(Interval);
        while (waited.Elapsed < Patience && hopeless?.Invoke() != true)
        {
            if (await condition())
            {
                return true;
            }

            await pause.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        }

        return false;
    }
}
