using System.Net;
using System.Text;
using PeerPlatform.Contracts.Access;

namespace PeerPlatform.Tenancy.Tests.Http;

/// <summary>Generated from the access table: every role on every route.</summary>
public sealed class AccessTests
{
    private const string Api = "/api/tenancy/v1";

    private static readonly (string Method, string Path, string Permission)[] Routes =
    [
        ("POST", $"{Api}/sign-out", Permission.OwnAccount),
        ("GET", $"{Api}/me", Permission.OwnAccount),
        ("GET", $"{Api}/teams", Permission.OwnAgency),
        ("GET", $"{Api}/members", Permission.ManageMembers),
        ("POST", $"{Api}/members/{Guid.Empty}/setup-link", Permission.ManageMembers),
        ("POST", $"{Api}/members/setup-links", Permission.ManageMembers),
        ("GET", $"{Api}/agencies", Permission.OnboardAgencies),
        ("POST", $"{Api}/agencies/{Guid.Empty}/coordinators/{Guid.Empty}/setup-link", Permission.OnboardAgencies),
        ("POST", $"{Api}/onboarding?fileName=a.csv", Permission.OnboardAgencies),
        ("GET", $"{Api}/onboarding", Permission.OnboardAgencies),
        ("GET", $"{Api}/onboarding/{Guid.Empty}", Permission.OnboardAgencies),
        ("GET", $"{Api}/onboarding/{Guid.Empty}/faults", Permission.OnboardAgencies),
        ("POST", $"{Api}/onboarding/{Guid.Empty}/import", Permission.OnboardAgencies),
        ("DELETE", $"{Api}/onboarding/{Guid.Empty}", Permission.OnboardAgencies),
        ("GET", $"{Api}/subscriptions", Permission.OwnAgency),
        ("GET", $"{Api}/agencies/{Guid.Empty}/subscriptions", Permission.ManageSubscriptions),
        ("PUT", $"{Api}/agencies/{Guid.Empty}/subscriptions/{Guid.Empty}", Permission.ManageSubscriptions),
        ("DELETE", $"{Api}/agencies/{Guid.Empty}/subscriptions/{Guid.Empty}", Permission.ManageSubscriptions),
        ("GET", $"{Api}/api-clients", Permission.ManageClients),
        ("POST", $"{Api}/api-clients", Permission.ManageClients),
        ("GET", $"{Api}/api-clients/{Guid.Empty}", Permission.ManageClients),
        ("POST", $"{Api}/api-clients/{Guid.Empty}/secret", Permission.ManageClients),
        ("DELETE", $"{Api}/api-clients/{Guid.Empty}", Permission.ManageClients),
        ("GET", $"{Api}/programme/charter", Permission.RunProgramme),
        ("PUT", $"{Api}/programme/charter/{Guid.Empty}", Permission.RunProgramme),
        ("GET", $"{Api}/programme/charter/{Guid.Empty}/wordings", Permission.RunProgramme),
        ("GET", $"{Api}/programme/steps", Permission.RunProgramme),
        ("PUT", $"{Api}/programme/tasks/{Guid.Empty}", Permission.RunProgramme),
    ];

    [Fact]
    public async Task Only_roles_of_the_access_table_come_in()
    {
        await using var world = await World.StartAsync();
        foreach (var role in Enum.GetValues<Role>())
        {
            var client = world.As(world.Network, null, role);
            foreach (var (method, path, permission) in Routes)
            {
                var refused = await StatusAsync(client, method, path) == HttpStatusCode.Forbidden;
                Assert.True(refused != AccessTable.Allows(permission, [role]), $"{role} at {method} {path}");
            }
        }
    }

    [Fact]
    public async Task Nobody_who_is_not_signed_in_comes_in()
    {
        await using var world = await World.StartAsync();
        foreach (var (method, path, _) in Routes)
        {
            Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(world.Nobody, method, path));
        }
    }

    [Fact]
    public async Task Every_route_is_in_this_table_or_open_to_all()
    {
        await using var world = await World.StartAsync();
        string[] open = ["/token", "/setup-links/{token}", "/setup-links/redeem"];
        using var answer = await world.Nobody.GetAsync(new Uri("/openapi/tenancy.json", UriKind.Relative));
        using var api = System.Text.Json.JsonDocument.Parse(await answer.Content.ReadAsStringAsync());

        var routes = api.RootElement.GetProperty("paths").EnumerateObject()
            .Where(path => !open.Contains(path.Name[Api.Length..]))
            .SelectMany(path => path.Value.EnumerateObject().Select(verb => $"{verb.Name.ToUpperInvariant()} {Shape(path.Name)}"));

        Assert.Equal(Routes.Select(r => $"{r.Method} {Shape(r.Path.Split('?')[0])}").Order(), routes.Order());
    }

    private static string Shape(string path) => string.Join(
        '/', path.TrimEnd('/').Split('/').Select(part => part.StartsWith('{') || part == Guid.Empty.ToString() ? "*" : part));

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, string method, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (path.Contains("fileName", StringComparison.Ordinal))
        {
            request.Content = new StringContent(Csv.File(Csv.Row(1)), Encoding.UTF8, "text/csv");
        }

        using var answer = await client.SendAsync(request);
        return answer.StatusCode;
    }
}
