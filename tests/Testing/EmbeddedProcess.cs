using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace PeerPlatform.Testing;

/// <summary>
/// The embedded platform as a process of its own, as a person starts it: own ports, own data folder. It can be stopped, killed
/// and started again on the same data. Where <c>PEERPLATFORM_TESTS_AT</c> names the folder of a local production that runs
/// (<c>deploy/local/up.sh</c>), tests that only use its addresses go there instead.
/// </summary>
public sealed class EmbeddedProcess : IAsyncDisposable
{
    private readonly string _folder;
    private readonly string _demo;
    private readonly ConcurrentQueue<string> _lines = new();
    private Process? _process;

    private EmbeddedProcess(string folder, int port, string demo)
    {
        _folder = folder;
        _demo = demo;
        Port = port;
    }

    /// <summary>The embedded host as it was built, in the configuration of these tests.</summary>
    public static string Program { get; } = Checkout.At(
        "deploy", "embedded", "bin", Checkout.Configuration, "net10.0", "PeerPlatform.Embedded.dll");

    /// <summary>Port of portal and API.</summary>
    public int Port { get; }

    /// <summary>The data folder.</summary>
    public string Folder => _folder;

    /// <summary>What the process has printed so far.</summary>
    public IReadOnlyCollection<string> Printed => _lines;

    /// <summary>Base address of portal and API.</summary>
    public Uri Portal => new($"http://localhost:{Port}");

    /// <summary>Base address of the collecting side.</summary>
    public Uri Collect => new($"http://127.0.0.1:{Port + 1}");

    /// <summary>Base address of the services behind the gateway, over HTTP/1.1.</summary>
    public Uri Behind => new($"http://127.0.0.1:{Port + 2}");

    /// <summary>The process's id, for looking at its memory.</summary>
    public int ProcessId => _process!.Id;

    /// <summary>True while it runs.</summary>
    public bool Runs => _process is { HasExited: false };

    /// <summary>Starts with an empty data folder and waits until it is ready.</summary>
    /// <param name="demo"><c>case</c> or <c>none</c>, as on the command line.</param>
    /// <param name="folder">For its data; one of its own when null.</param>
    public static async Task<EmbeddedProcess> StartAsync(string demo = "case", string? folder = null)
    {
        if (Environment.GetEnvironmentVariable("PEERPLATFORM_TESTS_AT") is { Length: > 0 } running)
        {
            return new EmbeddedProcess("", PortOf(running), demo);
        }

        var started = new EmbeddedProcess(
            folder ?? Directory.CreateTempSubdirectory("peerplatform-embedded-").FullName, FreePort.Row(4)[0], demo);
        await started.StartAgainAsync();
        return started;
    }

    /// <summary>Starts on the same data, and waits until it is ready or, when a fault point was named, until it has died.</summary>
    /// <param name="dieAt">A fault point at which the process dies as by kill -9.</param>
    public async Task StartAgainAsync(string? dieAt = null)
    {
        _lines.Clear();
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            ArgumentList =
            {
                Program,
                "--data", _folder, "--port", Port.ToString(CultureInfo.InvariantCulture), "--demo", _demo,
            },
        };
        // All the people of a test come from one address.
        foreach (var limit in new[] { "Address", "SignIn", "SignInName", "Account", "Collect" })
        {
            start.Environment[$"Gateway__Limits__{limit}__Permits"] = "10000000";
        }

        if (dieAt is not null)
        {
            start.Environment["PEERPLATFORM_DIE_AT"] = dieAt;
        }

        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        await Eventually.HoldsAsync(
            () => Task.FromResult(_lines.Any(l => l.StartsWith("Stop with", StringComparison.Ordinal)) || _process.HasExited),
            $"the embedded process is ready; it printed: {string.Join('\n', _lines)}");
        if (_process.HasExited && dieAt is null)
        {
            throw new InvalidOperationException($"The embedded process ended with {_process.ExitCode}:\n{string.Join('\n', _lines)}");
        }
    }

    /// <summary>Ends it without a chance to finish anything.</summary>
    public async Task KillAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Waits until it has ended by itself.</summary>
    public Task WaitUntilEndedAsync() => _process!.WaitForExitAsync();

    /// <summary>Asks it to stop (SIGTERM) and returns its exit code.</summary>
    public async Task<int> StopAsync()
    {
        using var term = Process.Start("kill", ["-TERM", _process!.Id.ToString(CultureInfo.InvariantCulture)]);
        await term.WaitForExitAsync();
        await _process.WaitForExitAsync();
        return _process.ExitCode;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (Runs)
        {
            await KillAsync();
        }

        _process?.Dispose();
        if (_folder.Length > 0)
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    private static int PortOf(string localProduction) => int.Parse(
        File.ReadLines(Path.Combine(localProduction, "addresses.env")).Single(l => l.StartsWith("BASE_PORT=", StringComparison.Ordinal))["BASE_PORT=".Length..],
        CultureInfo.InvariantCulture);

    private void Keep(string? line)
    {
        if (line is not null)
        {
            _lines.Enqueue(line);
        }
    }
}
