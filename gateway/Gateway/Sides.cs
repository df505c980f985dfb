using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Net.Http.Headers;
using PeerPlatform.Gateway.Limits;
using PeerPlatform.Platform.Operations;

namespace PeerPlatform.Gateway;

/// <summary>
/// Keeps the collecting side apart from everything signed-in: each route says its side, each port serves one.
/// On the collecting side no cookie comes in or goes out and no trace is carried on (DESIGN, "Anonymous").
/// </summary>
internal sealed class Sides(IConfiguration configuration, RateLimits limits)
{
    /// <summary>A route's metadata of that name says its side.</summary>
    public const string Metadata = "Side";

    private readonly int _collectPort = configuration.GetValue("Gateway:CollectPort", 8081);

    /// <summary>The collecting side appears in no figure: a small agency's answers could be told by their moments.</summary>
    public Task CountSignedInSideAsync(HttpContext context, RequestDelegate next)
    {
        if (IsCollectSide(context))
        {
            TelemetrySetup.LeaveUncounted(context);
        }

        return next(context);
    }

    public Task KeepApartAsync(HttpContext context, RequestDelegate next)
    {
        var onCollectSide = IsCollectSide(context);
        var side = context.GetReverseProxyFeature().Route.Config.Metadata?.GetValueOrDefault(Metadata);
        if (side != Side.Both && onCollectSide != (side == Side.Collect))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }

        if (onCollectSide)
        {
            Activity.Current = null;
            context.Request.Headers.Remove(HeaderNames.Cookie);
            context.Request.Headers.Remove(HeaderNames.Authorization);
            context.Request.Headers.Remove(HeaderNames.UserAgent);
            context.Request.Headers.Remove(HeaderNames.Referer);
            context.Request.Headers.Remove(HeaderNames.TraceParent);
            context.Request.Headers.Remove(HeaderNames.TraceState);
            context.Request.Headers.Remove(HeaderNames.Baggage);
            context.Response.OnStarting(() =>
            {
                context.Response.Headers.Remove(HeaderNames.SetCookie);
                return Task.CompletedTask;
            });
            return limits.OnCollectingSideAsync(context, next);
        }

        return limits.OnSignedInSideAsync(context, next);
    }

    private bool IsCollectSide(HttpContext context) => context.Connection.LocalPort == _collectPort;
}

/// <summary>The sides that a route can be on.</summary>
internal static class Side
{
    public const string SignedIn = "signed-in";
    public const string Collect = "collect";
    public const string Both = "both";
}
