using System.Globalization;
using System.Text;
using System.Text.Json;
using Npgsql;
using PeerPlatform.Testing;
using RabbitMQ.Client;

namespace PeerPlatform.Faults.Tests;

/// <summary>All faults, as data: what is called how, and what is done.</summary>
internal static class Scenarios
{
    private const int Least = 60;
    private const int Many = 2000;

    /// <summary>Places of the code where a process dies as if killed, by service; see <c>FaultPoint</c>.</summary>
    private static readonly (string Service, string Point)[] Points =
    [
        ("assessment", "answer-before-commit"), ("assessment", "answer-after-commit"),
        ("assessment", "outbox-after-commit"), ("assessment", "outbox-after-publish"), ("assessment", "outbox-before-settle"),
        ("reporting", "inbox-before-commit"), ("reporting", "inbox-after-commit"),
        ("tenancy", "onboarding-before-preview"), ("tenancy", "onboarding-before-commit"), ("tenancy", "onboarding-after-commit"),
        ("tenancy", "outbox-after-publish"),
    ];

    public static IReadOnlyList<Scenario> All { get; } =
    [
        new("Nothing happens", Least, Many, fault => fault.Load.ProgressAsync(Least)) { NothingFails = true },
        new("kill -9 of each service at random", Least, Many, KillEachAsync) { LongOnly = true },
        new("kill -9 between commit, publish, delete and ack", Least, Many, KillAtPointsAsync),
        new("kill -9 of two at once", Least, Many, KillTwoAsync) { LongOnly = true },
        new("rolling restart by SIGTERM under load", Least, Many, RollingRestartAsync) { NothingFails = true, LongOnly = true },
        new("broker killed, away, started again", Least, Many, fault => AwayAsync(fault, "rabbitmq", fault.Seconds(10, 60))),
        new("broker stopped, its data wiped", Least, Many, BrokerWipedAsync) { LongOnly = true },
        new("PostgreSQL killed and started again", Least, Many, fault => AwayAsync(fault, "postgres", fault.Seconds(2, 20))),
        new("connection cut during COMMIT", Least, Many, CutCommitsAsync) { LongOnly = true },
        new("every message 2 to 5 times, late, in another order", Least, Many, MixedUpAsync) { LongOnly = true },
        new("poison", Least, Many, PoisonAsync) { Letters = PoisonLetters },
        new("dead letters replayed", Least, Many, ReplayAsync),
        new("Redis killed, away, empty when it is back", Least, Many, fault => AwayAsync(fault, "redis", fault.Seconds(3, 30))),
        new("SIGSTOP of a replica of each service", Least, Many, HangAsync) { LongOnly = true },
        new("slow consumer", Least, Many, SlowConsumerAsync) { LongOnly = true },
        new("backlog, memory bounded", Least, Many, BacklogAsync) { LongOnly = true },
        new("black-holed connections to PostgreSQL and broker", Least, Many, BlackHolesAsync) { LongOnly = true },
        new("backed up under load, restored elsewhere without broker and Redis", Least, Many, RestoredElsewhereAsync) { LongOnly = true },
        new("disk full under assessment's tables", Least, Many, DiskFullAsync) { LongOnly = true, NeedsRoot = true },
        new("clock 90 minutes ahead, then behind, on one process", Least, Many, ClockAsync) { LongOnly = true },
        new("this version and the one before side by side, there and back", Least, Many, UpgradeAsync) { NothingFails = true, NeedsVersionBefore = true },
    ];

    private const int PoisonLetters = 3;

    private static readonly string[] Readers = ["reporting-1", "reporting-2"];

    private static async Task KillEachAsync(Fault fault)
    {
        foreach (var service in LocalProduction.Services.Append("gateway"))
        {
            await fault.Load.ProgressAsync(fault.Random.Next(5, 20));
            await fault.KillAndStartAsync(service == "gateway" ? service : fault.Any(service));
        }
    }

    private static async Task KillAtPointsAsync(Fault fault)
    {
        // Two points at a time, one on each replica; in the short form every service once.
        var points = fault.IsLong ? Points : [.. Points.GroupBy(p => p.Service).SelectMany(g => Pick(fault.Random, [.. g], 2))];
        var rounds = points.GroupBy(p => p.Service).SelectMany(g => g.Select((p, i) => (p.Service, p.Point, Round: i / 2, Replica: (i % 2) + 1))).GroupBy(p => p.Round);
        foreach (var round in rounds)
        {
            await Task.WhenAll(round.Select(async dies =>
            {
                var name = $"{dies.Service}-{dies.Replica.ToString(CultureInfo.InvariantCulture)}";
                fault.Platform.Set(name, "PEERPLATFORM_DIE_AT", dies.Point);
                await fault.Platform.StopAsync(name);
                await fault.Platform.StartToDieAsync(name);
                await Patience.UntilAsync(() => !fault.Platform.Runs(name), $"{name} dies at {dies.Point}");
                fault.Platform.Set(name, "PEERPLATFORM_DIE_AT", null);
                await fault.KillAndStartAsync(name);
            }));
        }
    }

    private static (string Service, string Point)[] Pick(Random random, (string, string)[] of, int count)
    {
        random.Shuffle(of);
        return of[..Math.Min(count, of.Length)];
    }

    private static async Task KillTwoAsync(Fault fault)
    {
        string[][] pairs = [["assessment-1", "assessment-2"], [fault.Any("reporting"), fault.Any("tenancy")], ["reporting-1", "reporting-2"], ["tenancy-1", "tenancy-2"]];
        foreach (var pair in pairs[..fault.Count(2, 4)])
        {
            await fault.Load.ProgressAsync(10);
            await fault.KillAndStartAsync(pair);
        }
    }

    private static Task RollingRestartAsync(Fault fault) => ReplaceAsync(
        fault,
        LocalProduction.Services.Take(fault.Count(2, 4)).SelectMany(s => new[] { $"{s}-1", $"{s}-2" }),
        fault.Platform.StartAsync,
        between: 10);

    /// <summary>Started as the version before: the databases expand, then each service has one replica of both, then this version alone, then the one before again.</summary>
    private static async Task UpgradeAsync(Fault fault)
    {
        const int Between = 100;
        var replicas = new[] { 1, 2 }.SelectMany(replica => LocalProduction.Services.Select(s => string.Create(CultureInfo.InvariantCulture, $"{s}-{replica}"))).ToList();
        await fault.Load.ProgressAsync(Between);
        foreach (var service in LocalProduction.ServicesWithDatabase)
        {
            await fault.Platform.MigrateAsync(service);
        }

        await fault.Load.ProgressAsync(Between);
        await ReplaceAsync(fault, replicas, fault.Platform.StartAsync, Between);
        await ReplaceAsync(fault, replicas, name => fault.Platform.StartAsBuiltByAsync(RunningLocalProduction.VersionBefore!, name), Between);
    }

    /// <summary>Each ends by SIGTERM and is there again before the next one ends.</summary>
    /// <param name="between">Commands answered in between.</param>
    private static async Task ReplaceAsync(Fault fault, IEnumerable<string> replicas, Func<string, Task> start, int between)
    {
        foreach (var name in replicas)
        {
            await fault.Platform.StopAsync(name);
            await start(name);
            await fault.Load.ProgressAsync(between);
        }
    }

    private static async Task AwayAsync(Fault fault, string server, TimeSpan away)
    {
        await fault.Load.ProgressAsync(20);
        await fault.Platform.KillAsync(server);
        await Patience.PassAsync(away);
        await fault.Platform.StartAsync(server);
        await fault.Load.ProgressAsync(20);
    }

    private static async Task BrokerWipedAsync(Fault fault)
    {
        await fault.Load.ProgressAsync(20);
        await StopReadingAsync(fault);
        await fault.Platform.StopAsync("rabbitmq");
        foreach (var mnesia in Directory.GetDirectories(fault.Platform.Folder, "mnesia", SearchOption.AllDirectories))
        {
            Directory.Delete(mnesia, recursive: true);
            Directory.CreateDirectory(mnesia);
        }

        await fault.Platform.StartAsync("rabbitmq");
        await Task.WhenAll(Readers.Select(fault.Platform.StartAsync));
        await fault.Load.ProgressAsync(20);
    }

    /// <summary>Until the broker has confirmed what nobody has read.</summary>
    private static async Task StopReadingAsync(Fault fault)
    {
        await Task.WhenAll(Readers.Select(fault.Platform.KillAsync));
        await Patience.UntilAsync(async () => await fault.Broker.CountAsync(Broker.WaveClosedQueue) > 0, "events wait for reporting");
        fault.Seen.Add($"{await fault.Broker.CountAsync(Broker.WaveClosedQueue)} events only the broker had");
    }

    private static async Task RestoredElsewhereAsync(Fault fault)
    {
        await fault.Load.ProgressAsync(fault.Count(50, 500));
        await StopReadingAsync(fault);
        var before = fault.Ledger.Read();
        var data = await Elsewhere.BackUpAsync(fault.Platform);
        await Task.WhenAll(Readers.Select(fault.Platform.StartAsync));
        await using var restored = await LocalProduction.StartRestoredAsync(data);

        var promises = new Promises(restored, Broker.Of(restored));
        List<string> broken = [];
        try
        {
            await Patience.UntilAsync(
                async () => (broken = await promises.BrokenAfterRestoreAsync(before, fault.Ledger.Read(), fault.Run)).Count == 0, "what was restored is whole");
        }
        catch (TimeoutException)
        {
            Assert.Fail(string.Join('\n', broken.Take(20)));
        }

        using var nora = await SignedIn.AsAsync(restored.Portal, "nora@network.example", "quiet-harbor-lantern");
        Assert.NotEqual(JsonValueKind.Undefined, (await nora.GetJsonAsync("/api/tenancy/v1/me")).ValueKind);
    }

    private static async Task CutCommitsAsync(Fault fault)
    {
        await using var cutter = new CommitCutter(fault.Platform.PostgresPort, fault.Random.Next());
        await using var behind = await fault.WithAsync("assessment-1", Behind(fault, "assessment", cutter.Port));
        await using var other = await fault.WithAsync("reporting-1", Behind(fault, "reporting", cutter.Port));
        cutter.Begin();
        await Patience.UntilAsync(() => cutter.Cut >= fault.Count(10, 200), "commits are cut");
        cutter.End();
        fault.Seen.Add($"{cutter.Cut} commits cut");
    }

    private static (string Key, string? Value) Behind(Fault fault, string service, int port) => (
        $"ConnectionStrings__{service}",
        new NpgsqlConnectionStringBuilder(fault.Platform.ConnectionString(service)) { Host = "127.0.0.1", Port = port }.ConnectionString);

    /// <summary>Nobody reads for a while; then what has gathered comes several times and in another order.</summary>
    private static async Task MixedUpAsync(Fault fault)
    {
        await Task.WhenAll(fault.Platform.StopAsync("reporting-1"), fault.Platform.StopAsync("reporting-2"));
        await fault.Load.ProgressAsync(fault.Count(60, 1500));
        foreach (var queue in Broker.Queues)
        {
            var letters = await fault.Broker.TakeAllAsync(queue);
            var copies = letters.SelectMany(l => Enumerable.Repeat(l, fault.Random.Next(2, 6))).ToArray();
            fault.Random.Shuffle(copies);
            await fault.Broker.PutAsync(queue, copies);
            fault.Seen.Add($"{letters.Count} messages as {copies.Length}");
        }

        await Task.WhenAll(fault.Platform.StartAsync("reporting-1"), fault.Platform.StartAsync("reporting-2"));
    }

    private static async Task PoisonAsync(Fault fault)
    {
        await fault.Load.ProgressAsync(10);
        static BasicProperties Of(string type) => new()
        {
            MessageId = Guid.NewGuid().ToString(), ContentType = "application/json", DeliveryMode = DeliveryModes.Persistent,
            Headers = new Dictionary<string, object?> { ["event"] = type },
        };
        await fault.Broker.PutAsync(
            Broker.WaveClosedQueue,
            [
                new Letter(Of("PeerPlatform.Contracts.Events.WaveClosed"), Encoding.UTF8.GetBytes("{ this is no JSON")),
                new Letter(Of("PeerPlatform.Contracts.Events.WaveClosed"), Encoding.UTF8.GetBytes("""{"agencyId":null}""")),
                new Letter(Of("PeerPlatform.Contracts.Events.NobodyKnowsThis"), Encoding.UTF8.GetBytes("{}")),
            ]);
        await Patience.UntilAsync(
            async () => await fault.Broker.CountAsync(Broker.DeadOf(Broker.WaveClosedQueue)) == PoisonLetters, "poison becomes dead letters");
    }

    /// <summary>Real events among the dead letters: the operator replays them all, and they have their effect once.</summary>
    private static async Task ReplayAsync(Fault fault)
    {
        await Task.WhenAll(fault.Platform.StopAsync("reporting-1"), fault.Platform.StopAsync("reporting-2"));
        await fault.Load.ProgressAsync(fault.Count(40, 1000));
        var letters = await fault.Broker.TakeAllAsync(Broker.WaveClosedQueue);
        await fault.Platform.StartAsync("reporting-1");
        await fault.Broker.PutAsync(Broker.DeadOf(Broker.WaveClosedQueue), letters);
        await fault.Platform.StartAsync("reporting-2");
        var ended = await Command.RunAsync(
            "dotnet",
            Checkout.Root,
            [Checkout.HostOf("reporting"), "dead-letters", "replay", "--all"],
            fault.Platform.Settings("reporting-1").ToDictionary(s => s.Key, s => (string?)s.Value));
        Assert.True(ended.Code == 0 && ended.Output.Contains($"Replayed: {letters.Count}", StringComparison.Ordinal), $"dead-letters replay: {ended}");
        fault.Seen.Add($"{letters.Count} letters");
    }

    private static async Task HangAsync(Fault fault)
    {
        var hung = new[] { "assessment", "reporting", "tenancy" }.Select(fault.Any).ToArray();
        await fault.Load.ProgressAsync(10);
        await Task.WhenAll(hung.Select(fault.Platform.HangAsync));
        await Patience.PassAsync(fault.Seconds(10, 60));
        await Task.WhenAll(hung.Select(fault.Platform.GoOnAsync));
        await fault.Load.ProgressAsync(20);
    }

    /// <summary>Somebody holds reporting's table, so that every event waits.</summary>
    private static async Task SlowConsumerAsync(Fault fault)
    {
        await using var connection = new NpgsqlConnection(fault.Platform.Administrator("reporting"));
        await connection.OpenAsync();
        for (var i = 0; i < fault.Count(2, 10); i++)
        {
            await using var transaction = await connection.BeginTransactionAsync();
            await using var hold = new NpgsqlCommand("""LOCK TABLE "Facts" IN ACCESS EXCLUSIVE MODE""", connection, transaction);
            await hold.ExecuteNonQueryAsync();
            await Patience.PassAsync(TimeSpan.FromSeconds(3));
        }

        await fault.Load.ProgressAsync(20);
    }

    private static async Task BacklogAsync(Fault fault)
    {
        const long BoundedBy = 400L * 1024 * 1024;
        await Task.WhenAll(fault.Platform.StopAsync("reporting-1"), fault.Platform.StopAsync("reporting-2"));
        await Patience.UntilAsync(async () => await fault.Broker.CountAsync(Broker.AgencyQueue) > 0, "an agency's event waits");
        var letters = await fault.Broker.TakeAllAsync(Broker.AgencyQueue);
        var backlog = fault.Count(5_000, 100_000);
        await fault.Broker.PutAsync(Broker.AgencyQueue, letters.Concat(Enumerable.Range(letters.Count, backlog).Select(_ => letters[0].AsNew())));
        await Task.WhenAll(fault.Platform.StartAsync("reporting-1"), fault.Platform.StartAsync("reporting-2"));
        var most = 0L;
        await Patience.UntilAsync(
            async () =>
            {
                most = new[] { "reporting-1", "reporting-2" }.Select(fault.Platform.MemoryOf).Append(most).Max();
                return await fault.Broker.CountAsync(Broker.AgencyQueue) == 0;
            },
            $"a backlog of {backlog} is worked off",
            TimeSpan.FromMinutes(20));
        fault.Seen.Add($"{backlog} messages, at most {most / 1024 / 1024} MiB a process");
        Assert.True(most < BoundedBy, $"A backlog of {backlog} took {most / 1024 / 1024} MiB of memory.");
    }

    private static async Task BlackHolesAsync(Fault fault)
    {
        await using var database = new FrozenLine(fault.Platform.PostgresPort);
        await using var messages = new FrozenLine(fault.Platform.RabbitPort);
        var settings = fault.Platform.Settings("reporting-1");
        await using var behind = await fault.WithAsync(
            "reporting-1",
            Behind(fault, "reporting", database.Port),
            ("Messaging__RabbitMq", new UriBuilder(settings["Messaging__RabbitMq"]) { Host = "127.0.0.1", Port = messages.Port }.Uri.ToString()));
        var address = fault.Platform.AddressOf("reporting-1")!;
        await fault.Load.ProgressAsync(20);
        messages.Freeze();
        var broker = await Patience.UntilAsync(
            () => LocalProduction.SaysAsync(new Uri(address, "/health"), code => code != 200), "a black-holed broker is noticed", Patience.Notice);
        messages.FreezeOpen();
        messages.Thaw();
        await Patience.UntilAsync(() => LocalProduction.SaysAsync(new Uri(address, "/health"), code => code == 200), "the broker is back");
        database.Freeze();
        var postgres = await Patience.UntilAsync(
            () => LocalProduction.SaysAsync(new Uri(address, "/health/ready"), code => code != 200), "a black-holed database is noticed", Patience.Notice);
        database.FreezeOpen();
        database.Thaw();
        await fault.Platform.ReadyAsync("reporting-1");
        fault.Seen.Add(string.Create(CultureInfo.InvariantCulture, $"broker noticed after {broker.TotalSeconds:0} s, PostgreSQL after {postgres.TotalSeconds:0} s"));
    }

    /// <summary>Tables and indexes of assessment lie on a disk that is full for a while: a clean 503 is said, and nothing else.</summary>
    private static async Task DiskFullAsync(Fault fault)
    {
        const int Megabytes = 256;
        await using var disk = await SmallDisk.MountAsync(Megabytes, owner: "postgres");
        await fault.WithoutAsync("assessment", $"CREATE TABLESPACE small LOCATION '{disk.Folder}'", "ALTER DATABASE assessment SET TABLESPACE small");
        try
        {
            await fault.Load.ProgressAsync(10);
            fault.Load.Commands.Unanswered.Clear();
            disk.Fill();
            var refused = fault.Count(20, 200);
            const string Clean = "503 urn:peerplatform:database-silent";
            await Patience.UntilAsync(() => fault.Load.Commands.Unanswered.GetValueOrDefault(Clean) >= refused, $"{refused} times a clean 503");
            disk.Free();
            await fault.Load.ProgressAsync(20);
            Assert.Equal(Clean, Assert.Single(fault.Load.Commands.Unanswered.Keys));
            fault.Seen.Add($"{fault.Load.Commands.Unanswered[Clean]} times a clean 503");
        }
        finally
        {
            disk.Free();
            await fault.WithoutAsync("assessment", "ALTER DATABASE assessment SET TABLESPACE pg_default", "DROP TABLESPACE small");
        }
    }

    private static async Task ClockAsync(Fault fault)
    {
        foreach (var offset in new[] { "+90m", "-90m" }.Take(fault.Count(2, 2)))
        {
            var name = fault.Any("assessment");
            await using var shifted = await fault.WithAsync(
                name, ("LD_PRELOAD", Faketime()), ("FAKETIME", offset), ("DONT_FAKE_MONOTONIC", "1"), ("FAKETIME_DONT_FAKE_MONOTONIC", "1"));
            await fault.Load.ProgressAsync(30);
        }
    }

    private static string Faketime() =>
        Directory.GetDirectories("/usr/lib").Select(folder => Path.Combine(folder, "faketime", "libfaketimeMT.so.1")).FirstOrDefault(File.Exists)
            ?? throw new InvalidOperationException("faketime is not installed: run ./test.sh, which installs it.");
}
