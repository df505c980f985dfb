using System.Net.Http.Headers;
using System.Security.Cryptography;
using PeerPlatform.Testing;

namespace PeerPlatform.EndToEnd.Tests;

/// <summary>One service's host as a process of its own, on a folder of its own, with no other service anywhere.</summary>
internal sealed class ServiceProcess : IAsyncDisposable
{
    /// <summary>Nobody listens there.</summary>
    private const string Nowhere = "http://127.0.0.1:1";

    private readonly BuiltProcess _process;

    private ServiceProcess(BuiltProcess process, Uri address, string folder)
    {
        _process = process;
        Address = address;
        Folder = folder;
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
        var settings = new Dictionary<string, string>
        {
            ["Kestrel:Endpoints:Http:Url"] = address.ToString(),
            ["Kestrel:Endpoints:Grpc:Url"] = $"http://127.0.0.1:{ports[1]}",
            ["Database:Folder"] = folder,
            ["Identity:Keys"] = keys ?? $"{address}.well-known/jwks.json",
            ["Identity:ServiceKey"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)),
            ["Portal:CollectAddress"] = Nowhere,
        };
        foreach (var other in new[] { "tenancy", "assessment", "recruitment", "training", "reporting" }.Where(s => s != service))
        {
            settings[$"Services:{other}:Http"] = Nowhere;
            settings[$"Services:{other}:Grpc"] = Nowhere;
        }

        return new ServiceProcess(
            await BuiltProcess.StartAsync(Checkout.HostOf(service), new Uri(address, "/health/ready"), settings), address, folder);
    }

    public HttpClient Client(string? token)
    {
        var client = SignedIn.Nobody(Address);
        client.DefaultRequestHeaders.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }
}
