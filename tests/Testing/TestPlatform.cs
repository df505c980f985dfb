using System.Net.Http.Headers;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using PeerPlatform.Contracts.Access;
using PeerPlatform.Platform;

namespace PeerPlatform.Testing;

/// <summary>
/// One or more services on real Kestrel ports with real databases of their own, as a host runs them.
/// Without tenancy among them, tokens come from <see cref="Issuer"/>.
/// </summary>
public sealed class TestPlatform : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly bool _keepFolder;

    private TestPlatform(WebApplication app, TestIssuer issuer, string folder, bool keepFolder, string http, string grpc)
    {
        _app = app;
        _keepFolder = keepFolder;
        Issuer = issuer;
        Folder = folder;
        HttpAddress = http;
        GrpcAddress = grpc;
    }

    /// <summary>Signs tokens for these services.</summary>
    public TestIssuer Issuer { get; }

    /// <summary>Holds the database files.</summary>
    public string Folder { get; }

    /// <summary>Base address of API and pages (HTTP/1.1).</summary>
    public string HttpAddress { get; }

    /// <summary>Base address of gRPC (HTTP/2 without TLS).</summary>
    public string GrpcAddress { get; }

    /// <summary>A service's database, when these services run on PostgreSQL.</summary>
    public PostgresDatabase Database(string service) => TestDatabases.Of(Folder, service);

    /// <summary>The host's container, to look at what no address shows.</summary>
    public IServiceProvider Services => _app.Services;

    /// <summary>Starts the services. Settings override the defaults, e.g. <c>Services:tenancy:Grpc</c>.</summary>
    /// <param name="folder">An existing data folder to go on with; a fresh one, removed at the end, when null.</param>
    /// <param name="configure">Last word on the builder: a test clock, a log collector.</param>
    public static async Task<TestPlatform> StartAsync(
        IReadOnlyList<PlatformService> services,
        IReadOnlyDictionary<string, string?>? settings = null,
        string? folder = null,
        Action<WebApplicationBuilder>? configure = null)
    {
        var issuer = await TestIssuer.StartAsync();
        var data = folder ?? Directory.CreateTempSubdirectory("peerplatform-test-").FullName;
        var ports = FreePort.Row(2);
        var http = $"http://127.0.0.1:{ports[0]}";
        var grpc = $"http://127.0.0.1:{ports[1]}";
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Production" });
        builder.Configuration.AddInMemoryCollection(await TestDatabases.SettingsAsync(services, data, TestDatabases.OnPostgres(settings), settings?.GetValueOrDefault("test:pool")));
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Messaging:Transport"] = "memory",
            ["Identity:Keys"] = services.Any(s => s.Name == "tenancy") ? $"{http}/.well-known/jwks.json" : issuer.Keys,
            ["Identity:ServiceKey"] = Convert.ToBase64String(SHA256.HashData("a key for tests"u8)),
        });
        foreach (var service in new[] { "tenancy", "assessment", "recruitment", "training", "reporting", "portal" })
        {
            builder.Configuration[$"Services:{service}:Http"] = http;
            builder.Configuration[$"Services:{service}:Grpc"] = grpc;
        }

        foreach (var (key, value) in settings ?? new Dictionary<string, string?>())
        {
            builder.Configuration[key] = value;
        }

        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.ListenLocalhost(ports[0], listen => listen.Protocols = HttpProtocols.Http1);
            kestrel.ListenLocalhost(ports[1], listen => listen.Protocols = HttpProtocols.Http2);
        });
        builder.AddPlatform([.. services]);
        configure?.Invoke(builder);
        var app = builder.Build();
        app.MapPlatform();
        await app.StartAsync();
        return new TestPlatform(app, issuer, data, folder is not null, http, grpc);
    }

    /// <summary>A client of the HTTP API, signed in with the roles in the tenant.</summary>
    public HttpClient Client(Guid tenant, Guid network, Guid? member = null, params Role[] roles)
    {
        var client = Anonymous();
        client.DefaultRequestHeaders.Authorization =
            new AuthenticationHeaderValue("Bearer", Issuer.Token(tenant, network, member, null, roles));
        return client;
    }

    /// <summary>A client of the HTTP API that is nobody.</summary>
    public HttpClient Anonymous() =>
        new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = new Uri(HttpAddress) };

    /// <summary>A service scope inside a tenant, to look at the database as the service sees it.</summary>
    public AsyncServiceScope Scope(Guid tenant, Guid network)
    {
        var scope = _app.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<TenantScope>().Enter(tenant, network);
        return scope;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        await Issuer.DisposeAsync();
        if (!_keepFolder)
        {
            Directory.Delete(Folder, recursive: true);
        }
    }
}
