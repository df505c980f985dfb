using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace PeerPlatform.Gateway;

/// <summary>Security headers on every answer, ours and those of errors; a page may set a policy of its own.</summary>
internal static class SecurityHeaders
{
    public static Task OnEveryAnswerAsync(HttpContext context, RequestDelegate next)
    {
        context.Response.OnStarting(() =>
        {
            var headers = context.Response.Headers;
            headers.TryAdd(HeaderNames.ContentSecurityPolicy, "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'");
            headers.TryAdd("Referrer-Policy", "same-origin");
            headers.TryAdd(HeaderNames.CacheControl, "no-store");
            headers[HeaderNames.XContentTypeOptions] = "nosniff";
            headers[HeaderNames.XFrameOptions] = "DENY";
            headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=(), payment=(), usb=()";
            headers["Cross-Origin-Opener-Policy"] = "same-origin";
            headers["Cross-Origin-Resource-Policy"] = "same-origin";
            headers.Remove(HeaderNames.Server);
            if (context.Request.IsHttps)
            {
                headers[HeaderNames.StrictTransportSecurity] = "max-age=31536000; includeSubDomains";
            }

            return Task.CompletedTask;
        });
        return next(context);
    }
}
