using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using PeerPlatform.Platform.Operations;
using Yarp.ReverseProxy;

namespace PeerPlatform.Gateway;

/// <summary>
/// The gateway itself is ready while it does not stop and at least one service behind it answers: one that is down must not
/// take the others away. <c>/health/services</c> is what a person or a script waits for: every service is ready.
/// </summary>
internal static class ServiceReadiness
{
    public const string Client = "readiness";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    public static async Task<JsonHttpResult<Dictionary<string, bool>>> OfGatewayAsync(
        Drain drain, IProxyStateLookup proxy, IHttpClientFactory clients, CancellationToken cancellationToken)
    {
        var seen = new Dictionary<string, bool>(StringComparer.Ordinal);
        if (!drain.HasBegun)
        {
            // The first that is ready is enough; nobody waits for one that is silent.
            await foreach (var asked in Task.WhenEach(Ask(proxy, clients, cancellationToken)))
            {
                var (service, ready) = await asked;
                seen[service] = ready;
                if (ready)
                {
                    break;
                }
            }
        }

        return Answer(seen, seen.ContainsValue(true));
    }

    public static async Task<JsonHttpResult<Dictionary<string, bool>>> OfAllAsync(
        IProxyStateLookup proxy, IHttpClientFactory clients, CancellationToken cancellationToken)
    {
        var ready = (await Task.WhenAll(Ask(proxy, clients, cancellationToken))).ToDictionary(s => s.Service, s => s.Ready);
        return Answer(ready, ready.Count > 0 && !ready.ContainsValue(false));
    }

    private static JsonHttpResult<Dictionary<string, bool>> Answer(Dictionary<string, bool> ready, bool yes) =>
        TypedResults.Json(ready, statusCode: yes ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);

    private static List<Task<(string Service, bool Ready)>> Ask(IProxyStateLookup proxy, IHttpClientFactory clients, CancellationToken cancellationToken) =>
    [
        .. proxy.GetClusters().Where(c => !c.Destinations.IsEmpty).Select(async cluster => (cluster.ClusterId, await AnyReadyAsync(
            clients.CreateClient(Client), cluster.Destinations.Values.Select(d => d.Model.Config.Address), cancellationToken))),
    ];

    private static async Task<bool> AnyReadyAsync(HttpClient client, IEnumerable<string> addresses, CancellationToken cancellationToken)
    {
        foreach (var address in addresses)
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            limit.CancelAfter(Patience);
            try
            {
                using var question = new HttpRequestMessage(HttpMethod.Get, new Uri(new Uri(address), "/health/ready"))
                {
                    Version = HttpVersion.Version20,
                    VersionPolicy = HttpVersionPolicy.RequestVersionExact,
                };
                using var answer = await client.SendAsync(question, limit.Token);
                if (answer.IsSuccessStatusCode)
                {
                    return true;
                }
            }
            catch (Exception e) when (e is HttpRequestException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
            {
                // Not ready; the next replica may be.
            }
        }

        return false;
    }
}
