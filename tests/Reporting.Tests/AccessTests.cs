using System.Net;
using System.Text;
using PeerPlatform.Contracts.Access;

namespace PeerPlatform.Reporting.Tests;

/// <summary>Generated from the access table: every role on every route.</summary>
public sealed class AccessTests
{
    private static readonly (string Method, string Path)[] OfTheNetwork =
    [
        ("GET", "/api/reporting/v1/waiting"),
        ("GET", "/api/reporting/v1/releases"),
        ("POST", "/api/reporting/v1/releases"),
        ("GET", $"/api/reporting/v1/releases/{Guid.Empty}"),
        ("GET", $"/api/reporting/v1/releases/{Guid.Empty}/table.json"),
        ("GET", $"/api/reporting/v1/releases/{Guid.Empty}/table.csv"),
    ];

    private static readonly (string Method, string Path)[] OfAnAgency =
    [
        ("GET", "/api/reporting/v1/figures"),
        ("GET", "/api/reporting/v1/figures.csv"),
    ];

    private static readonly (string Method, string Path, string Permission)[] Routes =
    [
        .. OfTheNetwork.Select(r => (r.Method, r.Path, Permission.NetworkReleases)),
        .. OfAnAgency.Select(r => (r.Method, r.Path, Permission.SeeProgrammeFigures)),
    ];

    [Fact]
    public async Task Only_roles_of_the_access_table_come_in()
    {
        await using var world = await ReportingWorld.StartAsync();
        foreach (var role in Enum.GetValues<Role>())
        {
            using var client = world.Platform.Client(world.Network, world.Network, null, role);
            foreach (var (method, path, permission) in Routes)
            {
                var refused = await StatusAsync(client, method, path) is HttpStatusCode.Forbidden;
                Assert.True(refused != AccessTable.Allows(permission, [role]), $"{role} at {method} {path}");
            }
        }
    }

    [Fact]
    public async Task Nobody_who_is_not_signed_in_comes_in()
    {
        await using var world = await ReportingWorld.StartAsync();
        using var client = world.Platform.Anonymous();
        foreach (var (method, path, _) in Routes)
        {
            Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(client, method, path));
        }
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, string method, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (method == "POST")
        {
            request.Content = new StringContent("""{"instrument":"cbi"}""", Encoding.UTF8, "application/json");
        }

        using var answer = await client.SendAsync(request);
        return answer.StatusCode;
    }
}
