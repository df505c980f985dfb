using PeerPlatform.Platform;

namespace PeerPlatform.Tenancy.ApiClients;

/// <summary>Finds the tenant of an API client that asks for a token. It holds nothing to sign in with.</summary>
[NetworkWide("A client's id is looked up before anybody knows whose tenant it is in.")]
internal sealed class ClientTenant
{
    private ClientTenant()
    {
    }

    public ClientTenant(Guid clientId, Guid tenant, Guid network)
    {
        ClientId = clientId;
        Tenant = tenant;
        Network = network;
    }

    public Guid ClientId { get; private set; }

    /// <summary>An agency, or the network itself.</summary>
    public Guid Tenant { get; private set; }

    public Guid Network { get; private set; }
}
