using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using PeerPlatform.Contracts.Access;
using PeerPlatform.Portal.Errors;
using PeerPlatform.Portal.Layout;
using PeerPlatform.Portal.Services;
using PeerPlatform.Portal.Session;

namespace PeerPlatform.Portal.Programme;

/// <summary>How far the programme stands: the nine steps, and the four of them that a team needs which has to begin now.</summary>
internal static class ProgrammePages
{
    private const string QuickStart = "quick-start";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MemberPage("/programme", Permission.RunProgramme, ShowAsync);
        routes.MemberPage("/programme/quick-start", Permission.RunProgramme, QuickStartAsync);
        routes.MemberPage("/programme/steps/{number:int}", Permission.RunProgramme, StepAsync);
        routes.MemberForm("/programme/tasks/{task}", Permission.RunProgramme, MarkAsync);
    }

    private static async Task<IResult> ShowAsync(
        HttpContext context, ProgrammeApi programme, [AsParameters] SetUp.Asked asked, CancellationToken cancellationToken) =>
        new RazorComponentResult<ProgrammePage>(new { SetUp = await ReadAsync(context, programme, asked, cancellationToken) });

    private static async Task<IResult> QuickStartAsync(
        HttpContext context, ProgrammeApi programme, [AsParameters] SetUp.Asked asked, CancellationToken cancellationToken) =>
        new RazorComponentResult<QuickStartPage>(new { SetUp = await ReadAsync(context, programme, asked, cancellationToken) });

    private static async Task<IResult> StepAsync(
        int number, HttpContext context, ProgrammeApi programme, [AsParameters] SetUp.Asked asked, CancellationToken cancellationToken)
    {
        var setUp = await ReadAsync(context, programme, asked, cancellationToken);
        return setUp.Steps.Find(s => s.Number == number) is { } step
            ? new RazorComponentResult<StepPage>(new { Step = step, SetUp = setUp })
            : ErrorPages.Of(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> MarkAsync(string task, HttpContext context, ProgrammeApi programme, CancellationToken cancellationToken)
    {
        var form = await context.Request.ReadFormAsync(cancellationToken);
        (await programme.MarkAsync(task, form["done"] == "yes", cancellationToken)).OrThrow("tenancy");
        return Redirection.To(form["back"] == QuickStart ? $"/programme/quick-start#{task}"
            : int.TryParse(form["back"], NumberStyles.None, CultureInfo.InvariantCulture, out var step) ? $"/programme/steps/{step}#{task}"
            : "/programme");
    }

    private static Task<SetUp> ReadAsync(
        HttpContext context, ProgrammeApi programme, SetUp.Asked asked, CancellationToken cancellationToken) =>
        SetUp.ReadAsync(programme, asked, new Reader(context.User), cancellationToken);
}
