using System.Security.Claims;
using Grpc.Core;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using PeerPlatform.Contracts.Access;
using PeerPlatform.Platform.Refusals;

namespace PeerPlatform.Platform.Identity;

/// <summary>Marks the routes of a service, HTTP and gRPC.</summary>
internal sealed record RouteOfService(string Service);

/// <summary>
/// A service answers those tenants only whose token says that they subscribe to it (P-1.3). What a service asks by itself,
/// after an event, names no subscription and goes on.
/// </summary>
internal static class Entitlement
{
    /// <summary>Names the service in a refused call's metadata, so that the caller can say it on.</summary>
    public const string RefusedService = "needs-service";

    /// <summary>Runs after authorization: who may not come in at all is told that first.</summary>
    public static Task RequireAsync(HttpContext context, RequestDelegate next)
    {
        if (context.GetEndpoint() is not { } endpoint
            || endpoint.Metadata.GetMetadata<RouteOfService>() is not { Service: var service }
            || !ServiceName.NeedsSubscription(service)
            || endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null
            || ServicesOf(context.User) is not { } subscribed
            || subscribed.Contains(service))
        {
            return next(context);
        }

        var refusal = new ServiceNotSubscribed(service);
        return IsGrpc(context.Request) ? RefuseCallAsync(context, refusal) : RefuseRequestAsync(context, refusal);
    }

    /// <summary>Null when a service acts by itself; a person's or client's token without the claim subscribes to nothing.</summary>
    public static IReadOnlySet<string>? ServicesOf(ClaimsPrincipal user)
    {
        var named = user.FindAll(PlatformClaims.Services).Select(c => c.Value).ToHashSet(StringComparer.Ordinal);
        return named.Count == 0 && user.HasClaim(c => c.Type == ServiceTokens.Service) ? null : named;
    }

    private static bool IsGrpc(HttpRequest request) =>
        request.ContentType?.StartsWith("application/grpc", StringComparison.Ordinal) == true;

    private static async Task RefuseRequestAsync(HttpContext context, Refusal refusal)
    {
        var details = refusal.ToDetails();
        context.Response.StatusCode = details.Status!.Value;
        await context.RequestServices.GetRequiredService<IProblemDetailsService>()
            .WriteAsync(new ProblemDetailsContext { HttpContext = context, ProblemDetails = details });
    }

    /// <summary>A gRPC status without any message, in the headers (gRPC over HTTP/2, "Trailers-Only").</summary>
    private static Task RefuseCallAsync(HttpContext context, ServiceNotSubscribed refusal)
    {
        context.Response.ContentType = "application/grpc";
        context.Response.Headers["grpc-status"] = $"{(int)StatusCode.PermissionDenied}";
        context.Response.Headers["grpc-message"] = Uri.EscapeDataString(refusal.Reason);
        context.Response.Headers[RefusedService] = refusal.Service;
        return Task.CompletedTask;
    }
}

/// <summary>The tenant does not subscribe to the service, or no longer.</summary>
internal sealed record ServiceNotSubscribed(string Service) : Refusal(
    RefusalKind.Forbidden,
    $"Your agency does not use the service '{Service}'.",
    Remedy: "Your network coordinator can change that. It then takes up to ten minutes, or a new sign-in, until you notice.");
