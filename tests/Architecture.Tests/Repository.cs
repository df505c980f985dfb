using System.Reflection;
using System.Xml.Linq;
using PeerPlatform.Platform;

namespace PeerPlatform.Architecture.Tests;

/// <summary>The repository as files, and the assemblies that were built from it.</summary>
internal static class Repository
{
    private static readonly string[] NotOurs =
        ["bin", "obj", "Migrations", "node_modules", "dist", "artifacts", "TestResults", ".git", "data"];

    public static string Root { get; } = FindRoot();

    /// <summary>Folders below <c>services/</c>, in lower case as in routes and queues, apart from those that have no door yet.</summary>
    public static IReadOnlyList<string> ServiceFolders => [.. AllServiceFolders.Except(WithoutDoor, StringComparer.Ordinal)];

    /// <summary>Folders of a library that nothing can call yet; which ones is reviewed.</summary>
    public static IReadOnlyList<string> WithoutDoor => [.. AllServiceFolders.Where(f => Assemblies.Any(a => IsLibraryOf(f, a)) && !Services.ContainsKey(f))];

    private static List<string> AllServiceFolders { get; } =
        [.. Directory.GetDirectories(At("services")).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal)];

    /// <summary>Our own assemblies: platform, contracts, gateway and every service.</summary>
    public static IReadOnlyList<Assembly> Assemblies { get; } =
    [
        .. Directory.GetFiles(AppContext.BaseDirectory, "PeerPlatform.*.dll")
            .Order(StringComparer.Ordinal)
            .Select(Assembly.LoadFrom)
            .Where(a => a.GetName().Name != "PeerPlatform.Testing"),
    ];

    /// <summary>The public door of each service, by its name.</summary>
    public static IReadOnlyDictionary<string, PlatformService> Services { get; } = Assemblies
        .SelectMany(a => a.GetExportedTypes())
        .Where(t => t.IsSubclassOf(typeof(PlatformService)) && !t.IsAbstract)
        .Select(t => (PlatformService)Activator.CreateInstance(t)!)
        .ToDictionary(s => s.Name, StringComparer.Ordinal);

    public static string At(params string[] parts) => Path.Combine([Root, .. parts]);

    /// <summary>Path from the root with forward slashes.</summary>
    public static string Relative(string path) => Path.GetRelativePath(Root, path).Replace('\\', '/');

    /// <summary>Files that people wrote, with one of the endings, below a folder.</summary>
    public static IEnumerable<string> Written(string folder, params string[] endings)
    {
        foreach (var file in Directory.GetFiles(folder))
        {
            if (endings.Contains(Path.GetExtension(file), StringComparer.Ordinal))
            {
                yield return file;
            }
        }

        foreach (var inner in Directory.GetDirectories(folder).Where(d => !NotOurs.Contains(Path.GetFileName(d), StringComparer.Ordinal)))
        {
            foreach (var file in Written(inner, endings))
            {
                yield return file;
            }
        }
    }

    /// <summary>Every project with the projects it references, as paths from the root; patterns are resolved.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Projects() => Written(Root, ".csproj").ToDictionary(
        Relative,
        project => (IReadOnlyList<string>)
        [
            .. XDocument.Load(project).Descendants("ProjectReference")
                .Select(r => (string?)r.Attribute("Include") ?? "")
                .Where(include => !include.Contains('*', StringComparison.Ordinal))
                .Select(include => Relative(Path.GetFullPath(Path.Combine(Path.GetDirectoryName(project)!, include.Replace('\\', '/'))))),
        ],
        StringComparer.Ordinal);

    private static bool IsLibraryOf(string folder, Assembly assembly) =>
        string.Equals(assembly.GetName().Name, $"PeerPlatform.{folder}", StringComparison.OrdinalIgnoreCase);

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "global.json")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The tests run outside the repository.");
    }
}
