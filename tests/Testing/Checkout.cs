namespace PeerPlatform.Testing;

/// <summary>The files of the repository that the tests run in.</summary>
public static class Checkout
{
    /// <summary>Its top folder.</summary>
    public static string Root { get; } = Find();

    /// <summary>A file or folder of it, by parts of its path.</summary>
    public static string At(params string[] parts) => Path.Combine([Root, .. parts]);

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
