using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using PeerPlatform.Contracts.Access;
using PeerPlatform.Portal.Layout;
using PeerPlatform.Portal.Services;

namespace PeerPlatform.Portal.Practice;

/// <summary>What stands between supporters and sessions: named by kind, told as rounded counts.</summary>
internal static class BarrierPages
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MemberPage("/training/barriers", Permission.OwnTraining, AskAsync);
        routes.MemberForm("/training/barriers", Permission.OwnTraining, NameAsync);
        routes.MemberPage("/readiness/barriers", Permission.RunTraining, TellAsync);
    }

    private static async Task<IResult> AskAsync(HttpRequest request, PracticeApi practice, CancellationToken cancellationToken) =>
        new RazorComponentResult<NameBarriersPage>(new { Named = await practice.MyBarriersAsync(cancellationToken), JustNamed = request.Query["done"] == "named" });

    private static async Task<IResult> NameAsync(HttpContext context, PracticeApi practice, CancellationToken cancellationToken)
    {
        var kinds = (await context.Request.ReadFormAsync(cancellationToken))["kinds"].OfType<string>().ToList();
        var reply = await practice.NameBarriersAsync(kinds, cancellationToken);
        return reply.Problem is { } problem
            ? new RazorComponentResult<NameBarriersPage>(new { Named = await practice.MyBarriersAsync(cancellationToken), Problem = problem }) { StatusCode = problem.Status }
            : Redirection.To("/training/barriers?done=named");
    }

    private static async Task<IResult> TellAsync(PracticeApi practice, CancellationToken cancellationToken) =>
        new RazorComponentResult<BarriersPage>(new { Quarters = await practice.BarriersAsync(cancellationToken) });
}
