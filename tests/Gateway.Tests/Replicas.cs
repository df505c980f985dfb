using System.Net.Http.Headers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using PeerPlatform.Contracts.Access;
using PeerPlatform.Testing;

namespace PeerPlatform.Gateway.Tests;

/// <summary>Replicas of the gateway with small limits, before one service that answers everything with what it was sent.</summary>
internal sealed class Replicas : IAsyncDisposable
{
    private readonly WebApplication _behind;
    private readonly List<WebApplication> _gateways = [];
    private readonly TestIssuer _issuer;

    private Replicas(WebApplication behind, TestIssuer issuer)
    {
        _behind = behind;
        _issuer = issuer;
    }

    /// <summary>Clients of the signed-in side, one a replica.</summary>
    public List<HttpClient> SignedIn { get; } = [];

    public List<HttpClient> Collect { get; } = [];

    public static async Task<Replicas> StartAsync(int count, RedisServer? redis, params (string Key, string Value)[] settings)
    {
        var issuer = await TestIssuer.StartAsync();
        var port = FreePort.Next();
        var replicas = new Replicas(Behind(port, issuer), issuer);
        await replicas._behind.StartAsync();
        var key = Convert.ToBase64String(new byte[32]);
        for (var i = 0; i < count; i++)
        {
            var ports = FreePort.Row(2);
            var builder = WebApplication.CreateBuilder();
            builder.Logging.ClearProviders();
            var all = new Dictionary<string, string?>
            {
                ["Gateway:Port"] = $"{ports[0]}",
                ["Gateway:CollectPort"] = $"{ports[1]}",
                ["Gateway:Limits:Key"] = key,
                ["Redis:Connection"] = redis?.Address,
            };
            foreach (var cluster in new[] { "tenancy", "assessment", "recruitment", "training", "reporting", "portal" })
            {
                all[$"ReverseProxy:Clusters:{cluster}:Destinations:one:Address"] = $"http://127.0.0.1:{port}";
            }

            foreach (var (name, value) in settings)
            {
                all[name] = value;
            }

            builder.Configuration.AddInMemoryCollection(all);
            builder.AddGateway();
            var gateway = builder.Build();
            gateway.MapGateway();
            replicas._gateways.Add(gateway);
            await gateway.StartAsync();
            replicas.SignedIn.Add(ClientOf(ports[0]));
            replicas.Collect.Add(ClientOf(ports[1]));
        }

        return replicas;
    }

    public string TokenOf(Guid member) => _issuer.Token(Guid.NewGuid(), Guid.NewGuid(), member, null, Role.Member);

    /// <summary>Asks as a person; returns the status.</summary>
    public async Task<int> AskAsync(int replica, string? token, string path = "/api/tenancy/v1/me")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (token is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        using var answer = await SignedIn[replica].SendAsync(request);
        return (int)answer.StatusCode;
    }

    /// <summary>How many of so many requests at once, to all replicas in turn, are let through.</summary>
    public async Task<int> LetThroughAsync(int requests, string? token)
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, requests).Select(i => AskAsync(i % SignedIn.Count, token)));
        Assert.All(answers, status => Assert.Contains(status, new[] { 200, 429 }));
        return answers.Count(status => status == 200);
    }

    public Task StopAsync(int replica) => _gateways[replica].StopAsync();

    public async ValueTask DisposeAsync()
    {
        SignedIn.ForEach(c => c.Dispose());
        Collect.ForEach(c => c.Dispose());
        foreach (var gateway in _gateways)
        {
            await gateway.DisposeAsync();
        }

        await _behind.DisposeAsync();
        await _issuer.DisposeAsync();
    }

    private static WebApplication Behind(int port, TestIssuer issuer)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ListenLocalhost(port, listen => listen.Protocols = HttpProtocols.Http2));
        var app = builder.Build();
        app.MapGet("/.well-known/jwks.json", () => issuer.KeySet);
        app.MapGet("/health/ready", () => Results.Ok());
        app.MapFallback(async context =>
        {
            using var body = new StreamReader(context.Request.Body);
            await context.Response.WriteAsync(await body.ReadToEndAsync());
        });
        return app;
    }

    private static HttpClient ClientOf(int port) =>
        new(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
}
