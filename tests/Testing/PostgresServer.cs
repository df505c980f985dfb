using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace PeerPlatform.Testing;

/// <summary>
/// A PostgreSQL of the test's own: a free port on 127.0.0.1, a folder of its own. It is killed when its standard input
/// closes, so that it does not outlive the tests' process, however that ends.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private const string Start = "exec 3<&0; (read -r ignored <&3; kill -9 $$ 2>/dev/null) & exec \"$@\" 3<&- </dev/null";
    private static readonly SemaphoreSlim SharedLock = new(1, 1);
    private static PostgresServer? _shared;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("postgres-tests-");
    private readonly string[] _settings;
    private Process? _process;

    private PostgresServer(string[] settings) => _settings = settings;

    public int Port { get; private set; }

    /// <summary>As the role that may do anything, to look on from outside.</summary>
    public string Administrator => ConnectionString("postgres", "postgres");

    /// <summary>One for all tests of a process; each takes databases of its own. It ends with the process.</summary>
    public static async Task<PostgresServer> SharedAsync()
    {
        await SharedLock.WaitAsync();
        try
        {
            return _shared ??= await StartAsync();
        }
        finally
        {
            SharedLock.Release();
        }
    }

    /// <summary>A fresh server.</summary>
    /// <param name="settings">Further settings, such as <c>max_connections=20</c>.</param>
    public static async Task<PostgresServer> StartAsync(params string[] settings)
    {
        var server = new PostgresServer(settings);
        try
        {
            await server.InitializeAsync();
            await server.StartOnFreePortAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>A database with an owning role and an app role that owns nothing, as an operator makes them.</summary>
    public async Task<PostgresDatabase> NewDatabaseAsync(string service)
    {
        var name = $"{service}_{Guid.NewGuid().ToString("N")[..8]}";
        await ExecuteAsync(
            Administrator,
            $"CREATE ROLE {name}_owner LOGIN NOSUPERUSER NOBYPASSRLS",
            $"CREATE ROLE {name}_app LOGIN NOSUPERUSER NOBYPASSRLS",
            $"CREATE DATABASE {name} OWNER {name}_owner TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C.UTF-8' LC_CTYPE 'C.UTF-8'");
        return new PostgresDatabase(
            ConnectionString(name, $"{name}_owner"), ConnectionString(name, $"{name}_app"), ConnectionString(name, "postgres"), $"{name}_app");
    }

    /// <summary>Ends the server as kill -9 does.</summary>
    public async Task KillAsync()
    {
        if (_process is { } process)
        {
            _process = null;
            process.StandardInput.Close();
            await process.WaitForExitAsync();
            process.Dispose();
        }
    }

    /// <summary>Starts the killed server again, on the same port, with the same data.</summary>
    public async Task StartAgainAsync()
    {
        if (!await TryStartAsync())
        {
            throw new InvalidOperationException($"PostgreSQL did not come back: {Log()}");
        }
    }

    public static async Task ExecuteAsync(string connectionString, params string[] statements)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        foreach (var statement in statements)
        {
            await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The tests' own texts.
            command.CommandText = statement;
#pragma warning restore CA2100
            await command.ExecuteNonQueryAsync();
        }
    }

    /// <summary>The first column of every row, as text; null for NULL.</summary>
    public static async Task<List<string?>> ColumnAsync(string connectionString, string query)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The tests' own texts.
        command.CommandText = query;
#pragma warning restore CA2100
        await using var reader = await command.ExecuteReaderAsync();
        var column = new List<string?>();
        while (await reader.ReadAsync())
        {
            column.Add(reader.IsDBNull(0) ? null : Convert.ToString(reader.GetValue(0), CultureInfo.InvariantCulture));
        }

        return column;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _folder.Delete(recursive: true);
    }

    private string ConnectionString(string database, string role) =>
        $"Host=127.0.0.1;Port={Port};Database={database};Username={role};Maximum Pool Size=20;Connection Idle Lifetime=5;Connection Pruning Interval=2";

    private async Task InitializeAsync()
    {
        if (Environment.UserName == "root")
        {
            await RunAsync("chown", "postgres", _folder.FullName);
        }

        await RunAsync(AsOwner([Binary("initdb"), "-D", Data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync", "--no-instructions"]));
    }

    private string Data => Path.Combine(_folder.FullName, "data");

    private async Task StartOnFreePortAsync()
    {
        const int Attempts = 5;
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            Port = FreePort.Row(1)[0];
            if (await TryStartAsync())
            {
                return;
            }

            await KillAsync();
        }

        throw new InvalidOperationException($"PostgreSQL did not start. Its log: {Log()}");
    }

    private async Task<bool> TryStartAsync()
    {
        string[] command =
        [
            Binary("postgres"), "-D", Data, "-p", $"{Port}", "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=",
            "-c", "fsync=off", "-c", "full_page_writes=off", "-c", "shared_buffers=32MB", "-c", "max_connections=300",
            "-c", "logging_collector=on", "-c", $"log_directory={_folder.FullName}/data", "-c", "log_filename=server.log",
            .. _settings.SelectMany(s => new[] { "-c", s }),
        ];
        var process = Process.Start(new ProcessStartInfo("sh", ["-c", Start, "sh", .. AsOwner(command)]) { RedirectStandardInput = true, RedirectStandardError = true })!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        _process = process;
        return await AcceptsAsync(process);
    }

    private async Task<bool> AcceptsAsync(Process process)
    {
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!process.HasExited)
        {
            try
            {
                await using var connection = new NpgsqlConnection(ConnectionString("postgres", "postgres") + ";Pooling=False;Timeout=2");
                await connection.OpenAsync();
                return true;
            }
            catch (NpgsqlException)
            {
                await pause.WaitForNextTickAsync();
            }
        }

        return false;
    }

    /// <summary>PostgreSQL refuses to be root; Debian's package has made a user for it.</summary>
    private static string[] AsOwner(string[] command) =>
        Environment.UserName == "root"
            ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", .. command]
            : command;

    private static string Binary(string name) =>
        Directory.EnumerateDirectories("/usr/lib/postgresql")
            .OrderByDescending(version => int.Parse(Path.GetFileName(version), CultureInfo.InvariantCulture))
            .Select(version => Path.Combine(version, "bin", name))
            .FirstOrDefault(File.Exists)
        ?? throw new InvalidOperationException("PostgreSQL is not installed: run ./test.sh, which installs it.");

    private static async Task RunAsync(params string[] command)
    {
        using var process = Process.Start(
            new ProcessStartInfo(command[0], command[1..]) { RedirectStandardError = true, RedirectStandardOutput = true, WorkingDirectory = "/" })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{command[0]} failed: {await output}{error}");
        }
    }

    private string Log() => File.Exists(Path.Combine(Data, "server.log")) ? File.ReadAllText(Path.Combine(Data, "server.log")) : "(none)";
}

/// <summary>A database of one service on a test's PostgreSQL.</summary>
/// <param name="Owner">For migrations.</param>
/// <param name="App">For the service.</param>
/// <param name="Administrator">To look on from outside, past row-level security.</param>
public sealed record PostgresDatabase(string Owner, string App, string Administrator, string AppRole);
