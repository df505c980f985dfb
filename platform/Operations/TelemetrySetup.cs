using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using PeerPlatform.Platform.Rpc;

namespace PeerPlatform.Platform.Operations;

/// <summary>
/// Marks an endpoint on whose path nothing may be recorded: no trace, no request log. What arrives there cannot be
/// put in an order or linked to a person afterwards.
/// </summary>
public sealed class LeavesNoTrace
{
    /// <summary>The one there is.</summary>
    public static LeavesNoTrace Instance { get; } = new();
}

/// <summary>Traces and meters over OTLP when <c>Telemetry:Otlp</c> names a collector; nothing is sent otherwise.</summary>
internal static class TelemetrySetup
{
    public static void Add(IServiceCollection services, IConfiguration configuration, string service)
    {
        if (configuration["Telemetry:Otlp"] is not { Length: > 0 } otlp)
        {
            return;
        }

        var resource = ResourceBuilder.CreateDefault().AddService(service);
        services.AddSingleton(_ => Sdk.CreateTracerProviderBuilder()
            .SetResourceBuilder(resource)
            .AddSource("Microsoft.AspNetCore", "System.Net.Http", "MassTransit")
            .AddOtlpExporter(o => o.Endpoint = new Uri(otlp))
            .Build());
        services.AddSingleton(_ => Sdk.CreateMeterProviderBuilder()
            .SetResourceBuilder(resource)
            .AddMeter("Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Net.Http", "System.Runtime", "MassTransit", GrpcClients.MeterName)
            .AddOtlpExporter(o => o.Endpoint = new Uri(otlp))
            .Build());
        services.AddHostedService<Started>();
    }

    /// <summary>Drops the trace of a request whose endpoint leaves none; runs right after routing.</summary>
    public static Task ForgetWhereAskedAsync(HttpContext context, RequestDelegate next)
    {
        if (Activity.Current is { } activity && context.GetEndpoint()?.Metadata.GetMetadata<LeavesNoTrace>() is not null)
        {
            activity.IsAllDataRequested = false;
            activity.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
        }

        return next(context);
    }

    /// <summary>Builds the providers with the host and flushes them when it stops.</summary>
    private sealed class Started(TracerProvider traces, MeterProvider meters) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken)
        {
            traces.ForceFlush(2000);
            meters.ForceFlush(2000);
            return Task.CompletedTask;
        }
    }
}
