using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using PeerPlatform.Testing;

namespace PeerPlatform.Gateway.Tests;

/// <summary>The gateway on two ports, and behind every cluster one HTTP/2 server that records what reaches it.</summary>
public sealed class RunningGateway : IAsyncLifetime
{
    private WebApplication? _behind;
    private WebApplication? _gateway;

    internal ConcurrentQueue<(string Path, Dictionary<string, string> Headers)> Reached { get; } = new();

    /// <summary>Where it sends its figures; nowhere when null.</summary>
    internal string? Collector { get; init; }

    internal bool BehindIsReady { get; set; } = true;

    internal HttpClient SignedIn { get; private set; } = null!;

    internal HttpClient Collect { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var behindPort = FreePort.Next();
        var deadPort = FreePort.Next();
        _behind = StartBehind(behindPort);
        await _behind.StartAsync();

        var ports = FreePort.Row(2);
        var builder = WebApplication.CreateBuilder();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Telemetry:Otlp"] = Collector,
            ["Gateway:Port"] = $"{ports[0]}",
            ["Gateway:CollectPort"] = $"{ports[1]}",
            ["ReverseProxy:Clusters:tenancy:Destinations:one:Address"] = $"http://127.0.0.1:{behindPort}",
            ["ReverseProxy:Clusters:assessment:Destinations:one:Address"] = $"http://127.0.0.1:{behindPort}",
            ["ReverseProxy:Clusters:portal:Destinations:one:Address"] = $"http://127.0.0.1:{behindPort}",
            ["ReverseProxy:Clusters:reporting:Destinations:one:Address"] = $"http://127.0.0.1:{deadPort}",
            ["ReverseProxy:Routes:page-of-a-silent-service:ClusterId"] = "reporting",
            ["ReverseProxy:Routes:page-of-a-silent-service:Match:Path"] = "/silent",
            ["ReverseProxy:Routes:page-of-a-silent-service:Metadata:Side"] = "both",
        });
        builder.AddGateway();
        _gateway = builder.Build();
        _gateway.MapGateway();
        await _gateway.StartAsync();
        SignedIn = ClientOf(ports[0]);
        Collect = ClientOf(ports[1]);
    }

    public async ValueTask DisposeAsync()
    {
        SignedIn.Dispose();
        Collect.Dispose();
        await _gateway!.StopAsync();
        await _gateway!.DisposeAsync();
        await _behind!.DisposeAsync();
    }

    private WebApplication StartBehind(int port)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.ListenLocalhost(port, listen => listen.Protocols = HttpProtocols.Http2);
        });
        var app = builder.Build();
        app.MapGet("/health/ready", () => Results.StatusCode(BehindIsReady ? 200 : 503));
        app.MapFallback(async context =>
        {
            Reached.Enqueue((context.Request.Path, context.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase)));
            context.Response.Cookies.Append("from-behind", "1");
            long length = 0;
            var buffer = new byte[65536];
            int read;
            while ((read = await context.Request.Body.ReadAsync(buffer)) > 0)
            {
                length += read;
            }

            await context.Response.WriteAsync($"{length}");
        });
        return app;
    }

    private static HttpClient ClientOf(int port) =>
        new(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
}
