using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using PeerPlatform.Gateway.Limits;
using PeerPlatform.Platform.Caching;
using PeerPlatform.Platform.Operations;

namespace PeerPlatform.Gateway;

/// <summary>
/// The one door from outside. Routes and clusters are YARP's configuration (<see cref="Routes"/>, overridden by the host's);
/// it has two sides, each a port of its own: the signed-in side and the collecting side.
/// </summary>
public static class GatewayHosting
{
    /// <summary>The largest request body let through: an onboarding file of 50,000 members and more.</summary>
    private const long LargestBody = 64L * 1024 * 1024;

    /// <summary>
    /// What it measures. Not its connections, those to the services, nor what is in hand: they would count the collecting side.
    /// </summary>
    public static IReadOnlyList<string> Meters { get; } = ["Microsoft.AspNetCore.Hosting", "System.Runtime", RateLimits.MeterName];

    /// <summary>
    /// Adds the proxy. <c>Gateway:Port</c> and <c>Gateway:CollectPort</c> name the ports of the two sides, <c>Gateway:Address</c> where
    /// they listen; with <c>Gateway:ResolveNames</c> a cluster's address stands for all addresses behind its name.
    /// </summary>
    public static void AddGateway(this WebApplicationBuilder builder)
    {
        ((IConfigurationBuilder)builder.Configuration).Sources.Insert(0, new MemoryConfigurationSource { InitialData = Routes.AsConfiguration() });
        var proxy = builder.Services.AddReverseProxy()
            .LoadFromConfig(builder.Configuration.GetSection("ReverseProxy"))
            .AddConfigFilter<ReplicaHealth>()
            .ConfigureHttpClient((_, handler) =>
            {
                handler.ConnectTimeout = TimeSpan.FromSeconds(2);
                // A connection on which nothing comes back is given up after ten seconds.
                handler.KeepAlivePingPolicy = HttpKeepAlivePingPolicy.Always;
                handler.KeepAlivePingDelay = TimeSpan.FromSeconds(5);
                handler.KeepAlivePingTimeout = TimeSpan.FromSeconds(5);
            });
        if (builder.Configuration.GetValue("Gateway:ResolveNames", false))
        {
            // Every address behind a name is a replica of its own, as a headless service of Kubernetes lists them.
            proxy.AddDnsDestinationResolver(dns => dns.RefreshPeriod = TimeSpan.FromSeconds(5));
            NamesThatMayBeGone.Tolerate(proxy.Services);
        }

        builder.Services.AddHttpClient(ServiceReadiness.Client)
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(2) })
            .RemoveAllLoggers();
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<SharedRedis>();
        builder.Services.AddSingleton<LimitSettings>();
        builder.Services.AddSingleton<LimitKeys>();
        builder.Services.AddSingleton<MemberKeys>();
        builder.Services.AddSingleton<TokenOwners>();
        builder.Services.AddSingleton<RateLimits>();
        builder.Services.AddSingleton<ClientAddress>();
        builder.Services.AddSingleton<Sides>();
        Drain.Add(builder.Services, builder.Configuration);
        TelemetrySetup.AddMeters(builder.Services, builder.Configuration, "gateway", Meters, except: "http.server.active_requests");
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        // YARP names the address of what it could not forward; on the collecting side that is a secret.
        builder.Logging.AddFilter("Yarp", LogLevel.None);
        builder.WebHost.ConfigureKestrel((context, kestrel) =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LargestBody;
            var address = System.Net.IPAddress.Parse(context.Configuration["Gateway:Address"] ?? "127.0.0.1");
            kestrel.Listen(address, context.Configuration.GetValue("Gateway:Port", 8080));
            kestrel.Listen(address, context.Configuration.GetValue("Gateway:CollectPort", 8081));
        });
    }

    /// <summary>Maps health and the proxy with what every request and answer goes through.</summary>
    public static void MapGateway(this WebApplication app)
    {
        var drain = app.Services.GetRequiredService<Drain>();
        // Made now, so that a setting that is wrong stops the start.
        var sides = app.Services.GetRequiredService<Sides>();
        app.Use(next => context => sides.CountSignedInSideAsync(context, next));
        app.Use(next => context => drain.LetGoAsync(context, next));
        app.Use(next => context => SecurityHeaders.OnEveryAnswerAsync(context, next));
        var addresses = app.Services.GetRequiredService<ClientAddress>();
        app.Use(next => context => addresses.NoteAsync(context, next));
        app.Use(next => context => ClaimedIdentity.StripAsync(context, next));
        app.Use(next => context => Unreachable.ExplainAsync(context, next));
        app.MapGet("/health/live", () => Results.Ok());
        app.MapGet("/health/ready", ServiceReadiness.OfGatewayAsync);
        app.MapGet("/health/services", ServiceReadiness.OfAllAsync);
        app.MapReverseProxy(proxy =>
        {
            proxy.Use(next => context => sides.KeepApartAsync(context, next));
            proxy.Use(next => context => SecondTry.ElsewhereAsync(context, next));
            proxy.UseLoadBalancing();
            proxy.UsePassiveHealthChecks();
        });
    }
}
