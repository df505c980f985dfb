using System.Diagnostics;
using System.Globalization;
using PeerPlatform.Testing;

namespace PeerPlatform.Bench;

/// <summary>From process start to ready with the demonstration data, three times on an empty folder; and memory after the journey.</summary>
internal static class StartFigure
{
    private const int Rounds = 3;
    private const string Password = "quiet-harbor-lantern";

    public static async Task<IReadOnlyList<Figure>> MeasureAsync()
    {
        var seconds = new List<double>();
        var memory = 0.0;
        for (var round = 0; round < Rounds; round++)
        {
            var clock = Stopwatch.StartNew();
            await using var platform = await EmbeddedProcess.StartAsync();
            seconds.Add(clock.Elapsed.TotalSeconds);
            if (round == Rounds - 1)
            {
                await TakeTheJourneyAsync(platform);
                memory = ProcessMemory.ResidentMiB(platform.ProcessId);
            }
        }

        var slowest = seconds.Max();
        return
        [
            new Figure("embedded start to ready with demonstration data, slowest of three", "≤ 6 s",
                string.Create(CultureInfo.InvariantCulture, $"{slowest:F1} s"), slowest <= 6),
            new Figure("its memory after the journey (resident)", "≤ 400 MiB",
                string.Create(CultureInfo.InvariantCulture, $"{memory:F0} MiB"), memory <= 400),
        ];
    }

    private static async Task TakeTheJourneyAsync(EmbeddedProcess platform)
    {
        var wave = await Journey.OpenWaveAsync(platform, Password);
        await Journey.AnswerAsync(platform, wave, people: 20, Password);
        await wave.Coordinator.PostAsync($"/api/assessment/v1/waves/{wave.Id}/close");
        await wave.Coordinator.GetJsonAsync($"/api/assessment/v1/waves/{wave.Id}/results");
        using var nora = await SignedIn.AsAsync(platform.Portal, "nora@network.example", Password);
        await Eventually.HoldsAsync(async () => (await nora.GetJsonAsync("/api/reporting/v1/waiting")).GetArrayLength() > 0, "the wave's facts arrive");
        await nora.PostAsync("/api/reporting/v1/releases", new { instrument = "cbi" });
        using var visitor = SignedIn.Nobody(platform.Portal);
        foreach (var page in new[] { "/", "/sign-in", "/help", "/confidence" })
        {
            using var answer = await visitor.GetAsync(new Uri(page, UriKind.Relative));
            answer.EnsureSuccessStatusCode();
        }
    }
}
