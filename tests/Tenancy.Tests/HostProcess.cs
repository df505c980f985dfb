using System.Security.Cryptography;
using PeerPlatform.Testing;

namespace PeerPlatform.Tenancy.Tests;

/// <summary>Tenancy as a process of its own, which a fault point can kill and whose operator runs commands beside it.</summary>
internal sealed class HostProcess : IAsyncDisposable
{
    private readonly BuiltProcess _process;
    private readonly Dictionary<string, string> _settings;

    private HostProcess(BuiltProcess process, Uri address, Dictionary<string, string> settings)
    {
        _process = process;
        _settings = settings;
        Address = address;
    }

    public Uri Address { get; }

    /// <summary>Starts on the folder and waits until it is ready, or dead when it was to die.</summary>
    public static async Task<HostProcess> StartAsync(string folder, string? dieAt = null)
    {
        var ports = FreePort.Row(2);
        var address = new Uri($"http://127.0.0.1:{ports[0]}");
        var settings = new Dictionary<string, string>
        {
            ["Kestrel:Endpoints:Http:Url"] = address.ToString(),
            ["Kestrel:Endpoints:Http:Protocols"] = "Http1",
            ["Kestrel:Endpoints:Grpc:Url"] = $"http://127.0.0.1:{ports[1]}",
            ["Kestrel:Endpoints:Grpc:Protocols"] = "Http2",
            ["Database:Folder"] = folder,
            ["Identity:Keys"] = $"{address}.well-known/jwks.json",
            ["Identity:ServiceKey"] = Convert.ToBase64String(SHA256.HashData("a key for tests"u8)),
        };
        return new HostProcess(
            await BuiltProcess.StartAsync(Checkout.HostOf("tenancy"), new Uri(address, "/health/ready"), settings, dieAt), address, settings);
    }

    /// <summary>Runs a command of the host with the same settings, as an operator does while it serves.</summary>
    public Task<Ended> RunAsync(params string[] command) => Command.RunAsync(
        "dotnet",
        _settings["Database:Folder"],
        [Checkout.HostOf("tenancy"), .. command],
        _settings.ToDictionary(s => s.Key.Replace(":", "__", StringComparison.Ordinal), s => (string?)s.Value));

    /// <summary>Stops it and starts it again.</summary>
    public async Task RestartAsync()
    {
        await _process.StopAsync();
        await _process.StartAgainAsync();
    }

    public Task WaitUntilDeadAsync() => _process.WaitUntilEndedAsync();

    public ValueTask DisposeAsync() => _process.DisposeAsync();
}
