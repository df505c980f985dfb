using System.Diagnostics;
using System.Globalization;
using Npgsql;
using PeerPlatform.Testing;

namespace PeerPlatform.Faults.Tests;

/// <summary>The set-up of deploy/local: every server and service as a process of its own, which the tests stop, kill, hang and start.</summary>
internal sealed class LocalProduction
{
    /// <summary>The services that have two replicas.</summary>
    public static readonly string[] Services = ["tenancy", "assessment", "reporting", "portal"];

    private static readonly string[] ServicesWithDatabase = ["tenancy", "assessment", "reporting"];
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

    public string Folder { get; }

    public Uri Portal => new(_addresses["PORTAL"]);

    public Uri Collect => new(_addresses["COLLECT"]);

    public int PostgresPort => Number(_addresses["POSTGRES_PORT"]);

    public int RabbitPort => Number(_addresses["RABBITMQ_PORT"]);

    /// <summary>Starts one of its own, or uses the one of the data folder that <c>FAULTS_DATA</c> names and leaves it running.</summary>
    public static async Task<LocalProduction> StartAsync()
    {
        if (Environment.GetEnvironmentVariable("FAULTS_DATA") is { Length: > 0 } running)
        {
            return new LocalProduction(running, false, Read(Path.Combine(running, "addresses.env")));
        }

        // Not a folder of ours alone: PostgreSQL's own user must get to its folder below.
        var folder = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), $"peerplatform-faults-{Guid.NewGuid():N}")).FullName;
        var data = Path.Combine(folder, "data");
        await ScriptAsync(
            folder, "up.sh", "--data", data, "--port", FreePort.Row(60)[0].ToString(CultureInfo.InvariantCulture), "--demo", "case", "--no-build");
        return new LocalProduction(data, true, Read(Path.Combine(data, "addresses.env")));
    }

    public async Task EndAsync()
    {
        if (!_isOwn)
        {
            return;
        }

        await ScriptAsync(Path.GetDirectoryName(Folder)!, "down.sh", "--data", Folder);
        Directory.Delete(Path.GetDirectoryName(Folder)!, recursive: true);
    }

    /// <summary>Starts it, and returns once it says that it is ready.</summary>
    public async Task StartAsync(string name)
    {
        await DoAsync("start", name);
        await ReadyAsync(name);
    }

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

    public Task KillAsync(string name) => DoAsync("kill", name);

    public Task HangAsync(string name) => DoAsync("hang", name);

    public Task GoOnAsync(string name) => DoAsync("go", name);

    public bool Runs(string name) => PidOf(name) is { } pid && Directory.Exists($"/proc/{Text(pid)}")
        && !File.ReadAllText($"/proc/{Text(pid)}/stat").Contains(") Z ", StringComparison.Ordinal);

    /// <summary>Bytes of memory that the process has in use now.</summary>
    public long MemoryOf(string name)
    {
        using var process = Process.GetProcessById(PidOf(name) ?? throw new InvalidOperationException($"{name} does not run."));
        return process.WorkingSet64;
    }

    public Task ReadyAsync(string name) => AddressOf(name) is { } address
        ? Patience.UntilAsync(() => SaysAsync(new Uri(address, "/health/ready"), code => code == 200), $"{name} is ready")
        : Task.CompletedTask;

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

    public async Task<long> CountAsync(string service, string sql) => (await QueryAsync(service, sql, r => r.GetInt64(0)))[0];

    public string Administrator(string service)
    {
        var app = new NpgsqlConnectionStringBuilder(ConnectionString(service));
        return new NpgsqlConnectionStringBuilder
        {
            Host = "127.0.0.1", Port = PostgresPort, Database = app.Database, Username = "postgres", Pooling = false, Timeout = 5, CommandTimeout = 20,
        }.ConnectionString;
    }

    public string ConnectionString(string service) => Settings($"{service}-1")[$"ConnectionStrings__{service}"];

    public static IReadOnlyList<string> Databases => ServicesWithDatabase;

    private Task DoAsync(string verb, string name) => ScriptAsync(Folder, "process.sh", "--data", Folder, verb, name);

    private int? PidOf(string name)
    {
        var file = Path.Combine(Folder, "run", $"{name}.pid");
        return File.Exists(file) ? Number(File.ReadAllText(file).Trim()) : null;
    }

    private string EnvironmentFile(string name) => Path.Combine(Folder, "env", name);

    private static async Task ScriptAsync(string folder, string script, params string[] arguments)
    {
        // Into a file: what the script starts would keep a pipe open.
        var said = Path.Combine(folder, $"{script}-{Guid.NewGuid():N}.txt");
        using var process = Process.Start(new ProcessStartInfo(
            "bash", ["-c", "out=$1; shift; exec bash \"$@\" >\"$out\" 2>&1 </dev/null", "bash", said, Checkout.At("deploy", "local", script), .. arguments])
        {
            WorkingDirectory = Checkout.Root,
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
