namespace PeerPlatform.Browser.Tests;

/// <summary>Where screenshots go: of every run to artifacts, and with PICTURES=1 a few of them to docs/pictures for the README.</summary>
internal static class Pictures
{
    private static readonly string Root = FindRoot();

    public static bool ForTheReadme => Environment.GetEnvironmentVariable("PICTURES") == "1";

    /// <summary>What the platform printed during the tests.</summary>
    public static string PlatformLog => At("artifacts", "browser-tests-platform.log");

    public static string Screenshot(Screen screen, string name) => At("artifacts", "screenshots", screen.Word(), $"{name}.png");

    public static string Transcript(string name) => At("artifacts", "transcripts", $"{name}.txt");

    public static string Picture(string name) => At("docs", "pictures", $"{name}.png");

    private static string At(params string[] parts)
    {
        var path = Path.Combine([Root, .. parts]);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return path;
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Directory.Packages.props")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests run outside the repository.");
        }

        return folder.FullName;
    }
}
