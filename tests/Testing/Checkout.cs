using System.Globalization;

namespace PeerPlatform.Testing;

/// <summary>The files of the repository that the tests run in.</summary>
public static class Checkout
{
    /// <summary>Its top folder.</summary>
    public static string Root { get; } = Find();

    /// <summary>A file or folder of it, by parts of its path.</summary>
    public static string At(params string[] parts) => Path.Combine([Root, .. parts]);

    /// <summary>How these tests were built: <c>Debug</c> or <c>Release</c>. What they start was built alike.</summary>
    public static string Configuration { get; } = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar)).Parent!.Name;

    /// <summary>The program of a service's host as it was built, such as of <c>tenancy</c>; <c>gateway</c> for the gateway's.</summary>
    public static string HostOf(string service) =>
        Path.Combine(HostProjectOf(service), "bin", Configuration, "net10.0", $"PeerPlatform.{NameOf(service)}.Host.dll");

    /// <summary>The folder of the project of a service's host, or of the <c>gateway</c>'s.</summary>
    public static string HostProjectOf(string service) =>
        Path.Combine(service == "gateway" ? At("gateway") : At("services", service), $"{NameOf(service)}.Host");

    private static string NameOf(string service) => CultureInfo.InvariantCulture.TextInfo.ToTitleCase(service);

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "global.json")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The tests run outside the repository.");
    }
}
