namespace PeerPlatform.Contracts.Access;

/// <summary>What an API client of an agency or of the network can be allowed (P-1.4).</summary>
/// <param name="Permission">The routes it opens.</param>
/// <param name="Service">The service those routes are of; it must be subscribed to.</param>
/// <param name="GivenBy">Whoever manages the clients that may hold it: of an agency, or of the network.</param>
public sealed record ClientScope(string Permission, string Service, Role GivenBy)
{
    /// <summary>As it stands in tokens and token requests: <c>assessment:run-waves</c>.</summary>
    public string Name { get; } = $"{Service}:{Permission}";
}
