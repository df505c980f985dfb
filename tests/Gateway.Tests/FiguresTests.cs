using System.Net.Http.Headers;
using PeerPlatform.Testing;

namespace PeerPlatform.Gateway.Tests;

/// <summary>
/// What the gateway tells a collector of metrics, as a process of its own: figures of a process are those of all its servers.
/// </summary>
public sealed class FiguresTests
{
    private const string Counted = "/api/tenancy/{**rest}";

    [Fact]
    public async Task The_signed_in_side_is_counted_by_route_and_nothing_says_who_asked()
    {
        const string Token = "a-token-of-somebody";
        const string Member = "0198aaaa-1111-7222-8333-444455556666";

        await using var collector = await AfterAsync(async (signedIn, _) =>
        {
            signedIn.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token);
            signedIn.DefaultRequestHeaders.UserAgent.ParseAdd("somebodys-browser/1.0");
            using var answer = await signedIn.GetAsync($"/api/tenancy/v1/members/{Member}/setup-link?search=casey");
        });

        Assert.True(collector.Says("http.server.request.duration") && collector.Says(Counted), "Nothing came, so nothing was tried.");
        Assert.All(
            new[] { Token, Member, "casey", "somebodys-browser", "127.0.0.1", "setup-link" },
            secret => Assert.False(collector.Says(secret), $"A figure says {secret}."));
    }

    [Fact]
    public async Task The_collecting_side_is_not_counted()
    {
        await using var collector = await AfterAsync(async (signedIn, collect) =>
        {
            using var counted = await signedIn.GetAsync("/api/tenancy/v1/me");
            using var form = await collect.GetAsync("/collect/v1/forms/ticket");
            using var answer = await collect.PostAsync("/collect/v1/answers", new StringContent("{}"));
            using var nothing = await collect.PutAsync("/not/there", new StringContent("{}"));
        });

        Assert.True(collector.Says(Counted), "Nothing came, so nothing was tried.");
        Assert.All(
            new[] { "/collect", "POST", "PUT" },
            trace => Assert.False(collector.Says(trace), $"A request of the collecting side was counted: {trace}."));
    }

    /// <summary>What came until the gateway had stopped. No service is behind it; what it answers itself is counted alike.</summary>
    private static async Task<OtlpCollector> AfterAsync(Func<HttpClient, HttpClient, Task> requests)
    {
        var collector = new OtlpCollector();
        await collector.StartAsync();
        var ports = FreePort.Row(2);
        var (signedIn, collect) = (new Uri($"http://127.0.0.1:{ports[0]}"), new Uri($"http://127.0.0.1:{ports[1]}"));
        var settings = new[] { "tenancy", "assessment", "reporting", "portal" }.ToDictionary(
            service => $"ReverseProxy:Clusters:{service}:Destinations:one:Address", _ => $"http://127.0.0.1:{FreePort.Next()}");
        settings["Gateway:Port"] = $"{ports[0]}";
        settings["Gateway:CollectPort"] = $"{ports[1]}";
        settings["Telemetry:Otlp"] = collector.Address;
        await using var gateway = await BuiltProcess.StartAsync(Checkout.HostOf("gateway"), new Uri(signedIn, "/health/live"), settings);
        using var ofSignedIn = SignedIn.Nobody(signedIn);
        using var ofCollect = SignedIn.Nobody(collect);
        await requests(ofSignedIn, ofCollect);
        await gateway.StopAsync();
        return collector;
    }
}
