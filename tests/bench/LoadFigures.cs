using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;
using PeerPlatform.Testing;

namespace PeerPlatform.Bench;

/// <summary>
/// One agency of 50,000 members: onboarded from a file, then asked. Its tickets are written straight into the database, since
/// 100,000 people cannot sign in here; the answers go the whole way, gateway and synced commit included.
/// </summary>
internal static class LoadFigures
{
    private const int Answers = 100_000;
    private const string Password = "quiet-harbor-lantern";

    public static async Task<IReadOnlyList<Figure>> MeasureAsync()
    {
        await using var platform = await EmbeddedProcess.StartAsync();
        using var nora = await SignedIn.AsAsync(platform.Portal, "nora@network.example", Password);
        var before = ProcessMemory.ResidentMiB(platform.ProcessId);
        var clock = Stopwatch.StartNew();
        await LargeAgency.FiftyThousand.OnboardAsync(nora);
        var onboarding = clock.Elapsed.TotalSeconds;
        var peak = ProcessMemory.PeakMiB(platform.ProcessId);

        using var coordinator = await LargeAgency.FiftyThousand.CoordinatorAsync(platform, nora);
        var wave = await coordinator.PostAsync("/api/assessment/v1/waves", new
        {
            title = "Everybody",
            instrument = "cbi",
            teamIds = Array.Empty<string>(),
            closesOn = DateOnly.FromDateTime(DateTime.UtcNow.AddDays(14)),
        });
        var id = Guid.Parse(wave.GetProperty("id").GetString()!);
        var tickets = WriteTickets(platform, id);
        var load = await AnswerLoad.RunAsync(platform.Collect, tickets);

        await coordinator.PostAsync($"/api/assessment/v1/waves/{id}/close");
        var first = await TimeAsync(() => coordinator.GetJsonAsync($"/api/assessment/v1/waves/{id}/results"));
        var later = new List<double>();
        for (var i = 0; i < 20; i++)
        {
            later.Add(await TimeAsync(() => coordinator.GetJsonAsync($"/api/assessment/v1/waves/{id}/results")));
        }

        var slowest = later.Max();
        return
        [
            new Figure($"{LargeAgency.FiftyThousand.Members:N0} members onboarded (upload, preview, import); peak memory of the process", "≤ 60 s, flat",
                Text($"{onboarding:F1} s; {before:F0} MiB before, {peak:F0} MiB at most"), onboarding <= 60),
            new Figure($"durable answers through the gateway, 50 connections, {Answers:N0} answers", "≥ 1,500/s, p99 ≤ 100 ms",
                Text($"{load.PerSecond:N0}/s, p99 {load.P99:F0} ms, {load.Failed} failed"), load is { PerSecond: >= 1500, P99: <= 100, Failed: 0 }),
            new Figure($"results of a wave with {Answers:N0} answers, the first time", "≤ 2 s", Text($"{first / 1000:F2} s"), first <= 2000),
            new Figure("the same after that, slowest of twenty", "≤ 50 ms", Text($"{slowest:F0} ms"), slowest <= 50),
        ];
    }

    private static List<string> WriteTickets(EmbeddedProcess platform, Guid wave)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(platform.Folder, "assessment.db")};Pooling=False");
        connection.Open();
        using var transaction = connection.BeginTransaction();
        using var insert = connection.CreateCommand();
        insert.CommandText = """INSERT INTO "Tickets" ("Hash", "WaveId", "GroupId", "Used") VALUES ($hash, $wave, NULL, 0)""";
        insert.Parameters.AddWithValue("$wave", wave);
        var hash = insert.Parameters.Add("$hash", SqliteType.Blob);
        var tickets = AnswerLoad.Tickets(Answers);
        foreach (var ticket in tickets)
        {
            hash.Value = AnswerLoad.HashOf(ticket);
            insert.ExecuteNonQuery();
        }

        transaction.Commit();
        return tickets;
    }

    private static async Task<double> TimeAsync(Func<Task> work)
    {
        var clock = Stopwatch.StartNew();
        await work();
        return clock.Elapsed.TotalMilliseconds;
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
