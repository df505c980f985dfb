namespace PeerPlatform.Embedded;

/// <summary>What the command line says.</summary>
/// <param name="Port">Portal and API; the three ports after it are collecting, internal HTTP/1.1 and internal h2c.</param>
/// <param name="Demonstration">Whether the first start fills an empty folder with the demonstration network.</param>
internal sealed record EmbeddedOptions(string Data, int Port, bool Demonstration)
{
    public int CollectPort => Port + 1;

    public string InternalHttp => $"http://127.0.0.1:{Port + 2}";

    public string InternalGrpc => $"http://127.0.0.1:{Port + 3}";

    public string PortalAddress => $"http://localhost:{Port}";

    /// <summary>Another host name than the portal's, so that a browser never sends the session's cookie there.</summary>
    public string CollectAddress => $"http://127.0.0.1:{CollectPort}";
}
