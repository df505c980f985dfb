using System.Net;
using Microsoft.IdentityModel.Tokens;
using Yarp.ReverseProxy;

namespace PeerPlatform.Gateway.Limits;

/// <summary>
/// Tenancy's published keys, fetched from wherever the gateway routes tenancy to: at most once in five seconds, for two seconds at
/// most. While they cannot be had, a token is nobody's.
/// </summary>
internal sealed class MemberKeys(IProxyStateLookup proxy, IHttpClientFactory clients, TimeProvider clock)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan AskedAgainAfter = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan GoodFor = TimeSpan.FromMinutes(5);

    private readonly Lock _asking = new();
    private Dictionary<string, SecurityKey> _keys = new(StringComparer.Ordinal);
    private long? _fetched;
    private long? _asked;
    private Task _fetching = Task.CompletedTask;

    /// <summary>The key of that id; null when tenancy publishes none, or does not answer.</summary>
    public async ValueTask<SecurityKey?> FindAsync(string id)
    {
        if (_keys.TryGetValue(id, out var known))
        {
            if (_fetched is { } fetched && clock.GetElapsedTime(fetched) >= GoodFor)
            {
                _ = Fetching();
            }

            return known;
        }

        await Fetching();
        return _keys.GetValueOrDefault(id);
    }

    /// <summary>One question at a time, for all who need its answer; none for a while after the last.</summary>
    private Task Fetching()
    {
        lock (_asking)
        {
            if (_fetching.IsCompleted && (_asked is not { } asked || clock.GetElapsedTime(asked) >= AskedAgainAfter))
            {
                _asked = clock.GetTimestamp();
                _fetching = FetchAsync();
            }

            return _fetching;
        }
    }

    private async Task FetchAsync()
    {
        if (!proxy.TryGetCluster("tenancy", out var tenancy))
        {
            return;
        }

        using var client = clients.CreateClient(ServiceReadiness.Client);
        using var limit = new CancellationTokenSource(Patience);
        foreach (var destination in tenancy.Destinations.Values)
        {
            try
            {
                using var question = new HttpRequestMessage(
                    HttpMethod.Get, new Uri(new Uri(destination.Model.Config.Address), "/.well-known/jwks.json"))
                {
                    Version = HttpVersion.Version20,
                    VersionPolicy = HttpVersionPolicy.RequestVersionExact,
                };
                using var answer = await client.SendAsync(question, limit.Token);
                if (answer.IsSuccessStatusCode)
                {
                    _keys = new JsonWebKeySet(await answer.Content.ReadAsStringAsync(limit.Token)).GetSigningKeys()
                        .Where(k => k.KeyId is not null)
                        .ToDictionary(k => k.KeyId, StringComparer.Ordinal);
                    _fetched = clock.GetTimestamp();
                    return;
                }
            }
            catch (Exception e) when (e is HttpRequestException or OperationCanceledException or ArgumentException)
            {
                // The next replica may answer; if none does, the keys known so far stay.
            }
        }
    }
}
