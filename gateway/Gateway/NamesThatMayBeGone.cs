using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Primitives;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.ServiceDiscovery;

namespace PeerPlatform.Gateway;

/// <summary>
/// A name without an address, as that of a service with no ready replica, is that service's trouble alone: its requests find nobody,
/// and the name is asked for again. The proxy itself would not start, or would stop following the other services' replicas.
/// </summary>
internal sealed class NamesThatMayBeGone(IDestinationResolver names) : IDestinationResolver
{
    private static readonly TimeSpan AskedAgainAfter = TimeSpan.FromSeconds(2);

    /// <summary>Puts it before the resolver that was registered last.</summary>
    public static void Tolerate(IServiceCollection services)
    {
        var strict = services.Last(s => s.ServiceType == typeof(IDestinationResolver));
        services.Remove(strict);
        services.AddSingleton<IDestinationResolver>(provider =>
            new NamesThatMayBeGone((IDestinationResolver)ActivatorUtilities.CreateInstance(provider, strict.ImplementationType!)));
    }

    public async ValueTask<ResolvedDestinationCollection> ResolveDestinationsAsync(
        IReadOnlyDictionary<string, DestinationConfig> destinations, CancellationToken cancellationToken)
    {
        try
        {
            return await names.ResolveDestinationsAsync(destinations, cancellationToken);
        }
        catch (InvalidOperationException)
        {
            var again = new CancellationTokenSource(AskedAgainAfter);
            return new ResolvedDestinationCollection(destinations, new CancellationChangeToken(again.Token));
        }
    }
}
