using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using PeerPlatform.Portal.Layout;
using PeerPlatform.Portal.Services;
using PeerPlatform.Portal.Session;

namespace PeerPlatform.Portal.Errors;

/// <summary>Pages that say what went wrong, what is kept, and what to do; the help line is on them too.</summary>
internal static class ErrorPages
{
    public static RazorComponentResult<ErrorPage> Of(int status) =>
        new(new { Status = status }) { StatusCode = status };

    /// <summary>For a page of a service that the agency does not subscribe to.</summary>
    public static RazorComponentResult<NotUsedPage> NotUsed(string service) =>
        new(new { Service = service }) { StatusCode = StatusCodes.Status403Forbidden };

    /// <summary>For places outside an endpoint.</summary>
    public static Task ShowAsync(HttpContext context, int status) => ShowAsync(context, Of(status));

    public static async Task ShowAsync(HttpContext context, IResult page)
    {
        await PageFrame.PrepareAsync(context);
        Texts.Language.Apply(context);
        await page.ExecuteAsync(context);
    }

    /// <summary>Any address that no page has. The services' own addresses keep answering by themselves.</summary>
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.OpenPage(
            "/{**path:regex(^(?!api/|openapi/|health/|collect/v1/|portal-assets/|\\.well-known/).*$)}",
            () => Of(StatusCodes.Status404NotFound)).WithOrder(int.MaxValue);
}

/// <summary>Turns what a page did not foresee into a page of the right kind; never shows an exception.</summary>
internal sealed class PageProblems(ILogger<PageProblems> log) : IExceptionHandler
{
    private static readonly string[] NotPages = ["/api", "/collect/v1", "/openapi", "/health", "/.well-known"];

    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (Array.Exists(NotPages, prefix => httpContext.Request.Path.StartsWithSegments(prefix)))
        {
            return false;
        }

        if (exception is SessionOver)
        {
            httpContext.Response.Redirect(SessionSetup.SignInAddress(httpContext));
            return true;
        }

        if (exception is ServiceSilent silent)
        {
            log.LogWarning("{Service} does not answer the portal.", silent.Service);
        }
        else if (exception is not (ServiceRefused or BadHttpRequestException))
        {
            // The type and place only: a message may carry what somebody typed.
            log.LogError("A page failed: {Kind} at {Place}", exception.GetType().Name, exception.StackTrace);
        }

        // The session may know less than the service: a subscription ends for new tokens first.
        await ErrorPages.ShowAsync(
            httpContext,
            exception is ServiceRefused { Problem: { } refused } and { Service: var service } && refused.Is("service-not-subscribed")
                ? ErrorPages.NotUsed(service)
                : ErrorPages.Of(StatusOf(exception)));
        return true;
    }

    private static int StatusOf(Exception exception) => exception switch
    {
        ServiceSilent => StatusCodes.Status503ServiceUnavailable,
        ServiceRefused { Problem.Status: 403 or 404 or 503 } refused => refused.Problem.Status,
        ServiceRefused { Problem.Status: 410 } => StatusCodes.Status404NotFound,
        ServiceRefused { Problem.Status: 429 } => StatusCodes.Status503ServiceUnavailable,
        BadHttpRequestException bad => bad.StatusCode == 413 ? 413 : StatusCodes.Status400BadRequest,
        _ => StatusCodes.Status500InternalServerError,
    };
}
