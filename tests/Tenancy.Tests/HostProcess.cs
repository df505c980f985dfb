using System.Collections.Concurrent;
using System.Diagnostics;
using System.Reflection;
using System.Security.Cryptography;
using PeerPlatform.Testing;

namespace PeerPlatform.Tenancy.Tests;

/// <summary>Tenancy as a process of its own, which a fault point can kill.</summary>
internal sealed class HostProcess : IDisposable
{
    private static readonly string Program = typeof(HostProcess).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "Host").Value!;

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _printed = new();

    private HostProcess(Process process, Uri address)
    {
        _process = process;
        Address = address;
        process.OutputDataReceived += (_, line) => _printed.Enqueue(line.Data ?? "");
        process.ErrorDataReceived += (_, line) => _printed.Enqueue(line.Data ?? "");
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public Uri Address { get; }

    /// <summary>Starts on the folder and waits until it is ready, or dead when it was to die.</summary>
    public static async Task<HostProcess> StartAsync(string folder, string? dieAt = null)
    {
        var ports = FreePort.Row(2);
        var address = new Uri($"http://127.0.0.1:{ports[0]}");
        var start = new ProcessStartInfo("dotnet")
        {
            ArgumentList = { Program },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                ["ASPNETCORE_ENVIRONMENT"] = "Production",
                ["Kestrel__Endpoints__Http__Url"] = address.ToString(),
                ["Kestrel__Endpoints__Http__Protocols"] = "Http1",
                ["Kestrel__Endpoints__Grpc__Url"] = $"http://127.0.0.1:{ports[1]}",
                ["Kestrel__Endpoints__Grpc__Protocols"] = "Http2",
                ["Database__Folder"] = folder,
                ["Identity__Keys"] = $"{address}.well-known/jwks.json",
                ["Identity__ServiceKey"] = Convert.ToBase64String(SHA256.HashData("a key for tests"u8)),
                ["PEERPLATFORM_DIE_AT"] = dieAt,
            },
        };
        var host = new HostProcess(Process.Start(start)!, address);
        using var nobody = SignedIn.Nobody(address);
        await Eventually.HoldsAsync(() => host.IsReadyOrDeadAsync(nobody), "the host is ready");
        return dieAt is not null || !host._process.HasExited
            ? host
            : throw new InvalidOperationException($"The host ended:\n{string.Join('\n', host._printed)}");
    }

    public Task WaitUntilDeadAsync() => _process.WaitForExitAsync();

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    private async Task<bool> IsReadyOrDeadAsync(HttpClient nobody)
    {
        try
        {
            using var answer = await nobody.GetAsync(new Uri("/health/ready", UriKind.Relative));
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return _process.HasExited;
        }
    }
}
