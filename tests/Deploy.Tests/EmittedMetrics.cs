using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Builder;
using PeerPlatform.Assessment;
using PeerPlatform.Gateway;
using PeerPlatform.Platform.Operations;
using PeerPlatform.Testing;

namespace PeerPlatform.Deploy.Tests;

/// <summary>
/// The metrics that a running service and the gateway make, of the meters that they send, by the names that Prometheus knows them
/// under when they come by OTLP.
/// </summary>
internal static class EmittedMetrics
{
    /// <summary>Collected once: MassTransit makes its instruments for the first bus of a process only.</summary>
    public static Lazy<Task<IReadOnlySet<string>>> All { get; } = new(CollectAsync);

    private static async Task<IReadOnlySet<string>> CollectAsync()
    {
        var meters = TelemetrySetup.MetersOfServices.Concat(GatewayHosting.Meters).ToHashSet(StringComparer.Ordinal);
        var found = new ConcurrentBag<string>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, _) =>
            {
                if (meters.Contains(instrument.Meter.Name))
                {
                    NamesOf(instrument).ToList().ForEach(found.Add);
                }
            },
        };
        listener.Start();
        await using var platform = await TestPlatform.StartAsync([new AssessmentService()]);
        using var client = platform.Anonymous();
        using var answer = await client.GetAsync(new Uri("/health/ready", UriKind.Relative));
        answer.EnsureSuccessStatusCode();
        var builder = WebApplication.CreateSlimBuilder();
        builder.AddGateway();
        await using var gateway = builder.Build();
        gateway.MapGateway();
        await Eventually.HoldsAsync(() => Task.FromResult(found.Any(n => n.StartsWith("messaging_", StringComparison.Ordinal))), "the bus makes its instruments");
        return found.ToHashSet();
    }

    /// <summary>As the OpenTelemetry specification's "Prometheus compatibility" builds names: dots become underscores, then the unit, then the kind.</summary>
    private static IEnumerable<string> NamesOf(Instrument instrument)
    {
        var unit = instrument.Unit switch
        {
            null or "" => "",
            "s" => "_seconds",
            "ms" => "_milliseconds",
            "By" => "_bytes",
            var annotation when annotation.StartsWith('{') => "",
            var other => $"_{other}",
        };
        var name = $"{instrument.Name.Replace('.', '_').Replace('-', '_')}{unit}";
        var kind = instrument.GetType().Name;
        return kind.StartsWith("Histogram", StringComparison.Ordinal) ? [$"{name}_bucket", $"{name}_sum", $"{name}_count"]
            : kind.StartsWith("Counter", StringComparison.Ordinal) || kind.StartsWith("ObservableCounter", StringComparison.Ordinal) ? [$"{name}_total"]
            : [name];
    }
}
