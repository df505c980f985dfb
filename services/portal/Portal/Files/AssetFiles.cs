using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;
using PeerPlatform.Platform.Operations;

namespace PeerPlatform.Portal.Files;

/// <summary>
/// Styles and scripts as npm built them into <c>portal-assets</c> beside the program. Names carry a hash of the content,
/// so browsers may keep them for a year; each is there plain, gzipped and as brotli.
/// </summary>
internal static class AssetFiles
{
    private const string Address = "/portal-assets/";
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "portal-assets");
    private static readonly Lazy<Dictionary<string, string>> Manifest = new(ReadManifest);

    /// <summary>The address of an asset by its plain name, such as <c>portal.css</c>.</summary>
    public static string AddressOf(string name) => Address + Manifest.Value[name];

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet($"{Address}{{name}}", Send)
            .AllowAnonymous()
            .WithMetadata(LeavesNoTrace.Instance)
            .ExcludeFromDescription();

    private static IResult Send(string name, HttpRequest request, HttpResponse response)
    {
        if (!Manifest.Value.ContainsValue(name))
        {
            return TypedResults.NotFound();
        }

        response.Headers[HeaderNames.CacheControl] = "public, max-age=31536000, immutable";
        response.Headers.Vary = HeaderNames.AcceptEncoding;
        response.Headers.XContentTypeOptions = "nosniff";
        var (ending, encoding) = Encoding(request);
        if (encoding is not null)
        {
            response.Headers.ContentEncoding = encoding;
        }

        var type = name.EndsWith(".css", StringComparison.Ordinal) ? "text/css; charset=utf-8" : "text/javascript; charset=utf-8";
        return TypedResults.PhysicalFile(Path.Combine(Folder, name + ending), type);
    }

    private static (string Ending, string? Name) Encoding(HttpRequest request)
    {
        var accepted = request.GetTypedHeaders().AcceptEncoding;
        bool Takes(string encoding) => accepted.Any(a => a.Value.Equals(encoding, StringComparison.OrdinalIgnoreCase) && a.Quality != 0);
        return Takes("br") ? (".br", "br") : Takes("gzip") ? (".gz", "gzip") : ("", null);
    }

    private static Dictionary<string, string> ReadManifest()
    {
        var manifest = Path.Combine(Folder, "manifest.json");
        return File.Exists(manifest)
            ? JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(manifest))!
            : throw new InvalidOperationException($"{manifest} is missing: build the portal, which runs npm for its styles and scripts.");
    }
}
