using System.Globalization;
using Microsoft.AspNetCore.Http;
using PeerPlatform.Portal.Layout;
using PeerPlatform.Portal.Session;

namespace PeerPlatform.Portal.Texts;

/// <summary>Which language a page is in: chosen, else the member's own, else the browser's, else English.</summary>
internal static class Language
{
    public const string Cookie = "__Host-lang";
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-US");
    private static readonly CultureInfo Spanish = CultureInfo.GetCultureInfo("es-US");

    public static bool IsKnown(string? code) => code is "en" or "es";

    public static void Apply(HttpContext context)
    {
        var culture = CodeFor(context) == "es" ? Spanish : English;
        CultureInfo.CurrentCulture = culture;
        CultureInfo.CurrentUICulture = culture;
    }

    private static string CodeFor(HttpContext context)
    {
        if (PageFrame.IsCollecting(context))
        {
            // No cookie is read here, so the choice travels in the address.
            return context.Request.Query["lang"].ToString() is var asked && IsKnown(asked) ? asked : OfBrowser(context);
        }

        if (context.Request.Cookies[Cookie] is { } chosen && IsKnown(chosen))
        {
            return chosen;
        }

        var reader = new Reader(context.User);
        return reader.IsSignedIn && IsKnown(reader.Language) ? reader.Language! : OfBrowser(context);
    }

    private static string OfBrowser(HttpContext context) =>
        context.Request.GetTypedHeaders().AcceptLanguage
            .OrderByDescending(l => l.Quality ?? 1)
            .Select(l => l.Value.Value?.Split('-')[0].ToLowerInvariant())
            .FirstOrDefault(IsKnown) ?? "en";
}
