using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Yarp.ReverseProxy;

namespace PeerPlatform.Gateway;

/// <summary>Ready means: every service that the gateway routes to says so itself.</summary>
internal static class ServiceReadiness
{
    public const string Client = "readiness";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    public static async Task<Results<Ok<Dictionary<string, bool>>, JsonHttpResult<Dictionary<string, bool>>>> AnswerAsync(
        IProxyStateLookup proxy, IHttpClientFactory clients, CancellationToken cancellationToken)
    {
        using var client = clients.CreateClient(Client);
        var asked = proxy.GetClusters()
            .Where(c => !c.Destinations.IsEmpty)
            .Select(async cluster => (cluster.ClusterId, Ready: await AnyReadyAsync(client, cluster.Destinations.Values
                .Select(d => d.Model.Config.Address), cancellationToken)));
        var ready = (await Task.WhenAll(asked)).ToDictionary(c => c.ClusterId, c => c.Ready);
        return ready.Count > 0 && ready.Values.All(r => r)
            ? TypedResults.Ok(ready)
            : TypedResults.Json(ready, statusCode: StatusCodes.Status503ServiceUnavailable);
    }

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
