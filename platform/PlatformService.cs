using System.CommandLine;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace PeerPlatform.Platform;

/// <summary>
/// The one public door of a service: what it needs and what it offers. A host adds one or many of them with
/// <see cref="PlatformHosting.AddPlatform"/>; the service does not know which.
/// </summary>
public abstract class PlatformService
{
    /// <summary>Lower case, used in routes (<c>/api/{name}/v1</c>), queues, database and configuration names.</summary>
    public abstract string Name { get; }

    /// <summary>Registers the service's database, event handlers, clients and own services.</summary>
    public abstract void Register(ServiceRegistration registration);

    /// <summary>Maps the public HTTP API below <c>/api/{name}/v1</c>. Every route names a permission as its policy.</summary>
    public virtual void MapApi(RouteGroupBuilder api)
    {
    }

    /// <summary>Maps what other services call over gRPC.</summary>
    public virtual void MapGrpc(IEndpointRouteBuilder routes)
    {
    }

    /// <summary>What an operator can have this service's host do instead of serving.</summary>
    public virtual IEnumerable<Command> Commands(IServiceProvider provider) => [];

    /// <summary>Maps what stands at a fixed address outside <c>/api</c>: pages, collecting, published keys.</summary>
    public virtual void MapFixed(WebApplication app)
    {
    }
}
