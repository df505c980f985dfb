using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using PeerPlatform.Testing;

namespace PeerPlatform.EndToEnd.Tests;

/// <summary>One service's host as a process of its own, on a folder of its own, with no other service anywhere.</summary>
internal sealed class ServiceProcess : IAsyncDisposable
{
    /// <summary>Nobody listens there.</summary>
    private const string Nowhere = "http://127.0.0.1:1";

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _printed = new();

    private ServiceProcess(Process process, Uri address, string folder)
    {
        _process = process;
        Address = address;
        Folder = folder;
        process.OutputDataReceived += (_, line) => _printed.Enqueue(line.Data ?? "");
        process.ErrorDataReceived += (_, line) => _printed.Enqueue(line.Data ?? "");
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>Its HTTP/1.1 address.</summary>
    public Uri Address { get; }

    /// <summary>Its data.</summary>
    public string Folder { get; }

    /// <param name="keys">Where tokens' keys are published; the service's own address when null.</param>
    public static async Task<ServiceProcess> StartAsync(string service, string? keys)
    {
        var ports = FreePort.Row(2);
        var address = new Uri($"http://127.0.0.1:{ports[0]}");
        var folder = Directory.CreateTempSubdirectory($"peerplatform-{service}-alone-").FullName;
        var start = new ProcessStartInfo("dotnet")
        {
            ArgumentList = { ProgramOf(service) },
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                ["ASPNETCORE_ENVIRONMENT"] = "Production",
                ["Kestrel__Endpoints__Http__Url"] = address.ToString(),
                ["Kestrel__Endpoints__Grpc__Url"] = $"http://127.0.0.1:{ports[1]}",
                ["Database__Folder"] = folder,
                ["Identity__Keys"] = keys ?? $"{address}.well-known/jwks.json",
                ["Identity__ServiceKey"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)),
                ["Portal__CollectAddress"] = Nowhere,
            },
        };
        foreach (var other in new[] { "tenancy", "assessment", "reporting" }.Where(s => s != service))
        {
            start.Environment[$"Services__{other}__Http"] = Nowhere;
            start.Environment[$"Services__{other}__Grpc"] = Nowhere;
        }

        var started = new ServiceProcess(Process.Start(start)!, address, folder);
        using var nobody = started.Client(null);
        await Eventually.HoldsAsync(() => started.IsReadyOrDeadAsync(nobody), $"{service} is ready alone");
        return !started._process.HasExited
            ? started
            : throw new InvalidOperationException($"{service} ended:\n{string.Join('\n', started._printed)}");
    }

    public HttpClient Client(string? token)
    {
        var client = SignedIn.Nobody(Address);
        client.DefaultRequestHeaders.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        Directory.Delete(Folder, recursive: true);
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

    /// <summary>Built beside the embedded host, in the same configuration.</summary>
    private static string ProgramOf(string service)
    {
        var name = CultureInfo.InvariantCulture.TextInfo.ToTitleCase(service);
        var output = new FileInfo(EmbeddedProcess.Program).Directory!;
        var configuration = output.Parent!.Name;
        var root = output.Parent.Parent!.Parent!.Parent!.Parent!.FullName;
        return Path.Combine(root, "services", service, $"{name}.Host", "bin", configuration, output.Name, $"PeerPlatform.{name}.Host.dll");
    }
}
