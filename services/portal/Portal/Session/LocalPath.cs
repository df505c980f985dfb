namespace PeerPlatform.Portal.Session;

/// <summary>Where a page may send a person back to: a path of this portal, never another site.</summary>
internal static class LocalPath
{
    public static string OrHome(string? path) => IsLocal(path) ? path! : "/";

    /// <summary>
    /// A path starts with one slash; a second slash or a backslash would make browsers read a host name, and so would
    /// control characters, which they drop.
    /// </summary>
    public static bool IsLocal(string? path) =>
        path is ['/', ..]
        && path is not ['/', '/' or '\\', ..]
        && path.All(c => char.IsAscii(c) && !char.IsControl(c))
        && !path.Contains('\\', StringComparison.Ordinal)
        && Uri.TryCreate(path, UriKind.Relative, out _);
}
