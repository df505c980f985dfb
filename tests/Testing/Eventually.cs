namespace PeerPlatform.Testing;

/// <summary>Looks again and again until something holds; the limit only keeps a broken test from hanging.</summary>
public static class Eventually
{
    private static readonly TimeSpan GivesUpAfter = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>Returns the first answer that satisfies the condition.</summary>
    public static async Task<T> GetAsync<T>(Func<Task<T>> look, Func<T, bool> holds, string what)
    {
        var until = DateTime.UtcNow + GivesUpAfter;
        using var pause = new PeriodicTimer(Pause);
        T last;
        do
        {
            last = await look();
            if (holds(last))
            {
                return last;
            }
        }
        while (DateTime.UtcNow < until && await pause.WaitForNextTickAsync());

        throw new TimeoutException($"It never came: {what}. Last seen: {last}");
    }

    /// <summary>Returns when the condition holds.</summary>
    public static Task HoldsAsync(Func<Task<bool>> look, string what) => GetAsync(look, held => held, what);
}
