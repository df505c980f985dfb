using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using PeerPlatform.Contracts.Access;
using PeerPlatform.Portal.Errors;
using PeerPlatform.Portal.Session;

namespace PeerPlatform.Portal.Layout;

/// <summary>
/// The ways to map a page. Each says who may see it; each write is refused without the form's key, which only a page of
/// this portal can have put there.
/// </summary>
internal static class PageRoutes
{
    public static RouteHandlerBuilder OpenPage(this IEndpointRouteBuilder routes, string pattern, Delegate page) =>
        Page(routes.MapGet(pattern, page)).AllowAnonymous();

    public static RouteHandlerBuilder OpenForm(this IEndpointRouteBuilder routes, string pattern, Delegate form) =>
        WithKey(Page(routes.MapPost(pattern, form))).AllowAnonymous();

    public static RouteHandlerBuilder MemberPage(this IEndpointRouteBuilder routes, string pattern, string permission, Delegate page) =>
        OfService(Page(routes.MapGet(pattern, page)).RequireAuthorization(SessionSetup.PolicyOf(permission)), permission);

    public static RouteHandlerBuilder MemberForm(this IEndpointRouteBuilder routes, string pattern, string permission, Delegate form) =>
        OfService(WithKey(Page(routes.MapPost(pattern, form))).RequireAuthorization(SessionSetup.PolicyOf(permission)), permission);

    public static RouteHandlerBuilder Page(RouteHandlerBuilder route) =>
        route.WithMetadata(PortalPage.Instance).DisableAntiforgery().ExcludeFromDescription();

    /// <summary>A page of a service that the agency does not use says so, and asks the service nothing.</summary>
    private static RouteHandlerBuilder OfService(RouteHandlerBuilder route, string permission)
    {
        var service = AccessTable.ServiceOf(permission);
        return ServiceName.NeedsSubscription(service)
            ? route.AddEndpointFilter(async (call, next) =>
                new Reader(call.HttpContext.User).Uses(service) ? await next(call) : ErrorPages.NotUsed(service))
            : route;
    }

    private static RouteHandlerBuilder WithKey(RouteHandlerBuilder route) =>
        route.WithMetadata(NeedsFormKey.Instance).AddEndpointFilter(RequireKeyAsync);

    private static async ValueTask<object?> RequireKeyAsync(EndpointFilterInvocationContext call, EndpointFilterDelegate next)
    {
        var context = call.HttpContext;
        var antiforgery = context.RequestServices.GetRequiredService<IAntiforgery>();
        if (await antiforgery.IsRequestValidAsync(context))
        {
            return await next(call);
        }

        return ErrorPages.Of(StatusCodes.Status400BadRequest);
    }
}

/// <summary>Marks a write that is refused without the form's key.</summary>
internal sealed class NeedsFormKey
{
    public static NeedsFormKey Instance { get; } = new();
}
