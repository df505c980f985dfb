using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PeerPlatform.Gateway.Limits;
using PeerPlatform.Platform.Caching;

namespace PeerPlatform.Gateway;

/// <summary>
/// The one door from outside. Routes and clusters are YARP's configuration (<see cref="Routes"/>, overridden by the host's);
/// it has two sides, each a port of its own: the signed-in side and the collecting side.
/// </summary>
public static class GatewayHosting
{
    /// <summary>The largest request body let through: an onboarding file of 50,000 members and more.</summary>
    private const long LargestBody = 64L * 1024 * 1024;

    /// <summary>Adds the proxy. <c>Gateway:Port</c> and <c>Gateway:CollectPort</c> name the ports of the two sides, <c>Gateway:Address</c> where they listen.</summary>
    public static void AddGateway(this WebApplicationBuilder builder)
    {
        ((IConfigurationBuilder)builder.Configuration).Sources.Insert(0, new MemoryConfigurationSource { InitialData = Routes.AsConfiguration() });
        builder.Services.AddReverseProxy().LoadFromConfig(builder.Configuration.GetSection("ReverseProxy"));
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
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(20));
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
        app.Use(next => context => SecurityHeaders.OnEveryAnswerAsync(context, next));
        var addresses = app.Services.GetRequiredService<ClientAddress>();
        app.Use(next => context => addresses.NoteAsync(context, next));
        app.Use(next => context => ClaimedIdentity.StripAsync(context, next));
        app.Use(next => context => Unreachable.ExplainAsync(context, next));
        app.MapGet("/health/live", () => Results.Ok());
        app.MapGet("/health/ready", ServiceReadiness.AnswerAsync);
        // Made now, so that a setting that is wrong stops the start.
        var sides = app.Services.GetRequiredService<Sides>();
        app.MapReverseProxy(proxy =>
        {
            proxy.Use(next => context => sides.KeepApartAsync(context, next));
            proxy.UseSessionAffinity();
            proxy.UseLoadBalancing();
            proxy.UsePassiveHealthChecks();
        });
    }
}
