using PeerPlatform.Platform.Operations;

namespace PeerPlatform.Portal.Services;

/// <summary>
/// Where a service answers: one address, or several separated by commas, in turns. One that cannot be reached is left out for
/// five seconds, unless all are.
/// </summary>
internal sealed class ServiceAddresses(string given, TimeProvider clock)
{
    private static readonly TimeSpan LeftOutFor = TimeSpan.FromSeconds(5);

    private readonly Address[] _all =
    [
        .. given.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(a => new Address(new Uri(a), new Circuit(1, LeftOutFor, clock))),
    ];

    private uint _next;

    public Uri First => _all[0].At;

    public bool AreSeveral => _all.Length > 1;

    /// <summary>All of them in the order to try, those that answered last before those that did not.</summary>
    public IEnumerable<Address> InTurn()
    {
        var first = Interlocked.Increment(ref _next);
        return Enumerable.Range(0, _all.Length)
            .Select(i => _all[(first + i) % _all.Length])
            .OrderBy(a => a.Circuit.State == CircuitState.Open);
    }

    internal sealed record Address(Uri At, Circuit Circuit);
}

/// <summary>
/// Sends a request to the next address that can be connected to. What may have been received is not sent again, except what
/// only reads.
/// </summary>
internal sealed class NextAddress(ServiceAddresses addresses) : DelegatingHandler
{
    /// <summary>With several addresses, how long one may take to begin its answer to a question before the next is asked.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var path = request.RequestUri!.PathAndQuery;
        var onlyReads = request.Method == HttpMethod.Get || request.Method == HttpMethod.Head;
        Exception? silent = null;
        foreach (var address in addresses.InTurn())
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            if (onlyReads && addresses.AreSeveral)
            {
                limit.CancelAfter(Patience);
            }

            request.RequestUri = new Uri(address.At, path);
            try
            {
                var answer = await base.SendAsync(request, limit.Token);
                address.Circuit.Succeeded();
                return answer;
            }
            catch (Exception e) when (e is HttpRequestException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
            {
                address.Circuit.Failed();
                if (!onlyReads && !CouldNotConnect(e))
                {
                    throw;
                }

                silent = e;
            }
        }

        throw silent as HttpRequestException ?? new HttpRequestException("No address of the service answers.", silent);
    }

    /// <summary>No byte of the request has left.</summary>
    private static bool CouldNotConnect(Exception e) => e
        is HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError }
        or OperationCanceledException { InnerException: TimeoutException };
}
