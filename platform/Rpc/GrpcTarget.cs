using Grpc.Core;
using Grpc.Net.Client;
using Grpc.Net.Client.Balancer;
using Grpc.Net.Client.Configuration;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using PeerPlatform.Platform.Operations;

namespace PeerPlatform.Platform.Rpc;

/// <summary>
/// Another service as a target of calls: its channel, its circuit, and what every call to it carries. One address, several
/// separated by commas, or <c>dns:///name:port</c> for all addresses behind a name; of several, each call takes the next that
/// can be connected to. With <c>DAPR_GRPC_ENDPOINT</c> calls go to the Dapr sidecar, which finds the service by its id.
/// </summary>
internal sealed class GrpcTarget : IDisposable
{
    /// <summary>Five calls in a row without an answer, then ten seconds of rest.</summary>
    private const int FailuresInARow = 5;

    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan NamesAreReadEvery = TimeSpan.FromSeconds(5);

    private readonly ServiceProvider? _resolvers;

    public GrpcTarget(string service, IConfiguration configuration, TimeProvider clock)
    {
        Service = service;
        Circuit = new Circuit(FailuresInARow, Rest, clock);
        if (configuration["DAPR_GRPC_ENDPOINT"] is { Length: > 0 } sidecar)
        {
            Channel = GrpcChannel.ForAddress(sidecar, Options());
            Headers.Add("dapr-app-id", service);
            if (configuration["DAPR_API_TOKEN"] is { Length: > 0 } token)
            {
                Headers.Add("dapr-api-token", token);
            }

            return;
        }

        var given = configuration[$"Services:{service}:Grpc"]
            ?? throw new InvalidOperationException($"Services:{service}:Grpc, its address, is not set.");
        var addresses = given.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (addresses.Length == 1 && !given.StartsWith("dns:", StringComparison.Ordinal))
        {
            Channel = GrpcChannel.ForAddress(addresses[0], Options());
            return;
        }

        _resolvers = Resolvers(addresses);
        var balanced = Options(balanced: true);
        balanced.Credentials = ChannelCredentials.Insecure;
        balanced.ServiceProvider = _resolvers;
        balanced.ServiceConfig!.LoadBalancingConfigs.Add(new RoundRobinConfig());
        Channel = GrpcChannel.ForAddress(addresses.Length == 1 ? addresses[0] : $"static:///{service}", balanced);
    }

    public string Service { get; }

    public GrpcChannel Channel { get; }

    public Circuit Circuit { get; }

    /// <summary>The same for every call.</summary>
    public Metadata Headers { get; } = [];

    public void Dispose()
    {
        Channel.Dispose();
        _resolvers?.Dispose();
    }

    private static ServiceProvider Resolvers(string[] addresses)
    {
        var services = new ServiceCollection();
        services.AddSingleton<ResolverFactory>(new DnsResolverFactory(NamesAreReadEvery));
        services.AddSingleton<ResolverFactory>(new StaticResolverFactory(
            _ => addresses.Select(a => new Uri(a)).Select(a => new BalancerAddress(a.Host, a.Port))));
        return services.BuildServiceProvider();
    }

    /// <summary>One address: a call that did not get through is tried again after a pause.</summary>
    private static RetryPolicy Again => new()
    {
        MaxAttempts = 4,
        InitialBackoff = TimeSpan.FromMilliseconds(100),
        MaxBackoff = TimeSpan.FromSeconds(2),
        BackoffMultiplier = 2,
        RetryableStatusCodes = { StatusCode.Unavailable },
    };

    /// <summary>Several: it is asked of the next at once, and also when the first has said nothing for a second.</summary>
    private static HedgingPolicy Elsewhere => new()
    {
        MaxAttempts = 4,
        HedgingDelay = TimeSpan.FromSeconds(1),
        NonFatalStatusCodes = { StatusCode.Unavailable },
    };

    private static GrpcChannelOptions Options(bool balanced = false) => new()
    {
        HttpHandler = new SocketsHttpHandler
        {
            EnableMultipleHttp2Connections = true,
            // Of several addresses none: the client takes it for the whole time until an address answers again, and once it has passed at
            // a bad moment the address stays "connecting" for ever and every call waits for it.
            ConnectTimeout = balanced ? Timeout.InfiniteTimeSpan : TimeSpan.FromSeconds(2),
            // A connection on which nothing comes back is given up after fifteen seconds.
            KeepAlivePingPolicy = HttpKeepAlivePingPolicy.Always,
            KeepAlivePingDelay = TimeSpan.FromSeconds(10),
            KeepAlivePingTimeout = TimeSpan.FromSeconds(5),
            UseProxy = false,
        },
        DisposeHttpClient = true,
        InitialReconnectBackoff = TimeSpan.FromMilliseconds(250),
        MaxReconnectBackoff = TimeSpan.FromSeconds(5),
        ServiceConfig = new ServiceConfig
        {
            // All calls between services are questions, so asking again is safe.
            MethodConfigs =
            {
                new MethodConfig
                {
                    Names = { MethodName.Default },
                    RetryPolicy = balanced ? null : Again,
                    HedgingPolicy = balanced ? Elsewhere : null,
                },
            },
        },
    };
}
