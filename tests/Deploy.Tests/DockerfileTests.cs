using System.Text.RegularExpressions;
using System.Xml.Linq;
using PeerPlatform.Testing;

namespace PeerPlatform.Deploy.Tests;

/// <summary>The rules of the one Dockerfile that matter; no registry is needed to hold them.</summary>
public sealed partial class DockerfileTests(Rendered rendered)
{
    [Fact]
    public void Every_base_image_is_a_variable_without_a_default_whose_digest_is_checked()
    {
        var stages = new List<string>();
        var check = Dockerfile.Instructions.Single(i => i.Word == "RUN" && i.Rest.Contains("*@sha256:*", StringComparison.Ordinal));
        foreach (var from in Dockerfile.Instructions.Where(i => i.Word == "FROM"))
        {
            var match = BaseImage().Match(from.Rest);
            Assert.True(match.Success || stages.Contains(from.Rest), $"FROM {from.Rest}: name a variable, FROM ${{..._IMAGE}}, that is given with a digest.");
            Assert.Contains(new Instruction("ARG", match.Groups[1].Value), Dockerfile.Instructions);
            Assert.Contains($"\"${match.Groups[1].Value}\"", check.Rest, StringComparison.Ordinal);
            stages.Add(match.Groups[2].Value);
        }

        Assert.All(Dockerfile.Instructions, i => Assert.DoesNotContain("latest", i.Rest.Split(' ', ':')));
    }

    [Fact]
    public void The_image_runs_as_a_number_that_is_not_root_and_the_chart_says_the_same_number()
    {
        var user = Dockerfile.Image.Single(i => i.Word == "USER").Rest;
        var users = rendered.Of("Deployment").Select(d => $"{d.Containers[0].Text("securityContext/runAsUser")}:{d.Containers[0].Text("securityContext/runAsGroup")}");

        Assert.Matches("^[1-9][0-9]+:[1-9][0-9]+$", user);
        Assert.All(users, u => Assert.Equal(user, u));
    }

    [Fact]
    public void It_starts_without_a_shell_and_names_the_ports_of_the_chart()
    {
        var ports = rendered.Of("Deployment").SelectMany(d => d.Containers[0].List("ports")).Select(p => p.Text("containerPort")!).Distinct().Order();

        Assert.Equal("""["/app/service"]""", Dockerfile.Image.Single(i => i.Word == "ENTRYPOINT").Rest);
        Assert.DoesNotContain(Dockerfile.Image, i => i.Word is "RUN" or "CMD");
        Assert.Equal(ports, Dockerfile.Image.Single(i => i.Word == "EXPOSE").Rest.Split(' ').Order());
    }

    [Fact]
    public void Local_production_has_the_runtime_s_settings_of_the_image_so_that_its_figures_are_the_image_s()
    {
        var image = Dockerfile.Image.Single(i => i.Word == "ENV").Rest.Split(' ').Where(v => v.StartsWith("DOTNET_GC", StringComparison.Ordinal) || v.StartsWith("DOTNET_Thread", StringComparison.Ordinal));
        var local = Runtime().Match(File.ReadAllText(Checkout.At("deploy", "local", "up.sh"))).Groups[1].Value.Split(' ');

        Assert.Equal(image, local);
    }

    [Fact]
    public void Nothing_comes_from_an_address_and_nothing_secret_stays_in_a_layer()
    {
        Assert.DoesNotContain(Dockerfile.Instructions, i => i.Word == "ADD");
        Assert.All(Dockerfile.Instructions.Where(i => i.Word is "RUN" or "COPY"), i => Assert.DoesNotMatch("curl|wget|https?://", i.Rest));
        Assert.All(Dockerfile.Instructions.Where(i => i.Word is "ARG" or "ENV"), i => Assert.DoesNotMatch("(?i)password|token|secret|key", i.Rest));
    }

    [Fact]
    public void Everything_that_is_copied_exists_and_everything_that_a_host_is_built_from_is_copied()
    {
        var copied = Dockerfile.Copied.ToList();
        var hosts = Directory.GetFiles(Checkout.At("services"), "*.Host.csproj", SearchOption.AllDirectories)
            .Concat(Directory.GetFiles(Checkout.At("gateway"), "*.Host.csproj", SearchOption.AllDirectories));
        var needed = new HashSet<string>(StringComparer.Ordinal);
        var left = new Queue<string>(hosts);
        while (left.TryDequeue(out var project))
        {
            if (needed.Add(project))
            {
                var folder = Path.GetDirectoryName(project)!;
                XDocument.Load(project).Descendants("ProjectReference").Select(r => Path.GetFullPath(Path.Combine(folder, (string)r.Attribute("Include")!)))
                    .ToList().ForEach(left.Enqueue);
            }
        }

        Assert.All(copied, path => Assert.True(Path.Exists(Checkout.At(path.Split('/'))), $"COPY {path}: there is none."));
        Assert.All(
            needed.Select(p => Path.GetRelativePath(Checkout.Root, p)).Concat(["global.json", "Directory.Build.props", "Directory.Packages.props", ".editorconfig"]),
            path => Assert.True(copied.Contains(path.Split('/')[0]), $"deploy/Dockerfile does not copy {path}."));
    }

    [Fact]
    public void What_was_built_outside_does_not_get_into_the_build()
    {
        var ignored = File.ReadAllLines(Checkout.At("deploy", "Dockerfile.dockerignore"));

        Assert.Subset(ignored.ToHashSet(), new HashSet<string> { "**/bin", "**/obj", "**/node_modules", "**/dist", ".git" });
    }

    [GeneratedRegex(@"\nruntime=\((.+)\)\n")]
    private static partial Regex Runtime();

    [GeneratedRegex(@"^\$\{([A-Z]+_IMAGE)\}(?: AS ([a-z]+))?$")]
    private static partial Regex BaseImage();
}
