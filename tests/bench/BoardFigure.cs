using System.Globalization;
using PeerPlatform.Testing;

namespace PeerPlatform.Bench;

/// <summary>The compliance board of an agency with many supporters, page after page and filter after filter, through the gateway.</summary>
internal static class BoardFigure
{
    private const int Supporters = 5_000;
    private const int Looks = 2_000;
    private const int Connections = 4;
    private const int PageSize = 50;

    private static readonly LargeAgency Agency = new("RESPOND", "Response Network", Supporters + 1, "supporter");
    private static readonly string[] FirstDay = ["values-and-ethics", "role-conflict"];
    private static readonly string[] SecondDay = ["lived-experience", "vicarious-trauma"];
    private static readonly string[] Filters = ["", "&state=notQualified", "&state=qualified", "&within=30", "&within=7"];

    public static async Task<IReadOnlyList<Figure>> MeasureAsync()
    {
        await using var platform = await EmbeddedProcess.StartAsync();
        using var nora = await SignedIn.AsAsync(platform.Portal, "nora@network.example", "quiet-harbor-lantern");
        await Agency.OnboardAsync(nora);
        using var coordinator = await Agency.CoordinatorAsync(platform, nora);
        await TakeUpAsync(coordinator);

        var load = await LoadResult.RunAsync(Connections, TimeSpan.FromMinutes(5), i => i < Looks ? LookAsync(i) : null);

        var counted = (await coordinator.GetJsonAsync("/api/training/v1/board")).GetProperty("counts").GetProperty("supporters").GetInt32();
        return
        [
            new Figure(
                string.Create(CultureInfo.InvariantCulture, $"compliance board of an agency with {counted:N0} supporters, any page and filter, {Connections} connections"),
                "p99 ≤ 150 ms",
                string.Create(CultureInfo.InvariantCulture, $"p99 {load.P99:F0} ms, {load.PerSecond:N0}/s, {load.Failed} failed"),
                load is { P99: <= 150, Failed: 0 } && counted == Supporters),
        ];

        async Task<bool> LookAsync(int i)
        {
            var filter = Filters[i % Filters.Length];
            var page = filter.Length == 0 ? 1 + (i % (Supporters / PageSize)) : 1;
            using var answer = await coordinator.GetAsync(new Uri(FormattableString.Invariant($"/api/training/v1/board?page={page}&size={PageSize}{filter}"), UriKind.Relative));
            return answer.IsSuccessStatusCode && (await answer.Content.ReadAsByteArrayAsync()).Length > 0;
        }
    }

    /// <summary>Each with two trainings from elsewhere, so that there is something to judge.</summary>
    private static async Task TakeUpAsync(HttpClient coordinator)
    {
        var trained = DateOnly.FromDateTime(DateTime.UtcNow.AddDays(-30));
        for (var page = 1; ; page++)
        {
            var members = (await coordinator.GetJsonAsync(FormattableString.Invariant($"/api/tenancy/v1/members?page={page}&size=200"))).GetProperty("items");
            if (members.GetArrayLength() == 0)
            {
                return;
            }

            foreach (var member in members.EnumerateArray().Where(m => m.GetProperty("roles").EnumerateArray().Any(r => r.GetString() == "supporter")))
            {
                var id = member.GetProperty("id").GetString();
                await coordinator.PostAsync("/api/training/v1/supporters", new { memberId = id });
                await coordinator.PostAsync($"/api/training/v1/supporters/{id}/equivalences", new { trainedOn = trained, liveMinutes = 360, topics = FirstDay });
                await coordinator.PostAsync($"/api/training/v1/supporters/{id}/equivalences", new { trainedOn = trained.AddDays(7), liveMinutes = 360, topics = SecondDay });
            }
        }
    }
}
