using System.Diagnostics;
using System.Globalization;

namespace PeerPlatform.Testing;

/// <summary>The production topology on this machine, as <c>deploy/local/up.sh</c> starts it: in a folder and on ports of its own.</summary>
public sealed class LocalProduction : IAsyncDisposable
{
    private static readonly string[] Limits = ["Address", "SignIn", "SignInName", "Account", "Collect"];
    private readonly Dictionary<string, string> _addresses;

    private LocalProduction(string folder)
    {
        Folder = folder;
        _addresses = File.ReadLines(Path.Combine(folder, "addresses.env"))
            .Select(line => line.Split('=', 2))
            .ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
    }

    /// <summary>Holds data, logs, and a file with the number of each process.</summary>
    public string Folder { get; }

    /// <summary>Base address of portal and API.</summary>
    public Uri Portal => new(_addresses["PORTAL"]);

    /// <summary>Base address of the collecting side.</summary>
    public Uri Collect => new(_addresses["COLLECT"]);

    /// <summary>Starts everything with the demonstration data. All the people of a test come from one address, so that limits are raised.</summary>
    public static async Task<LocalProduction> StartAsync()
    {
        var folder = Directory.CreateTempSubdirectory("peerplatform-production-").FullName;
        await RunAsync(
            "up.sh",
            [
                "--data", folder, "--port", FreePort.Row(40)[0].ToString(CultureInfo.InvariantCulture), "--no-build",
                .. Limits.SelectMany(limit => new[] { "--set", $"Gateway__Limits__{limit}__Permits=10000000" }),
            ]);
        return new LocalProduction(folder);
    }

    /// <summary>A service's database as the role that may do anything, to look on from outside.</summary>
    public string Administrator(string service) =>
        $"Host=127.0.0.1;Port={_addresses["POSTGRES_PORT"]};Database={service};Username=postgres";

    /// <summary>The number of a process, such as <c>assessment-2</c>.</summary>
    public int ProcessId(string name) =>
        int.Parse(File.ReadAllText(Path.Combine(Folder, "run", $"{name}.pid")), CultureInfo.InvariantCulture);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await RunAsync("down.sh", ["--data", Folder]);
        Directory.Delete(Folder, recursive: true);
    }

    private static async Task RunAsync(string script, string[] arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(EmbeddedProcess.Repository, "deploy", "local", script), arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["CONFIGURATION"] = EmbeddedProcess.BuildConfiguration;
        using var process = Process.Start(start)!;
        var printed = process.StandardOutput.ReadToEndAsync();
        var faults = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{script} failed: {await printed}{faults}");
        }
    }
}
