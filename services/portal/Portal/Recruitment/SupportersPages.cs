using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using PeerPlatform.Contracts.Access;
using PeerPlatform.Portal.Layout;
using PeerPlatform.Portal.Services;
using PeerPlatform.Portal.Session;

namespace PeerPlatform.Portal.Recruitment;

/// <summary>The team of supporters as it is now: buddies for those who came later, and what is open about somebody's role.</summary>
internal static class SupportersPages
{
    private const int SupportersAPage = 50;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MemberPage("/supporters", Permission.RunRecruitment, ShowAsync);
        routes.MemberForm("/supporters/{id:guid}/buddy", Permission.RunRecruitment, GiveBuddyAsync);
        routes.MemberForm("/supporters/settings", Permission.RunRecruitment, ChangeSettingsAsync);
        routes.MemberPage("/supporters/{id:guid}/case", Permission.RunRecruitment, NewCaseAsync);
        routes.MemberForm("/supporters/{id:guid}/case", Permission.RunRecruitment, OpenCaseAsync);
        routes.MemberPage("/supporters/cases/{id:guid}", Permission.RunRecruitment, CaseAsync);
        routes.MemberForm("/supporters/cases/{id:guid}", Permission.RunRecruitment, ChangeCaseAsync);
    }

    private static Task<IResult> ShowAsync(HttpRequest request, RecruitmentApi recruitment, CancellationToken cancellationToken) =>
        TeamAsync(Paging.PageOf(request), request.Query["done"], null, recruitment, cancellationToken);

    private static async Task<IResult> TeamAsync(int page, string? done, ApiProblem? problem, RecruitmentApi recruitment, CancellationToken cancellationToken) =>
        new RazorComponentResult<SupportersPage>(new
        {
            Supporters = await recruitment.SupportersAsync(page, SupportersAPage, cancellationToken),
            Cases = await recruitment.CasesAsync(cancellationToken),
            Represented = await recruitment.RepresentationAsync(cancellationToken),
            Settings = await recruitment.SettingsAsync(cancellationToken),
            Done = done,
            Problem = problem,
        })
        {
            StatusCode = problem?.Status ?? StatusCodes.Status200OK,
        };

    private static async Task<IResult> GiveBuddyAsync(Guid id, HttpContext context, RecruitmentApi recruitment, CancellationToken cancellationToken)
    {
        var form = await context.Request.ReadFormAsync(cancellationToken);
        var reply = await recruitment.GiveBuddyAsync(id, form.Id("buddy"), cancellationToken);
        return reply.Problem is { } problem ? await TeamAsync(1, null, problem, recruitment, cancellationToken) : Redirection.To("/supporters?done=buddy");
    }

    private static async Task<IResult> ChangeSettingsAsync(HttpContext context, RecruitmentApi recruitment, CancellationToken cancellationToken)
    {
        var form = await context.Request.ReadFormAsync(cancellationToken);
        var reply = await recruitment.ChangeSettingsAsync(form.Number("monthsKept"), cancellationToken);
        return reply.Problem is { } problem ? await TeamAsync(1, null, problem, recruitment, cancellationToken) : Redirection.To("/supporters?done=settings");
    }

    private static async Task<IResult> NewCaseAsync(Guid id, RecruitmentApi recruitment, CancellationToken cancellationToken) =>
        new RazorComponentResult<NewCasePage>(new { Id = id, Name = await NameAsync(id, recruitment, cancellationToken) });

    private static async Task<IResult> OpenCaseAsync(Guid id, HttpContext context, RecruitmentApi recruitment, CancellationToken cancellationToken)
    {
        var form = await context.Request.ReadFormAsync(cancellationToken);
        var reply = await recruitment.OpenCaseAsync(id, form.Text("ground"), form.Text("summary"), cancellationToken);
        return reply.Problem is { } problem
            ? new RazorComponentResult<NewCasePage>(new
            {
                Id = id, Name = await NameAsync(id, recruitment, cancellationToken), Ground = form.Text("ground"), Summary = form.Text("summary"), Problem = problem,
            })
            {
                StatusCode = problem.Status,
            }
            : Redirection.To($"/supporters/cases/{reply.Value!.Id}");
    }

    private static async Task<string> NameAsync(Guid id, RecruitmentApi recruitment, CancellationToken cancellationToken) =>
        (await recruitment.SupportersAsync(1, 200, cancellationToken)).Items.Find(s => s.MemberId == id)?.Name ?? "";

    private static async Task<IResult> CaseAsync(Guid id, HttpRequest request, RecruitmentApi recruitment, CancellationToken cancellationToken) =>
        new RazorComponentResult<CasePage>(new { About = await recruitment.CaseAsync(id, cancellationToken), Done = request.Query["done"] == "1" });

    private static async Task<IResult> ChangeCaseAsync(Guid id, HttpContext context, RecruitmentApi recruitment, CancellationToken cancellationToken)
    {
        var form = await context.Request.ReadFormAsync(cancellationToken);
        var what = form.Text("do");
        var reply = what switch
        {
            "evidence" => await recruitment.AddEvidenceAsync(id, form.Text("text"), cancellationToken),
            "hearing" => await recruitment.PlanHearingAsync(id, form.Moment("at", "time", new Reader(context.User).TimeZone), form.Text("place"), cancellationToken),
            _ => await recruitment.DecideCaseAsync(id, what == "appeal", form.Text("outcome"), form.Text("reasons"), cancellationToken),
        };
        return reply.Problem is { } problem
            ? new RazorComponentResult<CasePage>(new
            {
                About = await recruitment.CaseAsync(id, cancellationToken), Problem = problem, Typed = form.Text("text"), Reasons = form.Text("reasons"), Place = form.Text("place"),
            })
            {
                StatusCode = problem.Status,
            }
            : Redirection.To($"/supporters/cases/{id}?done=1");
    }
}
