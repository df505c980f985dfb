using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
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
/// Marks an endpoint on whose path nothing may be recorded: no trace, no figure, no request log. What arrives there cannot be
/// put in an order or linked to a person afterwards.
/// </summary>
public sealed class LeavesNoTrace
{
    /// <summary>The one there is.</summary>
    public static LeavesNoTrace Instance { get; } = new();
}

/// <summary>Traces and meters over OTLP when <c>Telemetry:Otlp</c> names a collector; nothing is sent otherwise.</summary>
public static class TelemetrySetup
{
    /// <summary>What a service measures.</summary>
    public static IReadOnlyList<string> MetersOfServices { get; } =
    [
        "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Net.Http", "System.Runtime", "MassTransit", GrpcClients.MeterName,
    ];

    /// <summary>Sends the meters, and nothing else.</summary>
    /// <param name="name">The sender, Prometheus' <c>job</c>.</param>
    /// <param name="except">Instruments of these meters that are not sent.</param>
    public static void AddMeters(
        IServiceCollection services, IConfiguration configuration, string name, IEnumerable<string> meters, params string[] except)
    {
        if (configuration["Telemetry:Otlp"] is not { Length: > 0 } otlp)
        {
            return;
        }

        services.AddSingleton(_ => Sdk.CreateMeterProviderBuilder()
            .SetResourceBuilder(ResourceBuilder.CreateDefault().AddService(name))
            .AddMeter([.. meters])
            .AddView(instrument => except.Contains(instrument.Name) ? MetricStreamConfiguration.Drop : null)
            .AddOtlpExporter(o => o.Endpoint = new Uri(otlp))
            .Build());
        services.AddHostedService<Measured>();
    }

    /// <summary>Takes a request out of the figures; those of its server count connections and what is in hand, not requests.</summary>
    public static void LeaveUncounted(HttpContext context)
    {
        if (context.Features.Get<IHttpMetricsTagsFeature>() is { } figures)
        {
            figures.MetricsDisabled = true;
        }
    }

    internal static void Add(IServiceCollection services, IConfiguration configuration, string service)
    {
        if (configuration["Telemetry:Otlp"] is not { Length: > 0 } otlp)
        {
            return;
        }

        services.AddSingleton(_ => Sdk.CreateTracerProviderBuilder()
            .SetResourceBuilder(ResourceBuilder.CreateDefault().AddService(service))
            .AddSource("Microsoft.AspNetCore", "System.Net.Http", "MassTransit")
            .AddOtlpExporter(o => o.Endpoint = new Uri(otlp))
            .Build());
        services.AddHostedService<Traced>();
        AddMeters(services, configuration, service, MetersOfServices);
    }

    /// <summary>Drops the trace and the figures of a request whose endpoint leaves none; runs right after routing.</summary>
    internal static Task ForgetWhereAskedAsync(HttpContext context, RequestDelegate next)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<LeavesNoTrace>() is not null)
        {
            LeaveUncounted(context);
            if (Activity.Current is { } activity)
            {
                activity.IsAllDataRequested = false;
                activity.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
            }
        }

        return next(context);
    }

    /// <summary>Builds the provider with the host and flushes it when it stops.</summary>
    private sealed class Traced(TracerProvider traces) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken)
        {
            traces.ForceFlush(2000);
            return Task.CompletedTask;
        }
    }

    /// <summary>The same for the meters.</summary>
    private sealed class Measured(MeterProvider meters) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken)
        {
            meters.ForceFlush(2000);
            return Task.CompletedTask;
        }
    }
}
