using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace PeerPlatform.Browser.Tests;

/// <summary>
/// Sees every request, answer and console message of a browser context, and knows what must never be among them: another host,
/// a cookie to or from the collecting side, a script error, something that the content policy had to stop.
/// </summary>
internal sealed class Watch
{
    private static readonly string[] OwnHosts = ["localhost", "127.0.0.1"];
    private readonly ConcurrentQueue<string> _faults = new();
    private readonly ConcurrentQueue<Task> _looking = new();
    private readonly ConcurrentDictionary<string, int> _refusedPages = new();
    private readonly ConcurrentQueue<(string Text, string Address)> _failedToLoad = new();
    private readonly Uri _collect;
    private int _collectRequests;

    public Watch(IBrowserContext context, Uri collect)
    {
        _collect = collect;
        context.Request += (_, request) => _looking.Enqueue(LookAtAsync(request));
        context.Response += (_, response) => _looking.Enqueue(LookAtAsync(response));
        context.Console += (_, message) => Hear(message);
        context.WebError += (_, error) => _faults.Enqueue($"script error: {error.Error}");
    }

    /// <summary>How many requests went to the collecting side, so that a test knows that it has seen some.</summary>
    public int CollectRequests => Volatile.Read(ref _collectRequests);

    /// <summary>A host that a test answers for.</summary>
    public string? AlsoExpected { get; set; }

    /// <summary>While set, requests may fail: the network is cut on purpose.</summary>
    public bool IsOffline { get; set; }

    /// <summary>What has been seen that must not be, since the last time of asking.</summary>
    public async Task<IReadOnlyList<string>> FaultsAsync()
    {
        while (_looking.TryDequeue(out var looking))
        {
            await looking;
        }

        while (_failedToLoad.TryDequeue(out var failed))
        {
            // Chromium reports the page itself when its status is 4xx or 5xx; a test asked for that page on purpose.
            if (!_refusedPages.ContainsKey(failed.Address) && !IsOffline)
            {
                _faults.Enqueue($"console: {failed.Text} ({failed.Address})");
            }
        }

        var faults = new List<string>();
        while (_faults.TryDequeue(out var fault))
        {
            faults.Add(fault);
        }

        return faults;
    }

    private bool IsCollect(string address) => Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Authority == _collect.Authority;

    private async Task LookAtAsync(IRequest request)
    {
        var uri = new Uri(request.Url);
        if (uri.Scheme is not ("http" or "https"))
        {
            return;
        }

        if (!OwnHosts.Contains(uri.Host) && uri.Host != AlsoExpected)
        {
            _faults.Enqueue($"a request to another host: {request.Url}");
        }

        if (!IsCollect(request.Url))
        {
            return;
        }

        Interlocked.Increment(ref _collectRequests);
        var sent = await UnlessClosedAsync(() => request.AllHeadersAsync(), []);
        if (sent.TryGetValue("cookie", out var cookie))
        {
            _faults.Enqueue($"a cookie was sent to the collecting side: {request.Url} {cookie}");
        }
    }

    private async Task LookAtAsync(IResponse response)
    {
        if (response.Status >= 400 && response.Request.IsNavigationRequest)
        {
            _refusedPages.TryAdd(response.Url, response.Status);
        }

        if (IsCollect(response.Url) && await UnlessClosedAsync(() => response.HeaderValuesAsync("set-cookie"), []) is { Count: > 0 } set)
        {
            _faults.Enqueue($"the collecting side set a cookie: {response.Url} {string.Join(", ", set)}");
        }
    }

    private void Hear(IConsoleMessage message)
    {
        if (message.Text.StartsWith("Failed to load resource", StringComparison.Ordinal))
        {
            _failedToLoad.Enqueue((message.Text, message.Location.Split(':') is { Length: > 2 } parts ? string.Join(':', parts[..^2]) : message.Location));
        }
        else if (message.Type is "error" or "warning")
        {
            _faults.Enqueue($"console {message.Type}: {message.Text}");
        }
    }

    private static async Task<T> UnlessClosedAsync<T>(Func<Task<T>> ask, T otherwise)
    {
        try
        {
            return await ask();
        }
        catch (PlaywrightException e) when (e.Message.Contains("closed", StringComparison.OrdinalIgnoreCase))
        {
            return otherwise;
        }
    }
}
