using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using PeerPlatform.Contracts.Access;
using PeerPlatform.Portal.Layout;
using PeerPlatform.Portal.Services;

namespace PeerPlatform.Portal.Recruitment;

/// <summary>What the panel reads and scores, each alone.</summary>
internal static class PanelPages
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MemberPage("/panel", Permission.ScoreApplications, ListAsync);
        routes.MemberPage("/panel/{id:guid}", Permission.ScoreApplications, ShowAsync);
        routes.MemberForm("/panel/{id:guid}", Permission.ScoreApplications, ScoreAsync);
        routes.MemberForm("/panel/{id:guid}/aside", Permission.ScoreApplications, StepAsideAsync);
    }

    private static async Task<IResult> ListAsync(HttpRequest request, RecruitmentApi recruitment, CancellationToken cancellationToken) =>
        new RazorComponentResult<PanelPage>(new { Tasks = await recruitment.MyPanelAsync(cancellationToken), Aside = request.Query["done"] == "aside" });

    private static async Task<IResult> ShowAsync(Guid id, HttpRequest request, RecruitmentApi recruitment, CancellationToken cancellationToken) =>
        new RazorComponentResult<ScorePage>(new { Application = await recruitment.PanelApplicationAsync(id, cancellationToken), Done = request.Query["done"] == "1" });

    private static async Task<IResult> ScoreAsync(Guid id, HttpContext context, RecruitmentApi recruitment, CancellationToken cancellationToken)
    {
        var form = await context.Request.ReadFormAsync(cancellationToken);
        var known = await recruitment.PanelApplicationAsync(id, cancellationToken);
        var scores = known.Criteria.Select(c => (c.Code, Score: form.Number(c.Code))).Where(s => s.Score is not null).ToDictionary(s => s.Code, s => s.Score!.Value);
        var flags = form["flags"].OfType<string>().ToList();
        var reply = await recruitment.ScoreAsync(id, scores, flags, form.Text("note"), cancellationToken);
        return reply.Problem is { } problem
            ? new RazorComponentResult<ScorePage>(new { Application = known with { Own = new OwnPanelScores(scores, flags, form.Text("note")) }, Problem = problem })
            {
                StatusCode = problem.Status,
            }
            : Redirection.To($"/panel/{id}?done=1");
    }

    private static async Task<IResult> StepAsideAsync(Guid id, RecruitmentApi recruitment, CancellationToken cancellationToken)
    {
        (await recruitment.StepAsideAsync(id, cancellationToken)).OrThrow("recruitment");
        return Redirection.To("/panel?done=aside");
    }
}
