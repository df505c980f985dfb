using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace PeerPlatform.Testing;

/// <summary>
/// A RabbitMQ of the test's own: free ports on 127.0.0.1, a folder, a node and a port mapper of its own. Everything is killed
/// when the tests' process ends, however it ends.
/// </summary>
public sealed class RabbitServer : IAsyncDisposable
{
    private const string Run =
        """
        exec 3<&0
        epmd -address 127.0.0.1 </dev/null >/dev/null 2>&1 3<&- & mapper=$!
        "$1" </dev/null >"$2/out.txt" 2>&1 3<&- & server=$!
        (read -r ignored <&3; kill -9 $(cat "$2/pid" 2>/dev/null) $server 2>/dev/null) & reader=$!
        wait $server
        kill -9 $mapper $reader 2>/dev/null
        """;

    private readonly string _folder;
    private readonly int[] _ports;
    private Process? _process;

    private RabbitServer(string folder, int[] ports)
    {
        _folder = folder;
        _ports = ports;
    }

    /// <summary>Where it listens.</summary>
    public int Port => _ports[0];

    /// <summary>As <c>Messaging:RabbitMq</c> wants it.</summary>
    public string Address => AddressAt(Port);

    /// <summary>The same broker behind a port that forwards to it.</summary>
    public static string AddressAt(int port) => $"amqp://guest:guest@127.0.0.1:{port.ToString(CultureInfo.InvariantCulture)}/%2f";

    /// <summary>Starts a broker that holds nothing.</summary>
    /// <param name="folder">Where its files go; a fresh one, removed at the end, when null.</param>
    public static async Task<RabbitServer> StartAsync(string? folder = null)
    {
        var server = new RabbitServer(folder ?? Directory.CreateTempSubdirectory("peerplatform-rabbit-").FullName, FreePort.Row(3));
        try
        {
            await server.StartAgainAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts it again at the same port, with what it has on disk.</summary>
    public async Task StartAgainAsync()
    {
        var script = Directory.GetFiles("/usr/lib/rabbitmq/lib", "rabbitmq-server", SearchOption.AllDirectories)
            .FirstOrDefault(f => f.EndsWith("/sbin/rabbitmq-server", StringComparison.Ordinal))
            ?? throw new InvalidOperationException("rabbitmq-server is not installed: run ./test.sh, which installs it.");
        foreach (var inside in new[] { "home", "mnesia", "log" })
        {
            Directory.CreateDirectory(Path.Combine(_folder, inside));
        }

        await File.WriteAllTextAsync(PathOf("enabled_plugins"), "[].");
        await File.WriteAllTextAsync(PathOf("rabbitmq.conf"), "log.file.level = warning\n");
        File.Delete(PathOf("pid"));
        var start = new ProcessStartInfo("sh", ["-c", Run, "sh", script, _folder]) { RedirectStandardInput = true };
        foreach (var (name, value) in Environment())
        {
            start.Environment[name] = value;
        }

        _process = Process.Start(start)!;
        // On a machine that is busy with other things Erlang takes its time.
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!_process.HasExited && !await ListensAsync() && await pause.WaitForNextTickAsync())
        {
        }

        if (_process.HasExited)
        {
            throw new InvalidOperationException($"RabbitMQ did not start: {await File.ReadAllTextAsync(PathOf("out.txt"))}");
        }
    }

    /// <summary>Ends it as an operator does; it keeps what it holds on disk.</summary>
    public async Task StopAsync()
    {
        if (_process is { } process)
        {
            await SignalAsync("TERM");
            await process.WaitForExitAsync();
            await KillAsync();
        }
    }

    /// <summary>Ends it as kill -9 does.</summary>
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

    /// <summary>Forgets everything: queues, bindings, messages. To be called while it does not run.</summary>
    public void Wipe() => Directory.Delete(PathOf("mnesia"), recursive: true);

    /// <summary>Lets it run no longer while its connections stay open.</summary>
    public Task HangAsync() => SignalAsync("STOP");

    /// <summary>Lets it run again after <see cref="HangAsync"/>.</summary>
    public Task ContinueAsync() => SignalAsync("CONT");

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private Dictionary<string, string> Environment() => new()
    {
        ["HOME"] = PathOf("home"),
        ["RABBITMQ_NODENAME"] = $"rabbit{Number(Port)}@localhost",
        ["RABBITMQ_NODE_PORT"] = Number(Port),
        ["RABBITMQ_NODE_IP_ADDRESS"] = "127.0.0.1",
        ["RABBITMQ_DIST_PORT"] = Number(_ports[1]),
        ["ERL_EPMD_PORT"] = Number(_ports[2]),
        ["ERL_EPMD_ADDRESS"] = "127.0.0.1",
        ["RABBITMQ_MNESIA_BASE"] = PathOf("mnesia"),
        ["RABBITMQ_LOG_BASE"] = PathOf("log"),
        ["RABBITMQ_LOGS"] = PathOf("log/rabbit.log"),
        ["RABBITMQ_CONFIG_FILE"] = PathOf("rabbitmq"),
        ["RABBITMQ_CONF_ENV_FILE"] = PathOf("none"),
        ["RABBITMQ_ENABLED_PLUGINS_FILE"] = PathOf("enabled_plugins"),
        ["RABBITMQ_PID_FILE"] = PathOf("pid"),
        ["RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS"] = "-kernel inet_dist_use_interface {127,0,0,1} +sbwt none +S 2:1",
    };

    private async Task<bool> ListensAsync()
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("sh", ["-c", $"kill -{signal} {ServerId()}"]);
        await kill.WaitForExitAsync();
    }

    private string ServerId() => File.ReadAllText(PathOf("pid")).Trim();

    private string PathOf(string file) => Path.Combine(_folder, file);

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
