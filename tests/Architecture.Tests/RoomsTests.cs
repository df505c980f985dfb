using System.Text.RegularExpressions;

namespace PeerPlatform.Architecture.Tests;

/// <summary>Services meet in contracts only; platform knows no service; stand-ins know nobody (DESIGN, "The rooms").</summary>
public sealed partial class RoomsTests
{
    [Fact]
    public void A_project_references_only_rooms_that_it_may()
    {
        var wrong = Repository.Projects()
            .SelectMany(p => p.Value.Select(referenced => (Project: p.Key, Referenced: referenced)))
            .Where(r => !May(r.Project, r.Referenced))
            .Select(r => $"{r.Project} references {r.Referenced}")
            .ToList();

        Assert.True(
            wrong.Count == 0,
            $"Rooms reach into each other. Services meet in contracts: declare an event or a call there instead.\n{string.Join('\n', wrong)}");
    }

    [Fact]
    public void A_service_assembly_references_no_other_service()
    {
        var wrong = Repository.Services.Values
            .Select(s => s.GetType().Assembly)
            .SelectMany(a => OurReferences(a).Except(["PeerPlatform.Platform", "PeerPlatform.Contracts"]).Select(r => $"{a.GetName().Name} → {r}"))
            .ToList();

        Assert.True(
            wrong.Count == 0,
            $"A service knows platform and contracts only. Ask over gRPC or listen to an event, declared in contracts.\n{string.Join('\n', wrong)}");
    }

    [Fact]
    public void Platform_references_contracts_only_and_contracts_nobody()
    {
        Assert.Equal(["PeerPlatform.Contracts"], OurReferences(typeof(Platform.PlatformService).Assembly));
        Assert.Empty(OurReferences(typeof(Contracts.Events.IEvent).Assembly));
    }

    [Fact]
    public void A_service_shows_its_door_and_its_requests_and_nothing_else()
    {
        var wrong = Repository.Services.Values
            .SelectMany(s => s.GetType().Assembly.GetExportedTypes())
            .Where(t => !t.IsSubclassOf(typeof(Platform.PlatformService))
                && !Components.MakePublic(t)
                && !t.Name.EndsWith("Request", StringComparison.Ordinal))
            .Select(t => t.FullName)
            .ToList();

        Assert.True(
            wrong.Count == 0,
            $"Public in a service are only its door '<Name>Service' and HTTP request records named '…Request'. Make internal:\n{string.Join('\n', wrong)}");
    }

    [Fact]
    public void What_services_ask_each_other_is_asked_seldom_or_was_reviewed()
    {
        var places = Repository.Written(Repository.At("services"), ".cs")
            .Where(file => File.ReadLines(file).Any(line => Question().IsMatch(line) && !line.Contains("AddGrpcClient", StringComparison.Ordinal)))
            .Select(Repository.Relative);

        ReviewedList.AssertHolds(
            "questions-between-services.txt", places, "Code that asks another service. What is asked often comes from events or the token instead (decision 0006)");
    }

    private static List<string> OurReferences(System.Reflection.Assembly assembly) =>
        [.. assembly.GetReferencedAssemblies().Select(r => r.Name!).Where(n => n.StartsWith("PeerPlatform.", StringComparison.Ordinal))];

    private static bool May(string project, string referenced)
    {
        var from = Room(project);
        var to = Room(referenced);
        return from switch
        {
            "tests" => true,
            "stand-ins" => to == "stand-ins",
            "contracts" => to == "stand-ins",
            "platform" => to is "contracts" or "stand-ins",
            "deploy" => to != "tests",
            _ when from.EndsWith(".Host", StringComparison.Ordinal) => to == from[..^".Host".Length],
            _ when from.StartsWith("services/", StringComparison.Ordinal) => to is "platform" or "contracts",
            _ when from.StartsWith("gateway/", StringComparison.Ordinal) => to is "platform" or "stand-ins" or "contracts",
            _ => false,
        };
    }

    /// <summary>The top folder; for services and gateway the folder of the project.</summary>
    private static string Room(string project)
    {
        var parts = project.Split('/');
        return parts[0] is "services" ? $"{parts[0]}/{parts[1]}/{parts[2]}" : parts[0] is "gateway" ? $"{parts[0]}/{parts[1]}" : parts[0];
    }

    [GeneratedRegex(@"\w+Service\.\w+ServiceClient\b")]
    private static partial Regex Question();
}
