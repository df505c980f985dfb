using System.Net.Mime;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace PeerPlatform.Gateway;

/// <summary>
/// When the service behind a route does not answer: problem+json for a program, for a person a page with the help line
/// on it, which needs no service at all.
/// </summary>
internal static class Unreachable
{
    private static readonly string Page = Pages.Read("unreachable.html");

    public static async Task ExplainAsync(HttpContext context, RequestDelegate next)
    {
        await next(context);
        if (context.Response.HasStarted || context.Response.StatusCode is not (502 or 503 or 504) || context.Response.ContentLength > 0)
        {
            return;
        }

        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        context.Response.Headers.RetryAfter = "30";
        if (Pages.IsForPrograms(context.Request))
        {
            await context.Response.WriteAsJsonAsync(
                new
                {
                    type = "urn:peerplatform:service-unreachable",
                    title = "The part of the platform that answers this does not run right now. Nothing was changed.",
                    status = 503,
                    remedy = "Try again in a minute.",
                },
                options: null,
                "application/problem+json");
            return;
        }

        context.Response.ContentType = MediaTypeNames.Text.Html + "; charset=utf-8";
        context.Response.Headers[HeaderNames.ContentSecurityPolicy] = Pages.Policy;
        await context.Response.WriteAsync(Page);
    }
}
