using System.Globalization;
using PeerPlatform.Testing;

namespace PeerPlatform.Bench;

/// <summary>The same signed-in request through the gateway and straight to the service, in turns, 50 connections.</summary>
internal static class GatewayFigure
{
    private const int Turns = 4;
    private static readonly Uri Me = new("/api/tenancy/v1/me", UriKind.Relative);

    public static async Task<IReadOnlyList<Figure>> MeasureAsync()
    {
        await using var platform = await EmbeddedProcess.StartAsync();
        using var through = await SignedIn.AsAsync(platform.Portal, "nora@network.example", "quiet-harbor-lantern");
        using var straight = SignedIn.Nobody(platform.Behind);
        straight.DefaultRequestHeaders.Authorization = through.DefaultRequestHeaders.Authorization;

        double gateway = 0, service = 0;
        for (var turn = 0; turn < Turns; turn++)
        {
            var warmUp = turn == 0;
            var g = await RunAsync(through, warmUp);
            var s = await RunAsync(straight, warmUp);
            gateway += warmUp ? 0 : g.PerSecond;
            service += warmUp ? 0 : s.PerSecond;
        }

        var share = gateway / service;
        return
        [
            new Figure("gateway's throughput of the same request sent straight to the service", "≥ 60 %",
                string.Create(CultureInfo.InvariantCulture, $"{share:P0} ({gateway / (Turns - 1):N0}/s of {service / (Turns - 1):N0}/s)"), share >= 0.6),
        ];
    }

    private static Task<LoadResult> RunAsync(HttpClient client, bool warmUp) =>
        LoadResult.RunAsync(50, TimeSpan.FromSeconds(warmUp ? 10 : 5), _ => OnceAsync(client));

    private static async Task<bool> OnceAsync(HttpClient client)
    {
        using var answer = await client.GetAsync(Me);
        await answer.Content.ReadAsByteArrayAsync();
        return answer.IsSuccessStatusCode;
    }
}
