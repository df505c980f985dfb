using Microsoft.Extensions.Configuration;

namespace PeerPlatform.Gateway.Limits;

/// <summary>So many requests at once, given back evenly over the time (a token bucket, counted as GCRA).</summary>
/// <param name="Permits">How many at once, and how many in <paramref name="Per"/> in the long run.</param>
internal sealed record Limit(string Name, int Permits, TimeSpan Per)
{
    /// <summary>The time after which one permit is back, in ticks of 100 ns.</summary>
    public long Interval => Per.Ticks / Permits;
}

/// <summary>
/// The limits by name, each raised or lowered by <c>Gateway:Limits:{name}:Permits</c> and <c>:Seconds</c> (decision 0008).
/// </summary>
internal sealed class LimitSettings(IConfiguration configuration)
{
    /// <summary>Everything from one address; a whole agency may come from one.</summary>
    public Limit Address { get; } = Of(configuration, "Address", 6000, 60);

    /// <summary>Signing in, tokens and set-up links, from one address.</summary>
    public Limit SignIn { get; } = Of(configuration, "SignIn", 60, 60);

    /// <summary>Signing in with one e-mail address or client id, wherever from.</summary>
    public Limit SignInName { get; } = Of(configuration, "SignInName", 10, 300);

    /// <summary>The API, by one signed-in person.</summary>
    public Limit Account { get; } = Of(configuration, "Account", 1200, 60);

    /// <summary>The API, by one API client.</summary>
    public Limit Client { get; } = Of(configuration, "Client", 6000, 60);

    /// <summary>Bodies of a mebibyte and more, by one person or client.</summary>
    public Limit Upload { get; } = Of(configuration, "Upload", 30, 600);

    /// <summary>The collecting side, from one address; hundreds may answer in the same hour from behind one.</summary>
    public Limit Collect { get; } = Of(configuration, "Collect", 6000, 60);

    /// <summary>By how many a limit is divided while Redis does not answer: the replicas of the gateway, <c>Gateway:Limits:Replicas</c>.</summary>
    public int Replicas { get; } = Math.Max(1, configuration.GetValue("Gateway:Limits:Replicas", 2));

    private static Limit Of(IConfiguration configuration, string name, int permits, int seconds)
    {
        var limit = new Limit(
            name,
            configuration.GetValue($"Gateway:Limits:{name}:Permits", permits),
            TimeSpan.FromSeconds(configuration.GetValue($"Gateway:Limits:{name}:Seconds", seconds)));
        return limit.Permits is > 0 and <= 10_000_000 && limit.Per.TotalSeconds is >= 1 and <= 86_400
            ? limit
            : throw new InvalidOperationException($"Gateway:Limits:{name} takes 1 to 10,000,000 Permits in 1 to 86,400 Seconds.");
    }
}
