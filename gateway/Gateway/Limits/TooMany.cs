using System.Globalization;
using System.Net.Mime;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace PeerPlatform.Gateway.Limits;

/// <summary>The answer to a request beyond a limit: a problem with a remedy for a program, a page with the help line for a person.</summary>
internal static class TooMany
{
    private static readonly string Page = Pages.Read("too-many.html");

    public static Task AnswerAsync(HttpContext context, TimeSpan wait)
    {
        var seconds = Math.Max(1, (long)Math.Ceiling(wait.TotalSeconds));
        context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        if (Pages.IsForPrograms(context.Request))
        {
            return context.Response.WriteAsJsonAsync(
                new
                {
                    type = "urn:peerplatform:too-many-requests",
                    title = "That is more than we can take from you at once. Nothing was changed.",
                    status = StatusCodes.Status429TooManyRequests,
                    remedy = seconds == 1 ? "Wait a second, then go on." : $"Wait {seconds} seconds, then go on.",
                },
                options: null,
                "application/problem+json");
        }

        context.Response.ContentType = MediaTypeNames.Text.Html + "; charset=utf-8";
        context.Response.Headers[HeaderNames.ContentSecurityPolicy] = Pages.Policy;
        return context.Response.WriteAsync(Page.Replace("{seconds}", seconds.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal));
    }
}
