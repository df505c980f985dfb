using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Health;

namespace PeerPlatform.Gateway;

/// <summary>
/// Of several replicas, those that say they are not ready, or that requests do not reach, get no more until they are back. A
/// cluster with a single address is not asked: there would be nowhere else to go.
/// </summary>
internal sealed class ReplicaHealth : IProxyConfigFilter
{
    private static readonly HealthCheckConfig Checks = new()
    {
        AvailableDestinationsPolicy = HealthCheckConstants.AvailableDestinations.HealthyOrPanic,
        Active = new ActiveHealthCheckConfig
        {
            Enabled = true,
            Interval = TimeSpan.FromSeconds(1),
            Timeout = TimeSpan.FromSeconds(2),
            Policy = HealthCheckConstants.ActivePolicy.ConsecutiveFailures,
            Path = "/health/ready",
        },
        Passive = new PassiveHealthCheckConfig
        {
            Enabled = true,
            Policy = HealthCheckConstants.PassivePolicy.TransportFailureRate,
            ReactivationPeriod = TimeSpan.FromSeconds(5),
        },
    };

    public ValueTask<ClusterConfig> ConfigureClusterAsync(ClusterConfig cluster, CancellationToken cancel) =>
        ValueTask.FromResult(cluster is { Destinations.Count: > 1, HealthCheck: null } ? cluster with { HealthCheck = Checks } : cluster);

    public ValueTask<RouteConfig> ConfigureRouteAsync(RouteConfig route, ClusterConfig? cluster, CancellationToken cancel) =>
        ValueTask.FromResult(route);
}
