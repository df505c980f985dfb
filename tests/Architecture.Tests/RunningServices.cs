using System.Net.Http.Headers;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using PeerPlatform.Contracts.Access;
using PeerPlatform.Testing;

[assembly: AssemblyFixture(typeof(PeerPlatform.Architecture.Tests.RunningServices))]

namespace PeerPlatform.Architecture.Tests;

/// <summary>All services in one host, as the embedded topology runs them; started once for all tests.</summary>
public sealed class RunningServices : IAsyncLifetime
{
    private TestIssuer _issuer = null!;

    /// <summary>The running host.</summary>
    public TestPlatform Platform { get; private set; } = null!;

    /// <summary>Every route of every service and of the platform.</summary>
    public IReadOnlyList<RouteEndpoint> Routes =>
        [.. Platform.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()];

    /// <inheritdoc />
    public async ValueTask InitializeAsync()
    {
        // Tokens of any role are needed, so they are the test's own and not tenancy's.
        _issuer = await TestIssuer.StartAsync();
        Platform = await TestPlatform.StartAsync(
            [.. Repository.Services.Values],
            new Dictionary<string, string?> { ["Portal:CollectAddress"] = "http://localhost:1", ["Identity:Keys"] = _issuer.Keys });
    }

    /// <summary>A client signed in with one role, in an agency or network of its own.</summary>
    /// <param name="services">What the tenant subscribes to; everything when null.</param>
    public HttpClient Client(Role role, IReadOnlyList<string>? services = null) => With(
        tenant => _issuer.TokenFor(services ?? ServiceName.BySubscription, tenant, tenant, null, null, role));

    /// <summary>An API client that may have the scopes, of an agency or network of its own that subscribes to everything.</summary>
    public HttpClient ApiClient(params string[] scopes) => With(
        tenant => _issuer.ClientToken(tenant, tenant, ServiceName.BySubscription, scopes));

    private HttpClient With(Func<Guid, string> token)
    {
        var client = Platform.Anonymous();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token(Guid.CreateVersion7()));
        return client;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await Platform.DisposeAsync();
        await _issuer.DisposeAsync();
    }
}
