using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace PeerPlatform.Testing;

/// <summary>
/// The production topology on this machine, as <c>deploy/local</c> starts it: every server and service a process of its own, which
/// the tests stop, kill, hang and start.
/// </summary>
public sealed class LocalProduction : IAsyncDisposable
{
    /// <summary>The services that have two replicas.</summary>
    public static IReadOnlyList<string> Services { get; } = ["tenancy", "assessment", "recruitment", "training", "reporting", "portal"];

    /// <summary>Those of them that keep something.</summary>
    public static IReadOnlyList<string> ServicesWithDatabase { get; } = ["tenancy", "assessment", "recruitment", "training", "reporting"];

    private static readonly string[] Limits = ["Address", "SignIn", "SignInName", "Account", "Client", "Upload", "Collect"];
    private static readonly HttpClient Health = new(new SocketsHttpHandler { UseProxy = false, PooledConnectionLifetime = TimeSpan.FromSeconds(1) })
    {
        Timeout = TimeSpan.FromSeconds(3),
    };

    private readonly Dictionary<string, string> _addresses;

    private readonly bool _isOwn;

    private LocalProduction(string folder, bool isOwn, Dictionary<string, string> addresses)
    {
        Folder = folder;
        _isOwn = isOwn;
        _addresses = addresses;
    }

    /// <summary>Holds data, logs, settings, and a file with the number of each process.</summary>
    public string Folder { get; }

    /// <summary>Base address of portal and API.</summary>
    public Uri Portal => new(_addresses["PORTAL"]);

    /// <summary>Base address of the collecting side.</summary>
    public Uri Collect => new(_addresses["COLLECT"]);

    /// <summary>Where PostgreSQL listens.</summary>
    public int PostgresPort => Number(_addresses["POSTGRES_PORT"]);

    /// <summary>Where RabbitMQ listens.</summary>
    public int RabbitPort => Number(_addresses["RABBITMQ_PORT"]);

    /// <summary>
    /// Starts one of its own with the demonstration data, or uses the one of the data folder that <c>FAULTS_DATA</c> names and leaves
    /// it running. What a whole network does comes from one address here, so that limits are raised.
    /// </summary>
    /// <param name="settings">Further settings of every process, as <c>Key__Part=value</c>.</param>
    public static Task<LocalProduction> StartAsync(params string[] settings) => UpAsync(Checkout.Root, ["--no-build"], settings);

    /// <summary>The same, as another checkout built it.</summary>
    public static Task<LocalProduction> StartBuiltByAsync(string checkout, params string[] settings) => UpAsync(checkout, ["--no-build"], settings);

    /// <summary>The same, of what was published into a folder of each service's and the gateway's name, as the Dockerfile publishes.</summary>
    public static Task<LocalProduction> StartPublishedAsync(string folder) => UpAsync(Checkout.Root, ["--published", folder], []);

    /// <summary>Another one, of databases and secrets that lie in the data folder already; nothing else is there. Ends with its folder's parent.</summary>
    public static Task<LocalProduction> StartRestoredAsync(string data) => UpAsync(Checkout.Root, data, ["--demo", "none", "--no-build"], []);

    private static Task<LocalProduction> UpAsync(string checkout, string[] what, string[] settings)
    {
        if (Environment.GetEnvironmentVariable("FAULTS_DATA") is { Length: > 0 } running)
        {
            return Task.FromResult(new LocalProduction(running, false, Read(Path.Combine(running, "addresses.env"))));
        }

        // Not a folder of ours alone: PostgreSQL's own user must get to its folder below.
        var folder = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), $"peerplatform-production-{Guid.NewGuid():N}")).FullName;
        return UpAsync(checkout, Path.Combine(folder, "data"), ["--demo", "case", .. what], settings);
    }

    private static async Task<LocalProduction> UpAsync(string checkout, string data, string[] what, string[] settings)
    {
        await ScriptOfAsync(
            checkout,
            Path.GetDirectoryName(data)!,
            "up.sh",
            [
                "--data", data, "--port", FreePort.Row(60)[0].ToString(CultureInfo.InvariantCulture), .. what,
                .. Limits.Select(limit => $"Gateway__Limits__{limit}__Permits=10000000").Concat(settings).SelectMany(setting => new[] { "--set", setting }),
            ]);
        return new LocalProduction(data, true, Read(Path.Combine(data, "addresses.env")));
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_isOwn)
        {
            await ScriptAsync(Path.GetDirectoryName(Folder)!, "down.sh", "--data", Folder);
            Directory.Delete(Path.GetDirectoryName(Folder)!, recursive: true);
        }
    }

    /// <summary>Starts it, and returns once it says that it is ready.</summary>
    public async Task StartAsync(string name)
    {
        await DoAsync("start", name);
        await ReadyAsync(name);
    }

    /// <summary>Starts it as another checkout built it, on the same data and settings, and returns once it says that it is ready.</summary>
    public async Task StartAsBuiltByAsync(string checkout, string name)
    {
        await ScriptOfAsync(checkout, Folder, "process.sh", "--data", Folder, "start", name);
        await ReadyAsync(name);
    }

    /// <summary>Brings the service's database to the version of this checkout, as the chart's job does before an upgrade.</summary>
    public Task MigrateAsync(string service) => DoAsync("migrate", $"{service}-1");

    /// <summary>Starts it to see it die: it may be gone before it was ever ready.</summary>
    public async Task StartToDieAsync(string name)
    {
        try
        {
            await DoAsync("start", name);
        }
        catch (InvalidOperationException) when (!Runs(name))
        {
            // It was quick.
        }
    }

    /// <summary>SIGTERM, and waits until it has ended.</summary>
    public Task StopAsync(string name) => DoAsync("stop", name);

    /// <summary>Ends it without a chance to finish anything.</summary>
    public Task KillAsync(string name) => DoAsync("kill", name);

    /// <summary>Stops it from running while its connections stay open.</summary>
    public Task HangAsync(string name) => DoAsync("hang", name);

    /// <summary>Lets a hung process go on.</summary>
    public Task GoOnAsync(string name) => DoAsync("go", name);

    /// <summary>Starts whatever does not run, and lets go on what was stopped, so that a failed test leaves the next one a whole platform.</summary>
    public async Task MendAsync()
    {
        foreach (var name in (IEnumerable<string>)["postgres", "rabbitmq", "redis", .. Services.SelectMany(s => new[] { $"{s}-1", $"{s}-2" }), "gateway"])
        {
            if (Runs(name))
            {
                await GoOnAsync(name);
            }
            else
            {
                Set(name, "PEERPLATFORM_DIE_AT", null);
                await StartAsync(name);
            }
        }
    }

    /// <summary>True while the process is there.</summary>
    public bool Runs(string name) => PidOf(name) is { } pid && Directory.Exists($"/proc/{Text(pid)}")
        && !File.ReadAllText($"/proc/{Text(pid)}/stat").Contains(") Z ", StringComparison.Ordinal);

    /// <summary>Bytes of memory that the process has in use now.</summary>
    public long MemoryOf(string name)
    {
        using var process = Process.GetProcessById(PidOf(name) ?? throw new InvalidOperationException($"{name} does not run."));
        return process.WorkingSet64;
    }

    /// <summary>
    /// Bytes of memory that are there because of this process: its own, and its share of what others use too, such as the runtime's
    /// files ("Pss" of Linux).
    /// </summary>
    public long ShareOfMemoryOf(string name) =>
        1024L * File.ReadLines($"/proc/{Text(PidOf(name) ?? throw new InvalidOperationException($"{name} does not run."))}/smaps_rollup")
            .Where(line => line.StartsWith("Pss:", StringComparison.Ordinal))
            .Select(line => Number(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]))
            .Single();

    /// <summary>Returns once it says that it is ready.</summary>
    public Task ReadyAsync(string name) => AddressOf(name) is { } address
        ? Eventually.HoldsAsync(() => SaysAsync(new Uri(address, "/health/ready"), code => code == 200), $"{name} is ready")
        : Task.CompletedTask;

    /// <summary>Whether the status that the address answers with, 0 for none, is wanted.</summary>
    public static async Task<bool> SaysAsync(Uri address, Func<int, bool> wanted)
    {
        try
        {
            using var answer = await Health.GetAsync(address);
            return wanted((int)answer.StatusCode);
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            return wanted(0);
        }
    }

    /// <summary>The process's own HTTP/1.1 address; null for a server that is not ours.</summary>
    public Uri? AddressOf(string name)
    {
        var settings = Settings(name);
        return settings.TryGetValue("Kestrel__Endpoints__Http__Url", out var url) ? new Uri(url)
            : settings.TryGetValue("Gateway__Port", out var port) ? new Uri($"http://127.0.0.1:{port}")
            : null;
    }

    /// <summary>The environment that the process is started with.</summary>
    public Dictionary<string, string> Settings(string name) =>
        File.Exists(EnvironmentFile(name)) ? Read(EnvironmentFile(name)) : [];

    /// <summary>Changes the environment of the next start; null takes a setting away.</summary>
    public void Set(string name, string key, string? value)
    {
        var settings = Settings(name);
        settings.Remove(key);
        if (value is not null)
        {
            settings[key] = value;
        }

        File.WriteAllLines(EnvironmentFile(name), settings.Select(s => $"{s.Key}={s.Value}"));
    }

    /// <summary>The rows of a query on a service's database, as its administrator.</summary>
    public async Task<List<T>> QueryAsync<T>(string service, string sql, Func<NpgsqlDataReader, T> read)
    {
        await using var connection = new NpgsqlConnection(Administrator(service));
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The tests' own texts.
        command.CommandText = sql;
#pragma warning restore CA2100
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<T>();
        while (await reader.ReadAsync())
        {
            rows.Add(read(reader));
        }

        return rows;
    }

    /// <summary>The one number that a query on a service's database answers with.</summary>
    public async Task<long> CountAsync(string service, string sql) => (await QueryAsync(service, sql, r => r.GetInt64(0)))[0];

    /// <summary>A service's database as the role that may do anything, to look on from outside.</summary>
    public string Administrator(string service)
    {
        var app = new NpgsqlConnectionStringBuilder(ConnectionString(service));
        return new NpgsqlConnectionStringBuilder
        {
            Host = "127.0.0.1", Port = PostgresPort, Database = app.Database, Username = "postgres", Pooling = false, Timeout = 5, CommandTimeout = 20,
        }.ConnectionString;
    }

    /// <summary>With which the service itself reaches its database.</summary>
    public string ConnectionString(string service) => Settings($"{service}-1")[$"ConnectionStrings__{service}"];

    private Task DoAsync(string verb, string name) => ScriptAsync(Folder, "process.sh", "--data", Folder, verb, name);

    private int? PidOf(string name)
    {
        var file = Path.Combine(Folder, "run", $"{name}.pid");
        return File.Exists(file) ? Number(File.ReadAllText(file).Trim()) : null;
    }

    private string EnvironmentFile(string name) => Path.Combine(Folder, "env", name);

    private static Task ScriptAsync(string folder, string script, params string[] arguments) =>
        ScriptOfAsync(Checkout.Root, folder, script, arguments);

    private static async Task ScriptOfAsync(string checkout, string folder, string script, params string[] arguments)
    {
        // Into a file: what the script starts would keep a pipe open.
        var said = Path.Combine(folder, $"{script}-{Guid.NewGuid():N}.txt");
        using var process = Process.Start(new ProcessStartInfo(
            "bash", ["-c", "out=$1; shift; exec bash \"$@\" >\"$out\" 2>&1 </dev/null", "bash", said, Path.Combine(checkout, "deploy", "local", script), .. arguments])
        {
            WorkingDirectory = checkout,
            Environment = { ["CONFIGURATION"] = Checkout.Configuration },
        })!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{script} {string.Join(' ', arguments)} failed: {await File.ReadAllTextAsync(said)}");
        }

        File.Delete(said);
    }

    private static Dictionary<string, string> Read(string file) => File.ReadLines(file)
        .Where(line => line.Contains('=', StringComparison.Ordinal) && !line.StartsWith('#'))
        .Select(line => line.Split('=', 2))
        .ToDictionary(pair => pair[0].Trim(), pair => pair[1].Trim().Trim('"'));

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
