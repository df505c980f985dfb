using System.Diagnostics;
using System.Globalization;
using Npgsql;
using NpgsqlTypes;
using PeerPlatform.Testing;

namespace PeerPlatform.Bench;

/// <summary>
/// The production topology on this machine: PostgreSQL, RabbitMQ and Redis, two replicas of each service, and the load generator,
/// all on the same cores. While answers come in, waves close one after the other, and it is watched when reporting has their facts.
/// </summary>
internal static class ProductionFigures
{
    private const int Answers = 40_000;
    private const string Password = "quiet-harbor-lantern";
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan OfPages = TimeSpan.FromSeconds(10);

    public static async Task<IReadOnlyList<Figure>> MeasureAsync()
    {
        await using var production = await LocalProduction.StartPublishedAsync(await PublishAsync());
        using (var idle = new PeriodicTimer(Idle))
        {
            await idle.WaitForNextTickAsync();
        }

        var memory = LocalProduction.Services
            .Select(s => (Service: s, Replicas: new[] { $"{s}-1", $"{s}-2" }))
            .Append((Service: "gateway", Replicas: ["gateway"]))
            .Select(s => (s.Service, Own: s.Replicas.Max(r => MiB(production.ShareOfMemoryOf(r))), Resident: s.Replicas.Max(r => MiB(production.MemoryOf(r)))))
            .ToList();

        using var casey = await SignedIn.AsAsync(production.Portal, "casey.coordinator@massup.example", Password);
        var wave = await OpenAsync(casey, "cbi");
        var warmUp = await WriteTicketsAsync(production, wave, Answers / 4);
        await AnswerLoad.RunAsync(production.Collect, warmUp);

        var tickets = await WriteTicketsAsync(production, wave, Answers);
        using var loaded = new CancellationTokenSource();
        var delays = DelaysAsync(production, casey, loaded.Token);
        var load = await AnswerLoad.RunAsync(production.Collect, tickets);
        await loaded.CancelAsync();
        var seen = (await delays).Order().ToList();

        var answerBytes = await BytesAsync(production, "assessment", "Answers", "Tickets") / (double)await production.CountAsync("assessment", """SELECT count(*) FROM "Answers" """);
        var pages = await PagesAsync(production, (await WriteTicketsAsync(production, wave, 1))[0]);
        string[] ofMembers = ["Members", "Accounts", "Teams"];
        var before = await BytesAsync(production, "tenancy", ofMembers);
        using var nora = await SignedIn.AsAsync(production.Portal, "nora@network.example", Password);
        var clock = Stopwatch.StartNew();
        await LargeAgency.FiftyThousand.OnboardAsync(nora);
        var onboarding = clock.Elapsed.TotalSeconds;
        var memberBytes = (await BytesAsync(production, "tenancy", ofMembers) - before) / (double)LargeAgency.FiftyThousand.Members;
        var p99 = seen.Count == 0 ? double.NaN : seen[(int)(seen.Count * 0.99)];
        return
        [
            new Figure($"production topology: durable answers through the gateway, 50 connections, {Answers:N0} answers", "≥ 800/s, p99 ≤ 150 ms",
                Text($"{load.PerSecond:N0}/s, p99 {load.P99:F0} ms, {load.Failed} failed"), load is { PerSecond: >= 800, P99: <= 150, Failed: 0 }),
            new Figure("from a wave's closing to its facts in reporting, under that load, p99", "≤ 2 s",
                Text($"{p99:F2} s of {seen.Count} closings, median {(seen.Count == 0 ? double.NaN : seen[seen.Count / 2]):F2} s"), p99 <= 2),
            new Figure("idle memory of a service, own and its share of what is mapped by several, the larger replica (in brackets: resident, all shared files counted whole)", "≤ 130 MiB",
                string.Join(", ", memory.Select(m => Text($"{m.Service} {m.Own:F0} ({m.Resident:F0}) MiB"))), memory.TrueForAll(m => m.Own <= 130)),
            new Figure("a survey's first page through gateway and portal, 50 connections", "no bound", Text($"{pages.PerSecond:N0}/s, p99 {pages.P99:F0} ms, {pages.Failed} failed"), pages.Failed == 0),
            new Figure($"{LargeAgency.FiftyThousand.Members:N0} members onboarded on PostgreSQL (upload, preview, import)", "no bound", Text($"{onboarding:F1} s"), true),
            new Figure("bytes in PostgreSQL, indexes included", "no bound", Text($"{answerBytes:F0} an answer with its ticket, {memberBytes:F0} a member"), true),
        ];
    }

    private static double MiB(long bytes) => bytes / (1024.0 * 1024);

    /// <summary>All hosts as the Dockerfile publishes them; returns the folder.</summary>
    private static async Task<string> PublishAsync()
    {
        var folder = Checkout.At("artifacts", "bench");
        foreach (var name in LocalProduction.Services.Append("gateway"))
        {
            var published = await Command.RunAsync(
                "dotnet",
                Checkout.Root,
                [
                    "publish", Checkout.HostProjectOf(name), "--configuration", "Release", "--runtime", "linux-x64", "--self-contained", "false", "--nologo",
                    "--verbosity", "quiet", "-p:RunAnalyzers=false", "--artifacts-path", Path.Combine(folder, "build"), "--output", Path.Combine(folder, name),
                ]);
            if (published.Code != 0)
            {
                throw new InvalidOperationException($"Publishing {name}: {published.Output}{published.Errors}");
            }
        }

        return folder;
    }

    private static async Task<Guid> OpenAsync(HttpClient coordinator, string instrument) => Guid.Parse((await coordinator.PostAsync("/api/assessment/v1/waves", new
    {
        title = "Everybody",
        instrument,
        teamIds = Array.Empty<string>(),
        closesOn = DateOnly.FromDateTime(DateTime.UtcNow.AddDays(14)),
    })).GetProperty("id").GetString()!);

    private static async Task<List<string>> WriteTicketsAsync(LocalProduction production, Guid wave, int count)
    {
        var tickets = AnswerLoad.Tickets(count);
        await using var connection = new NpgsqlConnection(production.Administrator("assessment"));
        await connection.OpenAsync();
        await using var copy = await connection.BeginBinaryImportAsync("""COPY "Tickets" ("Hash", "WaveId", "Used") FROM STDIN (FORMAT BINARY)""");
        foreach (var ticket in tickets)
        {
            await copy.StartRowAsync();
            await copy.WriteAsync(AnswerLoad.HashOf(ticket), NpgsqlDbType.Bytea);
            await copy.WriteAsync(wave, NpgsqlDbType.Uuid);
            await copy.WriteAsync(false, NpgsqlDbType.Boolean);
        }

        await copy.CompleteAsync();
        return tickets;
    }

    /// <summary>Seconds from the answer "closed" until reporting has the facts, one wave after the other until it is enough.</summary>
    private static async Task<List<double>> DelaysAsync(LocalProduction production, HttpClient coordinator, CancellationToken enough)
    {
        var delays = new List<double>();
        await using var reporting = new NpgsqlConnection(production.Administrator("reporting"));
        await reporting.OpenAsync(CancellationToken.None);
        while (!enough.IsCancellationRequested)
        {
            var wave = await OpenAsync(coordinator, "pressures");
            await coordinator.PostAsync($"/api/assessment/v1/waves/{wave}/close");
            var clock = Stopwatch.StartNew();
            await Eventually.HoldsAsync(() => HasFactsAsync(reporting, wave), $"facts of {wave}");
            delays.Add(clock.Elapsed.TotalSeconds);
        }

        return delays;
    }

    private static async Task<LoadResult> PagesAsync(LocalProduction production, string ticket)
    {
        using var person = SignedIn.Nobody(production.Collect);
        var page = new Uri($"/collect/s/{ticket}", UriKind.Relative);
        async Task<bool> OnceAsync()
        {
            using var answer = await person.GetAsync(page);
            await answer.Content.ReadAsByteArrayAsync();
            return answer.IsSuccessStatusCode;
        }

        await LoadResult.RunAsync(50, OfPages, _ => OnceAsync());
        return await LoadResult.RunAsync(50, OfPages, _ => OnceAsync());
    }

    /// <summary>Of the tables named that there are, with their indexes.</summary>
    private static Task<long> BytesAsync(LocalProduction production, string service, params string[] tables) => production.CountAsync(
        service,
        $"""
        SELECT coalesce(sum(pg_total_relation_size(oid)), 0)::bigint FROM pg_class WHERE relkind = 'r' AND relname IN ({string.Join(',', tables.Select(t => $"'{t}'"))})
        """);

    private static async Task<bool> HasFactsAsync(NpgsqlConnection reporting, Guid wave)
    {
        await using var look = new NpgsqlCommand("""SELECT count(*) FROM "Facts" WHERE "WaveId" = $1""", reporting);
        look.Parameters.AddWithValue(wave);
        return (long)(await look.ExecuteScalarAsync())! == 1;
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
