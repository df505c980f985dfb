using System.Net;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using PeerPlatform.Contracts.Access;
using PeerPlatform.Testing;

namespace PeerPlatform.Assessment.Tests;

/// <summary>The access table, row by row, on every route of the service as it is mapped.</summary>
public sealed class AccessTests : IAsyncLifetime
{
    private Listening _listening = null!;

    public async ValueTask InitializeAsync() => _listening = await Listening.StartAsync();

    public ValueTask DisposeAsync() => _listening.DisposeAsync();

    public static TheoryData<Role> Roles() => [.. Enum.GetValues<Role>()];

    [Theory]
    [MemberData(nameof(Roles))]
    public async Task A_role_reaches_exactly_the_routes_that_the_table_gives_it(Role role)
    {
        var agency = _listening.Agency([6]);
        using var client = _listening.Platform.Client(agency.Id, agency.NetworkId, agency.Members[0].Id, role);
        foreach (var (method, path, permission) in Routes())
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), path);
            if (method == "POST")
            {
                request.Content = JsonContent.Create(new { });
            }

            var status = (await client.SendAsync(request)).StatusCode;
            var allowed = AccessTable.Allows(permission, [role]);
            Assert.True(
                allowed == (status is not HttpStatusCode.Forbidden and not HttpStatusCode.Unauthorized),
                $"{role} got {(int)status} from {method} {path}; the table says {(allowed ? "yes" : "no")} to {permission}.");
        }
    }

    [Fact]
    public async Task Nobody_reaches_a_route_without_a_token_or_with_a_foreign_one()
    {
        await using var foreign = await TestIssuer.StartAsync();
        foreach (var (method, path, _) in Routes())
        {
            foreach (var token in new[] { null, foreign.Token(Guid.NewGuid(), Guid.NewGuid(), null, null, Role.Coordinator) })
            {
                using var request = new HttpRequestMessage(new HttpMethod(method), path);
                request.Headers.Authorization = token is null ? null : new("Bearer", token);
                Assert.Equal(HttpStatusCode.Unauthorized, (await _listening.Nobody.SendAsync(request)).StatusCode);
            }
        }
    }

    [Theory]
    [InlineData("GET /instruments", Permission.RunWaves)]
    [InlineData("POST /waves", Permission.RunWaves)]
    [InlineData("POST /waves/by-count", Permission.InviteByCount)]
    [InlineData("GET /waves", Permission.RunWaves)]
    [InlineData("GET /waves/ID", Permission.RunWaves)]
    [InlineData("POST /waves/ID/close", Permission.RunWaves)]
    [InlineData("GET /waves/ID/results", Permission.SeeAgencyResults)]
    [InlineData("GET /my-waves", Permission.AnswerWaves)]
    [InlineData("POST /waves/ID/invitation", Permission.AnswerWaves)]
    public void A_route_names_the_permission_that_it_is_about(string route, string permission)
    {
        Assert.Equal(9, Routes().Count);
        var found = Assert.Single(Routes(), r =>
            $"{r.Method} {Regex.Replace(r.Path, "/[0-9a-f-]{36}", "/ID").Replace("/api/assessment/v1", "", StringComparison.Ordinal)}" == route);
        Assert.Equal(permission, found.Permission);
    }

    private List<(string Method, string Path, string Permission)> Routes() =>
    [
        .. _listening.Platform.Services.GetRequiredService<EndpointDataSource>().Endpoints
            .OfType<RouteEndpoint>()
            .Where(e => e.RoutePattern.RawText!.StartsWith("/api/assessment/", StringComparison.Ordinal))
            .Select(e => (
                e.Metadata.GetRequiredMetadata<IHttpMethodMetadata>().HttpMethods.Single(),
                e.RoutePattern.RawText!.Replace("{id:guid}", Guid.NewGuid().ToString(), StringComparison.Ordinal),
                e.Metadata.GetOrderedMetadata<IAuthorizeData>().Single().Policy!)),
    ];
}
