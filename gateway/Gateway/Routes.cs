namespace PeerPlatform.Gateway;

/// <summary>
/// Where everything goes, as YARP's configuration: below what the host configures, so that a host can say otherwise. A service
/// with a public API is one word in <see cref="WithApi"/>; the addresses are the host's.
/// </summary>
internal static class Routes
{
    /// <summary>Has <c>/api/{name}/...</c> and <c>/openapi/{name}.json</c>.</summary>
    private static readonly string[] WithApi = ["tenancy", "assessment", "recruitment", "training", "reporting"];

    private static readonly Route[] Others =
    [
        new("keys", "tenancy", "/.well-known/jwks.json", Side.SignedIn),
        new("collect-nominations", "recruitment", "/collect/v1/nominations/{**rest}", Side.Collect),
        new("collect-api", "assessment", "/collect/v1/{**rest}", Side.Collect),
        new("collect-pages", "portal", "/collect/{**rest}", Side.Collect),
        new("assets", "portal", "/portal-assets/{**rest}", Side.Both),
        new("portal", "portal", "/{**page}", Side.SignedIn, Order: 1000),
    ];

    public static IEnumerable<KeyValuePair<string, string?>> AsConfiguration()
    {
        Route[] all =
        [
            .. WithApi.Select(s => new Route($"{s}-api", s, $"/api/{s}/{{**rest}}", Side.SignedIn)),
            .. WithApi.Select(s => new Route($"{s}-openapi", s, $"/openapi/{s}.json", Side.SignedIn)),
            .. Others,
        ];
        return all.SelectMany(OfRoute).Concat(all.Select(r => r.Cluster).Distinct(StringComparer.Ordinal).SelectMany(OfCluster));
    }

    private static IEnumerable<KeyValuePair<string, string?>> OfRoute(Route route)
    {
        var key = $"ReverseProxy:Routes:{route.Name}";
        yield return new($"{key}:ClusterId", route.Cluster);
        yield return new($"{key}:Match:Path", route.Path);
        yield return new($"{key}:Metadata:{Sides.Metadata}", route.Side);
        yield return new($"{key}:Transforms:0:X-Forwarded", "Off");
        yield return new($"{key}:Transforms:1:RequestHeaderOriginalHost", "true");
        if (route.Order is { } order)
        {
            yield return new($"{key}:Order", $"{order}");
        }
    }

    private static IEnumerable<KeyValuePair<string, string?>> OfCluster(string name)
    {
        var key = $"ReverseProxy:Clusters:{name}";
        yield return new($"{key}:HttpRequest:Version", "2");
        yield return new($"{key}:HttpRequest:VersionPolicy", "RequestVersionExact");
        yield return new($"{key}:HttpRequest:ActivityTimeout", "00:01:40");
        yield return new($"{key}:LoadBalancingPolicy", "PowerOfTwoChoices");
    }

    private sealed record Route(string Name, string Cluster, string Path, string Side, int? Order = null);
}
