using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using PeerPlatform.Platform.Identity;

namespace PeerPlatform.Platform.Rpc;

/// <summary>
/// Typed gRPC clients, one channel per service called (<c>Services:{name}:Grpc</c>). Every call has a deadline and
/// carries the scope's tenant and identity; a call that did not reach the service is tried again.
/// </summary>
internal sealed class GrpcClients : IDisposable
{
    /// <summary>The meter on which the circuits can be seen: 0 closed, 1 half open, 2 open.</summary>
    public const string MeterName = "PeerPlatform.Platform";

    private readonly ConcurrentDictionary<string, Lazy<GrpcTarget>> _targets = new(StringComparer.Ordinal);
    private readonly Meter _meter = new(MeterName);
    private readonly IConfiguration _configuration;
    private readonly ServiceTokens _tokens;
    private readonly TimeProvider _clock;

    public GrpcClients(IConfiguration configuration, ServiceTokens tokens, TimeProvider clock)
    {
        _configuration = configuration;
        _tokens = tokens;
        _clock = clock;
        _meter.CreateObservableGauge(
            "peerplatform.circuit.state",
            () => Opened.Select(t => new Measurement<int>((int)t.Circuit.State, new KeyValuePair<string, object?>("service", t.Service))),
            description: "0 closed, 1 half open, 2 open: the service does not answer.");
    }

    private IEnumerable<GrpcTarget> Opened => _targets.Values.Where(t => t.IsValueCreated).Select(t => t.Value);

    public TClient Create<TClient>(string caller, string service, IServiceProvider provider)
        where TClient : ClientBase<TClient>
    {
        var target = _targets.GetOrAdd(service, name => new Lazy<GrpcTarget>(() => new GrpcTarget(name, _configuration, _clock))).Value;
        var calls = new CallOfScope(
            caller, target, _tokens, provider.GetRequiredService<TenantScope>(), provider.GetRequiredService<CallDeadline>());
        return (TClient)Activator.CreateInstance(typeof(TClient), target.Channel.Intercept(calls))!;
    }

    public void Dispose()
    {
        foreach (var target in Opened)
        {
            target.Dispose();
        }

        _meter.Dispose();
    }
}
