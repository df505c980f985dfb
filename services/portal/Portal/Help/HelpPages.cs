using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using PeerPlatform.Platform.Operations;
using PeerPlatform.Portal.Layout;
using PeerPlatform.Portal.Session;
using PeerPlatform.Portal.Texts;

namespace PeerPlatform.Portal.Help;

/// <summary>Where to turn, how confidence is kept, the way out, the language, and the page for no connection.</summary>
internal static class HelpPages
{
    /// <summary>A page that tells nothing about where somebody was before.</summary>
    private const string Neutral = "https://www.weather.gov/";

    private const string OfflineWorker = """
        // Keeps one page for when there is no connection. Nothing that anybody saw is ever kept.
        const kept = "offline-{0}";
        self.addEventListener("install", (e) => {
          e.waitUntil(caches.open(kept).then((c) => c.addAll(["/offline", "{1}", "{2}"])).then(() => self.skipWaiting()));
        });
        self.addEventListener("activate", (e) => {
          e.waitUntil(caches.keys().then((all) => Promise.all(all.filter((k) => k !== kept).map((k) => caches.delete(k)))));
        });
        self.addEventListener("fetch", (e) => {
          if (e.request.mode === "navigate") {
            e.respondWith(fetch(e.request).catch(() => caches.match("/offline")));
          } else if (e.request.url.includes("/portal-assets/")) {
            e.respondWith(fetch(e.request).catch(() => caches.match(e.request)));
          }
        });
        """;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.OpenPage("/help", () => new RazorComponentResult<WhereToTurn>()).WithMetadata(LeavesNoTrace.Instance);
        routes.OpenPage("/confidence", () => new RazorComponentResult<ConfidencePage>());
        routes.OpenPage("/offline", () => new RazorComponentResult<OfflinePage>());
        routes.OpenPage("/sw.js", SendWorker);
        routes.OpenPage("/leave", Leave).WithMetadata(LeavesNoTrace.Instance);
        routes.OpenPage("/language", ChooseLanguage);
    }

    /// <summary>Goes somewhere neutral and clears what the browser lets a page clear.</summary>
    public static IResult Leave(HttpContext context)
    {
        context.Response.Headers["Clear-Site-Data"] = "\"cache\", \"storage\"";
        if (!PageFrame.IsCollecting(context))
        {
            context.Response.Cookies.Delete(SessionSetup.Cookie, new CookieOptions { Path = "/", Secure = true, HttpOnly = true });
        }

        context.Response.Headers["Referrer-Policy"] = "no-referrer";
        return TypedResults.Redirect(Neutral);
    }

    private static IResult ChooseLanguage(HttpContext context)
    {
        var to = context.Request.Query["to"].ToString();
        if (Language.IsKnown(to))
        {
            context.Response.Cookies.Append(Language.Cookie, to, new CookieOptions
            {
                Path = "/",
                Secure = true,
                HttpOnly = true,
                SameSite = SameSiteMode.Lax,
                MaxAge = TimeSpan.FromDays(365),
            });
        }

        return Redirection.To(LocalPath.OrHome(context.Request.Query["return"]));
    }

    private static ContentHttpResult SendWorker(HttpContext context)
    {
        context.Response.Headers.CacheControl = "no-cache";
        var styles = Files.AssetFiles.AddressOf("portal.css");
        var script = Files.AssetFiles.AddressOf("portal.js");
        var version = styles.Split('.')[1];
        return TypedResults.Text(
            OfflineWorker.Replace("{0}", version, StringComparison.Ordinal)
                .Replace("{1}", styles, StringComparison.Ordinal)
                .Replace("{2}", script, StringComparison.Ordinal),
            "text/javascript; charset=utf-8");
    }
}
