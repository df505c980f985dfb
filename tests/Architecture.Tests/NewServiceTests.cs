using System.Text.Json.Nodes;
using PeerPlatform.Contracts.Access;

namespace PeerPlatform.Architecture.Tests;

/// <summary>Adding a service is one line each in a few places; here the missing one is noticed.</summary>
public sealed class NewServiceTests(RunningServices running)
{
    public static TheoryData<string> Folders { get; } = [.. Repository.ServiceFolders];

    [Fact]
    public void Every_folder_below_services_is_a_service_of_that_name() =>
        Assert.True(
            Repository.ServiceFolders.SequenceEqual(Repository.Services.Keys.Order(StringComparer.Ordinal)),
            $"Folders: {string.Join(", ", Repository.ServiceFolders)}. Services: {string.Join(", ", Repository.Services.Keys.Order(StringComparer.Ordinal))}. "
            + "A folder services/<name>/ holds <Name>/<Name>.csproj with a public class <Name>Service : PlatformService whose Name is the folder's.");

    [Fact]
    public void A_library_below_services_has_a_door_or_was_reviewed() =>
        ReviewedList.AssertHolds("libraries-without-a-door.txt", Repository.WithoutDoor, "Libraries below services/ that nothing can call");

    [Fact]
    public void Every_project_is_in_the_solution()
    {
        var solution = Directory.GetFiles(Repository.Root, "PeerPlatform.sln*").Single();
        var text = File.ReadAllText(solution).Replace('\\', '/');
        var missing = Repository.Projects().Keys.Where(p => !text.Contains(p, StringComparison.OrdinalIgnoreCase)).ToList();

        Assert.True(missing.Count == 0, $"Not in the solution. Run 'dotnet sln add' for:\n{string.Join('\n', missing)}");
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void A_service_has_a_host_and_tests(string service)
    {
        var name = NameOf(service);
        foreach (var path in new[] { $"services/{service}/{name}.Host/{name}.Host.csproj", $"tests/{name}.Tests/{name}.Tests.csproj" })
        {
            Assert.True(File.Exists(Repository.At(path.Split('/'))), $"The service {service} has no {path}. Add it.");
        }
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void A_service_is_in_the_embedded_list(string service)
    {
        var door = $"{NameOf(service)}Service";
        var sources = string.Concat(Repository.Written(Repository.At("deploy", "embedded"), ".cs").Select(File.ReadAllText));

        Assert.True(sources.Contains($"new {door}()", StringComparison.Ordinal), $"Add 'new {door}(),' to the list of services in deploy/embedded.");
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void A_service_is_reached_through_the_gateway(string service)
    {
        var routes = Gateway.Routes.AsConfiguration().ToDictionary(r => r.Key, r => r.Value, StringComparer.Ordinal);
        var host = JsonNode.Parse(File.ReadAllText(Repository.At("gateway", "Gateway.Host", "appsettings.json")))!["ReverseProxy"]!;
        var paths = routes.Where(r => r.Key.EndsWith(":ClusterId", StringComparison.Ordinal) && r.Value == service)
            .Select(r => routes[r.Key.Replace(":ClusterId", ":Match:Path", StringComparison.Ordinal)])
            .ToList();

        Assert.True(host["Clusters"]![service] is not null, $"Add the address of '{service}' to gateway/Gateway.Host/appsettings.json.");
        Assert.True(paths.Count > 0, $"Add '{service}' to gateway/Gateway/Routes.cs.");
        if (running.Routes.Any(r => r.RoutePattern.RawText?.StartsWith($"/api/{service}/", StringComparison.Ordinal) == true))
        {
            Assert.True(
                paths.Contains($"/api/{service}/{{**rest}}") && paths.Contains($"/openapi/{service}.json"),
                $"Add '{service}' to the services with an API in gateway/Gateway/Routes.cs.");
        }
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void A_service_is_always_there_or_can_be_subscribed_to(string service) =>
        Assert.True(
            service is ServiceName.Tenancy or "portal" || ServiceName.BySubscription.Contains(service),
            $"Add '{service}' to contracts/Access/ServiceName.cs, so that agencies can subscribe to it.");

    [Theory]
    [MemberData(nameof(Folders))]
    public void A_service_is_in_what_deploys_it(string service)
    {
        foreach (var (file, line) in new[]
        {
            (Repository.At("deploy", "helm", "peer-platform", "values.yaml"), $"\n  {service}:\n"),
            (Repository.At("deploy", "helm", "peer-platform", "values.yaml"), $"{{ from: gateway, to: {service}, port: grpc }}"),
            (Repository.At("skaffold.yaml"), $"- image: peer-platform-{service}\n"),
            (Repository.At("skaffold.yaml"), $"SERVICE: {service},"),
            (Repository.At("skaffold.yaml"), $"services.{service}.image:"),
        })
        {
            Assert.True(File.ReadAllText(file).Contains(line, StringComparison.Ordinal), $"Add '{line.Trim()}' to {Repository.Relative(file)}.");
        }
    }

    /// <summary>The folder's name with a capital, as its library and its door are called.</summary>
    private static string NameOf(string service) => $"{char.ToUpperInvariant(service[0])}{service[1..]}";
}
