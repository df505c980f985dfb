namespace PeerPlatform.Portal.Services;

/// <summary>Tenancy's public API of API clients and subscriptions.</summary>
internal sealed class ConnectionsApi(ServiceClient client)
{
    private const string Root = "/api/tenancy/v1";

    public Task<List<Connection>> AllAsync(CancellationToken cancellationToken) =>
        client.GetAsync<List<Connection>>($"{Root}/api-clients", cancellationToken);

    public Task<Connection> OneAsync(Guid id, CancellationToken cancellationToken) =>
        client.GetAsync<Connection>($"{Root}/api-clients/{id}", cancellationToken);

    public Task<Reply<ShownSecret>> MakeAsync(string name, IReadOnlyList<string> scopes, CancellationToken cancellationToken) =>
        client.PostAsync<ShownSecret>($"{Root}/api-clients", new { name, scopes }, cancellationToken);

    public Task<Reply<ShownSecret>> RotateAsync(Guid id, int overlapDays, CancellationToken cancellationToken) =>
        client.PostAsync<ShownSecret>($"{Root}/api-clients/{id}/secret", new { overlapDays }, cancellationToken);

    public Task<Reply<Nothing>> EndAsync(Guid id, CancellationToken cancellationToken) =>
        client.DeleteAsync($"{Root}/api-clients/{id}", cancellationToken);

    public Task<List<SubscriptionRow>> OwnSubscriptionsAsync(CancellationToken cancellationToken) =>
        client.GetAsync<List<SubscriptionRow>>($"{Root}/subscriptions", cancellationToken);

    public Task<AgencyServices> SubscriptionsAsync(Guid agency, CancellationToken cancellationToken) =>
        client.GetAsync<AgencyServices>($"{Root}/agencies/{agency}/subscriptions", cancellationToken);

    public Task<Reply<Nothing>> SubscribeAsync(Guid agency, string service, CancellationToken cancellationToken) =>
        client.SendAsync<Nothing>(HttpMethod.Put, $"{Root}/agencies/{agency}/subscriptions/{Uri.EscapeDataString(service)}", null, cancellationToken);

    public Task<Reply<Nothing>> EndSubscriptionAsync(Guid agency, string service, CancellationToken cancellationToken) =>
        client.DeleteAsync($"{Root}/agencies/{agency}/subscriptions/{Uri.EscapeDataString(service)}", cancellationToken);
}

/// <summary>An API client as its coordinator sees it; never with a secret.</summary>
public sealed record Connection(
    Guid ClientId, string Name, List<string> Scopes, DateOnly MadeOn, string? MadeBy, DateOnly? RotatedOn, string? RotatedBy,
    DateTimeOffset? EarlierSecretUntil, DateOnly? RevokedOn, string? RevokedBy, DateOnly? LastUsedOn)
{
    public bool IsOver => RevokedOn is not null;
}

/// <summary>A secret as tenancy shows it once.</summary>
public sealed record ShownSecret(Guid ClientId, string ClientSecret, DateTimeOffset? EarlierSecretUntil);

public sealed record SubscriptionRow(string Service, bool Subscribed, DateOnly? Since, List<SubscriptionPeriod> History);

public sealed record SubscriptionPeriod(DateOnly Since, DateOnly? EndedOn);

public sealed record AgencyServices(Guid AgencyId, string Code, string Name, List<SubscriptionRow> Services);
