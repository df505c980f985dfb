using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using PeerPlatform.Contracts.Access;
using PeerPlatform.Platform.Operations;
using PeerPlatform.Portal.Layout;
using PeerPlatform.Portal.Services;

namespace PeerPlatform.Portal.Recruitment;

/// <summary>
/// Naming a colleague. On the collecting side the day's pass in the address is all there is: no session, no cookie, no form key, and nothing is recorded. A leader names
/// on the signed-in side, in their own name.
/// </summary>
internal static class NominatePages
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        PageRoutes.Page(routes.MapGet("/collect/n/{campaign:guid}/{pass}", ShowAsync)).AllowAnonymous().WithMetadata(LeavesNoTrace.Instance);
        PageRoutes.Page(routes.MapPost("/collect/n/{campaign:guid}/{pass}", NameAsync)).AllowAnonymous().WithMetadata(LeavesNoTrace.Instance);
        routes.MemberPage("/searches/{id:guid}/name", Permission.NominateAsLeader, LeaderAsync);
        routes.MemberForm("/searches/{id:guid}/name", Permission.NominateAsLeader, NameAsLeaderAsync);
    }

    private static async Task<IResult> ShowAsync(Guid campaign, string pass, HttpRequest request, NominationsApi nominations, CancellationToken cancellationToken)
    {
        var search = request.Query["search"].ToString().Trim();
        var form = await nominations.FormAsync(campaign, pass, search, cancellationToken);
        return form.Problem is { } problem ? Over(problem) : Form(campaign, pass, form.Value!, search, null, null);
    }

    private static async Task<IResult> NameAsync(Guid campaign, string pass, HttpContext context, NominationsApi nominations, CancellationToken cancellationToken)
    {
        var sent = await context.Request.ReadFormAsync(cancellationToken);
        var search = sent.Text("search");
        var form = await nominations.FormAsync(campaign, pass, search, cancellationToken);
        if (form.Problem is { } over)
        {
            return Over(over);
        }

        Reply<Nothing> reply;
        try
        {
            reply = await nominations.NameAsync(campaign, pass, sent.Id("nominee") ?? Guid.Empty, cancellationToken);
        }
        catch (ServiceSilent)
        {
            reply = new Reply<Nothing>(null, new ApiProblem(StatusCodes.Status503ServiceUnavailable, "", "", null, null));
        }

        return reply.Problem switch
        {
            null => new RazorComponentResult<NamedPage>(new { Campaign = campaign, Pass = pass }),
            { Status: 404 or 410 } problem => Over(problem),
            { } problem => Form(campaign, pass, form.Value!, search, sent.Id("nominee"), problem),
        };
    }

    private static RazorComponentResult<NominatePage> Form(Guid campaign, string pass, NominationForm form, string search, Guid? chosen, ApiProblem? problem) =>
        new(new { Campaign = campaign, Pass = pass, Form = form, Search = search, Chosen = chosen, Problem = problem }) { StatusCode = problem?.Status ?? StatusCodes.Status200OK };

    private static RazorComponentResult<NominationOverPage> Over(ApiProblem problem) => problem.Status is 404 or 410
        ? new(new { IsClosed = problem.Status == 410 }) { StatusCode = problem.Status }
        : throw new ServiceSilent("recruitment", null);

    private static Task<IResult> LeaderAsync(Guid id, HttpRequest request, RecruitmentApi recruitment, CancellationToken cancellationToken) =>
        LeadersPageAsync(id, request.Query["search"].ToString().Trim(), request.Query["done"] == "1", "", null, recruitment, cancellationToken);

    private static async Task<IResult> NameAsLeaderAsync(Guid id, HttpContext context, RecruitmentApi recruitment, CancellationToken cancellationToken)
    {
        var form = await context.Request.ReadFormAsync(cancellationToken);
        var reply = await recruitment.NominateAsLeaderAsync(id, form.Id("memberId"), form.Text("words"), cancellationToken);
        return reply.Problem is { } problem
            ? await LeadersPageAsync(id, form.Text("search"), false, form.Text("words"), problem, recruitment, cancellationToken)
            : Redirection.To($"/searches/{id}/name?done=1");
    }

    private static async Task<IResult> LeadersPageAsync(
        Guid id, string search, bool done, string words, ApiProblem? problem, RecruitmentApi recruitment, CancellationToken cancellationToken) =>
        new RazorComponentResult<LeaderNominatePage>(new
        {
            Id = id, Colleagues = await recruitment.ColleaguesAsync(id, search, cancellationToken), Search = search, Done = done, Written = words, Problem = problem,
        })
        {
            StatusCode = problem?.Status ?? StatusCodes.Status200OK,
        };
}
