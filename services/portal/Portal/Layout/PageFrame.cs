using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using PeerPlatform.Portal.Session;
using PeerPlatform.Portal.Texts;

namespace PeerPlatform.Portal.Layout;

/// <summary>Marks the portal's own endpoints.</summary>
internal sealed class PortalPage
{
    public static PortalPage Instance { get; } = new();
}

/// <summary>What every page has around it: who reads, in which language, and the headers that go with it.</summary>
internal static class PageFrame
{
    private const string ContentPolicy =
        $"default-src 'none'; script-src 'self'; style-src 'self' '{Charts.ChartStyle.Hash}'; img-src 'self' data:; connect-src 'self'; "
        + "worker-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    public static bool IsCollecting(HttpContext context) => context.Request.Path.StartsWithSegments("/collect");

    public static void Use(IApplicationBuilder app) =>
        app.Use(next => async context =>
        {
            if (context.GetEndpoint()?.Metadata.GetMetadata<PortalPage>() is not null)
            {
                await PrepareAsync(context);
                // Here and not in an awaited call: a culture set there would not reach the page.
                Language.Apply(context);
            }

            await next(context);
        });

    /// <summary>Also for pages that show what went wrong; they may start over on an answer already begun.</summary>
    public static async Task PrepareAsync(HttpContext context)
    {
        if (!IsCollecting(context))
        {
            var session = await context.AuthenticateAsync(SessionSetup.Scheme);
            if (session.Principal is { } person)
            {
                context.User = person;
            }
        }

        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = ContentPolicy;
        headers["Referrer-Policy"] = IsCollecting(context) ? "no-referrer" : "same-origin";
        headers[HeaderNames.CacheControl] = "no-store";
        headers.XContentTypeOptions = "nosniff";
    }
}
