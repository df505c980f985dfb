using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using PeerPlatform.Contracts.Access;

namespace PeerPlatform.Architecture.Tests;

public sealed partial class RoutesTests(RunningServices running)
{
    private const string CallsBetweenServices = "service";

    // The portal's policies: the same permissions, held by the session's cookie instead of a token.
    private const string OfPages = "page:";

    [Fact]
    public void Every_route_declares_a_policy_of_the_access_table_or_is_reviewed_as_open()
    {
        var closed = running.Routes
            .Where(r => r.Metadata.GetMetadata<IAllowAnonymous>() is null && !DemandsAPermission(r))
            .Select(NameOf)
            .ToList();
        Assert.True(
            closed.Count == 0,
            $"Routes without a permission. Write .RequireAuthorization(Permission.…) at the route, or .AllowAnonymous() and have it reviewed:\n{string.Join('\n', closed)}");

        ReviewedList.AssertHolds(
            "open-routes.txt",
            running.Routes.Where(r => r.Metadata.GetMetadata<IAllowAnonymous>() is not null).Select(NameOf),
            "Routes that anybody may call");
    }

    [Fact]
    public void Every_route_of_an_api_says_what_it_does()
    {
        var silent = running.Routes
            .Where(r => r.RoutePattern.RawText?.StartsWith("/api/", StringComparison.Ordinal) == true)
            .Where(r => r.Metadata.GetMetadata<IEndpointSummaryMetadata>() is null
                || r.Metadata.GetMetadata<IEndpointDescriptionMetadata>() is null
                || r.Metadata.GetMetadata<IEndpointNameMetadata>() is null)
            .Select(NameOf)
            .ToList();

        Assert.True(silent.Count == 0, $"Add .WithName(), .WithSummary() and .WithDescription() to:\n{string.Join('\n', silent)}");
    }

    [Fact]
    public async Task Every_route_of_every_api_lets_in_the_roles_of_the_access_table_only()
    {
        var wrong = new List<string>();
        foreach (var (route, permission) in PermittedRoutes())
        {
            using var nobody = running.Platform.Anonymous();
            if (await StatusAsync(nobody, route) != HttpStatusCode.Unauthorized)
            {
                wrong.Add($"{NameOf(route)} answers nobody with something else than 401.");
            }

            foreach (var role in Enum.GetValues<Role>())
            {
                using var client = running.Client(role);
                var letIn = await StatusAsync(client, route) is not (HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized);
                if (letIn != AccessTable.Allows(permission, [role]))
                {
                    wrong.Add($"{NameOf(route)} lets {role} {(letIn ? "in" : "not in")}.");
                }
            }
        }

        Assert.True(wrong.Count == 0, $"What routes do is not what the access table says:\n{string.Join('\n', wrong)}");
    }

    [Fact]
    public async Task Every_route_of_every_api_lets_in_a_client_with_its_scope_and_with_no_other()
    {
        var wrong = new List<string>();
        foreach (var (route, permission) in PermittedRoutes())
        {
            var scopes = AccessTable.ClientScopes.Select(s => s.Name).Append("").Append(permission);
            foreach (var scope in scopes)
            {
                using var client = running.ApiClient(scope);
                var letIn = await StatusAsync(client, route) is not (HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized);
                if (letIn != AccessTable.AllowsClient(permission, [scope]))
                {
                    wrong.Add($"{NameOf(route)} lets a client with the scope '{scope}' {(letIn ? "in" : "not in")}.");
                }
            }
        }

        Assert.True(wrong.Count == 0, $"What routes do is not what the access table says of clients:\n{string.Join('\n', wrong)}");
    }

    [Fact]
    public async Task Every_route_of_a_service_that_is_subscribed_to_says_so_when_it_is_not()
    {
        var wrong = new List<string>();
        foreach (var (route, permission) in PermittedRoutes().Where(r => AccessTable.Rows[r.Permission].Count > 0))
        {
            var service = route.RoutePattern.RawText!.Split('/')[2];
            using var client = running.Client(AccessTable.Rows[permission][0], [.. ServiceName.BySubscription.Where(s => s != service)]);
            using var answer = await AnswerAsync(client, route);
            var refused = (await answer.Content.ReadAsStringAsync()).Contains("urn:peerplatform:service-not-subscribed", StringComparison.Ordinal);
            if (refused != ServiceName.NeedsSubscription(service))
            {
                wrong.Add($"{NameOf(route)} {(refused ? "asks for" : "asks for no")} subscription.");
            }
        }

        Assert.True(wrong.Count == 0, $"Map routes inside MapApi, whose group asks for the subscription:\n{string.Join('\n', wrong)}");
    }

    [Fact]
    public void Every_call_between_services_demands_a_services_credential()
    {
        var open = running.Routes
            .Where(r => r.Metadata.Any(m => m.GetType().Name == "GrpcMethodMetadata"))
            .Where(r => r.RoutePattern.RawText?.StartsWith("/grpc.health.v1.", StringComparison.Ordinal) == false)
            .Where(r => !r.Metadata.GetOrderedMetadata<IAuthorizeData>().Any(d => d.Policy == CallsBetweenServices))
            .Select(NameOf)
            .ToList();

        Assert.True(open.Count == 0, $"Map gRPC services in MapGrpc, whose group demands the credential:\n{string.Join('\n', open)}");
    }

    private IEnumerable<(RouteEndpoint Route, string Permission)> PermittedRoutes() => running.Routes
        .Where(r => r.RoutePattern.RawText?.StartsWith("/api/", StringComparison.Ordinal) == true
            && r.Metadata.GetMetadata<IAllowAnonymous>() is null && DemandsAPermission(r))
        .Select(r => (r, r.Metadata.GetOrderedMetadata<IAuthorizeData>()[^1].Policy!));

    private static bool DemandsAPermission(RouteEndpoint route)
    {
        var declared = route.Metadata.GetOrderedMetadata<IAuthorizeData>();
        return declared.Count > 0 && declared.All(d => d.Policy is { } policy
            && (policy == CallsBetweenServices
                || AccessTable.Rows.ContainsKey(policy.StartsWith(OfPages, StringComparison.Ordinal) ? policy[OfPages.Length..] : policy)));
    }

    private static string NameOf(RouteEndpoint route) =>
        $"{string.Join(',', route.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["ANY"])} {route.RoutePattern.RawText}";

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, RouteEndpoint route)
    {
        using var answer = await AnswerAsync(client, route);
        return answer.StatusCode;
    }

    private static async Task<HttpResponseMessage> AnswerAsync(HttpClient client, RouteEndpoint route)
    {
        var method = route.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods[0];
        using var request = new HttpRequestMessage(
            new HttpMethod(method), Parameter().Replace(route.RoutePattern.RawText!, m => m.Value.Contains(":int", StringComparison.Ordinal) ? "1" : $"{Guid.Empty}"));
        if (method is "POST" or "PUT" or "PATCH")
        {
            var accepted = route.Metadata.GetMetadata<IAcceptsMetadata>()?.ContentTypes[0] ?? "application/json";
            request.Content = new StringContent("{}", Encoding.UTF8, accepted);
        }

        return await client.SendAsync(request);
    }

    [GeneratedRegex("{[^}]+}")]
    private static partial Regex Parameter();
}
