using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace PeerPlatform.Testing;

/// <summary>A host of ours as it was built, run as a process of its own; it can be started again with the same settings.</summary>
public sealed class BuiltProcess : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly string _program;
    private readonly Uri _ready;
    private readonly IReadOnlyDictionary<string, string> _settings;
    private Process? _process;

    private BuiltProcess(string program, Uri ready, IReadOnlyDictionary<string, string> settings)
    {
        _program = program;
        _ready = ready;
        _settings = settings;
    }

    /// <summary>What it has printed.</summary>
    public string Printed => string.Join('\n', _lines);

    /// <summary>Starts it and waits until the address answers with success.</summary>
    /// <param name="program">Path of its dll.</param>
    /// <param name="settings">Configuration keys with colons, given as environment variables.</param>
    /// <param name="dieAt">A fault point at which it dies as by kill -9; it may have died before it was ready.</param>
    public static async Task<BuiltProcess> StartAsync(string program, Uri ready, IReadOnlyDictionary<string, string> settings, string? dieAt = null)
    {
        var started = new BuiltProcess(program, ready, settings);
        await started.StartAgainAsync(dieAt);
        return started;
    }

    /// <summary>Starts it again after it has ended.</summary>
    public async Task StartAgainAsync(string? dieAt = null)
    {
        var start = new ProcessStartInfo("dotnet") { ArgumentList = { _program }, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        foreach (var (key, value) in _settings)
        {
            start.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        }

        if (dieAt is not null)
        {
            start.Environment["PEERPLATFORM_DIE_AT"] = dieAt;
        }

        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) => _lines.Enqueue(line.Data ?? "");
        _process.ErrorDataReceived += (_, line) => _lines.Enqueue(line.Data ?? "");
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        using var nobody = new HttpClient();
        await Eventually.HoldsAsync(() => IsReadyOrDeadAsync(nobody), $"{Path.GetFileName(_program)} is ready");
        if (_process.HasExited && dieAt is null)
        {
            throw new InvalidOperationException($"{Path.GetFileName(_program)} ended:\n{Printed}");
        }
    }

    /// <summary>Sends a signal by its name, such as TERM or STOP.</summary>
    public async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", _process!.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    /// <summary>Waits until it has ended by itself.</summary>
    public Task WaitUntilEndedAsync() => _process!.WaitForExitAsync();

    /// <summary>Asks it to stop (SIGTERM), and returns its exit code once it has.</summary>
    public async Task<int> StopAsync()
    {
        await SignalAsync("TERM");
        await _process!.WaitForExitAsync();
        return _process.ExitCode;
    }

    /// <summary>Ends it without a chance to finish anything.</summary>
    public async Task KillAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
        {
            await KillAsync();
        }

        _process?.Dispose();
    }

    private async Task<bool> IsReadyOrDeadAsync(HttpClient nobody)
    {
        try
        {
            using var answer = await nobody.GetAsync(_ready);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return _process!.HasExited;
        }
    }
}
