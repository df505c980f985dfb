using System.Globalization;
using System.Net.Http.Json;
using PeerPlatform.Testing;

namespace PeerPlatform.Bench;

/// <summary>Many people of one agency name colleagues at once, the whole way: gateway, pass, list of colleagues, synced commit.</summary>
internal static class NominationFigure
{
    private const int Nominations = 20_000;
    private const int Connections = 50;

    public static async Task<IReadOnlyList<Figure>> MeasureAsync()
    {
        await using var platform = await EmbeddedProcess.StartAsync();
        using var casey = await SignedIn.AsAsync(platform.Portal, "casey.coordinator@massup.example", "quiet-harbor-lantern");
        var opened = await casey.PostAsync("/api/recruitment/v1/campaigns", new
        {
            title = "Everybody", tasks = "Listen.", hoursAMonth = 8, months = 12, nominateUntil = DateOnly.FromDateTime(DateTime.UtcNow.AddDays(14)),
        });
        var campaign = opened.GetProperty("id").GetString();
        var pass = (await casey.PostAsync($"/api/recruitment/v1/my-campaigns/{campaign}/nomination-pass")).GetProperty("pass").GetString();
        using var collect = SignedIn.Nobody(platform.Collect);
        var colleagues = (await collect.GetJsonAsync($"/collect/v1/nominations/{campaign}/{pass}")).GetProperty("colleagues").EnumerateArray()
            .Select(c => c.GetProperty("id").GetString()).ToList();

        var load = await LoadResult.RunAsync(
            Connections, TimeSpan.FromMinutes(5), i => i < Nominations ? SendAsync(new { campaignId = campaign, pass, nomineeId = colleagues[i % colleagues.Count] }) : null);

        return
        [
            new Figure(
                $"nominations accepted through the gateway, {Connections} connections, {Nominations:N0} nominations",
                "≥ 10,000/min",
                string.Create(CultureInfo.InvariantCulture, $"{load.PerSecond * 60:N0}/min, p99 {load.P99:F0} ms, {load.Failed} failed"),
                load is { PerSecond: >= 10_000 / 60.0, Failed: 0 }),
        ];

        async Task<bool> SendAsync(object nomination)
        {
            using var answer = await collect.PostAsJsonAsync(new Uri("/collect/v1/nominations", UriKind.Relative), nomination);
            return answer.IsSuccessStatusCode;
        }
    }
}
