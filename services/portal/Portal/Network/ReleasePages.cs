using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using PeerPlatform.Contracts.Access;
using PeerPlatform.Portal.Errors;
using PeerPlatform.Portal.Layout;
using PeerPlatform.Portal.Services;

namespace PeerPlatform.Portal.Network;

/// <summary>The network's releases: what waits, the ledger, and each release's permanent page with its downloads.</summary>
internal static class ReleasePages
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MemberPage("/network/releases", Permission.NetworkReleases, ListAsync);
        routes.MemberForm("/network/releases", Permission.NetworkReleases, MakeAsync);
        routes.MemberPage("/network/releases/{id:guid}", Permission.NetworkReleases, ShowAsync);
        routes.MemberPage("/network/releases/{id:guid}/table.{format}", Permission.NetworkReleases, DownloadAsync);
    }

    private static async Task<IResult> ListAsync(HttpRequest request, ReportingApi reporting, CancellationToken cancellationToken) =>
        await PageAsync(Paging.PageOf(request), null, reporting, cancellationToken);

    private static async Task<IResult> MakeAsync(HttpContext context, ReportingApi reporting, CancellationToken cancellationToken)
    {
        var form = await context.Request.ReadFormAsync(cancellationToken);
        var reply = await reporting.MakeReleaseAsync(
            form["instrument"].ToString(), int.TryParse(form["version"], out var version) ? version : null, cancellationToken);
        return reply.Problem is { } problem
            ? await PageAsync(1, problem, reporting, cancellationToken)
            : Redirection.To($"/network/releases/{reply.Value!.Id}?made=1");
    }

    private static async Task<IResult> PageAsync(int page, ApiProblem? problem, ReportingApi reporting, CancellationToken cancellationToken)
    {
        var waiting = await reporting.WaitingAsync(cancellationToken);
        var releases = await reporting.ReleasesAsync(page, 20, cancellationToken);
        return new RazorComponentResult<ReleasesPage>(new { Waiting = waiting, Releases = releases, Problem = problem })
        {
            StatusCode = problem?.Status ?? StatusCodes.Status200OK,
        };
    }

    private static async Task<IResult> ShowAsync(Guid id, HttpRequest request, ReportingApi reporting, CancellationToken cancellationToken) =>
        new RazorComponentResult<ReleasePage>(new
        {
            Release = await reporting.ReleaseAsync(id, cancellationToken),
            JustMade = request.Query["made"] == "1",
        });

    private static async Task<IResult> DownloadAsync(
        Guid id, string format, HttpContext context, ReportingApi reporting, CancellationToken cancellationToken)
    {
        if (format is not ("csv" or "json"))
        {
            return ErrorPages.Of(StatusCodes.Status404NotFound);
        }

        return await TakenFile.HandOnAsync(context, reporting.TableAsync(id, format, cancellationToken), $"release-{id}.{format}", cancellationToken);
    }
}
