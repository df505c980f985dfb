using PeerPlatform.Contracts.Access;

namespace PeerPlatform.Platform;

/// <summary>Who acts, as the verified token says. Never built from what a client merely sends.</summary>
/// <param name="MemberId">The signed-in person; null when an API client or a service acts by itself.</param>
public sealed record Caller(Guid? MemberId, string? Name, IReadOnlySet<Role> Roles)
{
    /// <summary>The API client; null when a person or a service acts by itself.</summary>
    public Guid? ClientId { get; init; }

    /// <summary>The services that the tenant subscribes to; null when a service acts by itself, which no subscription binds.</summary>
    public IReadOnlySet<string>? Services { get; init; }
}

/// <summary>
/// The tenant and caller of the current scope: one request, one message, one piece of work. Set once at the edge,
/// before a database context exists; without a tenant a context sees no row and writes none.
/// </summary>
public sealed class TenantScope
{
    /// <summary>The agency, or the network itself for its coordinators; null outside any tenant.</summary>
    public Guid? TenantId { get; private set; }

    /// <summary>The network that the tenant belongs to.</summary>
    public Guid? NetworkId { get; private set; }

    /// <summary>Who acts; null where nobody is signed in and no service acts.</summary>
    public Caller? Caller { get; private set; }

    /// <summary>The signed-in member. Only behind a policy that demands one.</summary>
    public Guid MemberId => Caller?.MemberId ?? throw new InvalidOperationException("No member is signed in in this scope.");

    /// <summary>Enters a tenant. The places that do so besides the edge are a reviewed list in Architecture.Tests.</summary>
    public void Enter(Guid tenantId, Guid networkId, Caller? caller = null)
    {
        TenantId = tenantId;
        NetworkId = networkId;
        Caller = caller;
    }
}

/// <summary>
/// Marks an entity that belongs to no single tenant. Each use is on the reviewed list in Architecture.Tests,
/// with the reason.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class NetworkWideAttribute(string reason) : Attribute
{
    /// <summary>Why no tenant owns the rows.</summary>
    public string Reason { get; } = reason;
}
