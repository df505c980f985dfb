using Microsoft.AspNetCore.Http;

namespace PeerPlatform.Gateway;

/// <summary>The gateway's own pages: whole in themselves, since no service may be there to help with them.</summary>
internal static class Pages
{
    public const string Policy = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'";

    /// <summary>True where a program asks and wants a problem, false where a person does and wants a page.</summary>
    public static bool IsForPrograms(HttpRequest request) =>
        request.Path.StartsWithSegments("/api") || request.Path.StartsWithSegments("/collect/v1") || request.Path.StartsWithSegments("/openapi");

    public static string Read(string name)
    {
        using var stream = typeof(Pages).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
