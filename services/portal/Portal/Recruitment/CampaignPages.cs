using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using PeerPlatform.Contracts.Access;
using PeerPlatform.Portal.Layout;
using PeerPlatform.Portal.Services;
using PeerPlatform.Portal.Session;

namespace PeerPlatform.Portal.Recruitment;

/// <summary>Searches for supporters for whoever runs the programme: the position, the panel, applications, decisions.</summary>
internal static class CampaignPages
{
    private const int SearchesAPage = 20;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MemberPage("/searches", Permission.RunRecruitment, ListAsync);
        routes.MemberPage("/searches/new", Permission.RunRecruitment, NewAsync);
        routes.MemberForm("/searches/new", Permission.RunRecruitment, OpenAsync);
        routes.MemberPage("/searches/{id:guid}", Permission.RunRecruitment, ShowAsync);
        routes.MemberPage("/searches/{id:guid}/panel", Permission.RunRecruitment, PanelAsync);
        routes.MemberForm("/searches/{id:guid}/panel", Permission.RunRecruitment, ChangePanelAsync);
        routes.MemberForm("/searches/{id:guid}/close", Permission.RunRecruitment, CloseAsync);
        routes.MemberPage("/searches/applications/{id:guid}", Permission.RunRecruitment, ApplicationAsync);
        routes.MemberForm("/searches/applications/{id:guid}/interview", Permission.RunRecruitment, PlanInterviewAsync);
        routes.MemberForm("/searches/applications/{id:guid}/decision", Permission.RunRecruitment, DecideAsync);
    }

    private static async Task<IResult> ListAsync(HttpRequest request, RecruitmentApi recruitment, CancellationToken cancellationToken) =>
        new RazorComponentResult<SearchesPage>(new { Searches = await recruitment.CampaignsAsync(Paging.PageOf(request), SearchesAPage, cancellationToken) });

    private static Task<IResult> NewAsync(TenancyApi tenancy, CancellationToken cancellationToken) =>
        FormAsync(NewSearch.Suggested, null, tenancy, cancellationToken);

    private static async Task<IResult> OpenAsync(HttpContext context, RecruitmentApi recruitment, TenancyApi tenancy, CancellationToken cancellationToken)
    {
        var form = await context.Request.ReadFormAsync(cancellationToken);
        var reply = await recruitment.OpenAsync(NewSearch.PlanOf(form), cancellationToken);
        return reply.Problem is { } problem
            ? await FormAsync(NewSearch.From(form), problem, tenancy, cancellationToken)
            : Redirection.To($"/searches/{reply.Value!.Id}?done=opened");
    }

    private static async Task<IResult> FormAsync(NewSearch entered, ApiProblem? problem, TenancyApi tenancy, CancellationToken cancellationToken) =>
        new RazorComponentResult<NewSearchPage>(new { Entered = entered, Problem = problem, Teams = await tenancy.TeamsAsync(cancellationToken) })
        {
            StatusCode = problem?.Status ?? StatusCodes.Status200OK,
        };

    private static Task<IResult> ShowAsync(Guid id, HttpRequest request, RecruitmentApi recruitment, CancellationToken cancellationToken) =>
        SearchAsync(id, request.Query["done"], null, recruitment, cancellationToken);

    private static async Task<IResult> SearchAsync(Guid id, string? done, ApiProblem? problem, RecruitmentApi recruitment, CancellationToken cancellationToken) =>
        new RazorComponentResult<SearchPage>(new
        {
            Search = await recruitment.CampaignAsync(id, cancellationToken),
            Applications = await recruitment.ApplicationsAsync(id, cancellationToken),
            Done = done,
            Problem = problem,
        })
        {
            StatusCode = problem?.Status ?? StatusCodes.Status200OK,
        };

    private static Task<IResult> PanelAsync(Guid id, HttpRequest request, RecruitmentApi recruitment, TenancyApi tenancy, CancellationToken cancellationToken) =>
        ChoosePanelAsync(id, request.Query["search"].ToString().Trim(), Paging.PageOf(request), null, recruitment, tenancy, cancellationToken);

    private static async Task<IResult> ChoosePanelAsync(
        Guid id, string search, int page, ApiProblem? problem, RecruitmentApi recruitment, TenancyApi tenancy, CancellationToken cancellationToken) =>
        new RazorComponentResult<PanelOfSearchPage>(new
        {
            Search = await recruitment.CampaignAsync(id, cancellationToken),
            Members = search.Length == 0 ? null : await tenancy.MembersAsync(search, null, page, cancellationToken),
            Words = search,
            Problem = problem,
        })
        {
            StatusCode = problem?.Status ?? StatusCodes.Status200OK,
        };

    private static async Task<IResult> ChangePanelAsync(Guid id, HttpContext context, RecruitmentApi recruitment, TenancyApi tenancy, CancellationToken cancellationToken)
    {
        var form = await context.Request.ReadFormAsync(cancellationToken);
        var members = form["member"].Select(m => Guid.TryParse(m, out var member) ? member : (Guid?)null).OfType<Guid>().ToList();
        var reply = await recruitment.NamePanelAsync(id, members, cancellationToken);
        return reply.Problem is { } problem
            ? await ChoosePanelAsync(id, form.Text("search"), 1, problem, recruitment, tenancy, cancellationToken)
            : Redirection.To($"/searches/{id}?done=panel");
    }

    private static async Task<IResult> CloseAsync(Guid id, RecruitmentApi recruitment, CancellationToken cancellationToken)
    {
        var reply = await recruitment.CloseAsync(id, cancellationToken);
        return reply.Problem is { } problem ? await SearchAsync(id, null, problem, recruitment, cancellationToken) : Redirection.To($"/searches/{id}?done=closed");
    }

    private static Task<IResult> ApplicationAsync(Guid id, HttpRequest request, RecruitmentApi recruitment, CancellationToken cancellationToken) =>
        SeeAsync(id, request.Query["done"], null, null, recruitment, cancellationToken);

    private static async Task<IResult> SeeAsync(
        Guid id, string? done, ApiProblem? problem, IFormCollection? typed, RecruitmentApi recruitment, CancellationToken cancellationToken) =>
        new RazorComponentResult<ApplicationPage>(new
        {
            Application = await recruitment.ApplicationAsync(id, cancellationToken),
            Done = done,
            Problem = problem,
            Reasons = typed?.Text("reasons") ?? "",
            Words = typed?.Text("words") ?? "",
        })
        {
            StatusCode = problem?.Status ?? StatusCodes.Status200OK,
        };

    private static async Task<IResult> PlanInterviewAsync(Guid id, HttpContext context, RecruitmentApi recruitment, CancellationToken cancellationToken)
    {
        var form = await context.Request.ReadFormAsync(cancellationToken);
        var at = form.Moment("at", "time", new Reader(context.User).TimeZone);
        var reply = await recruitment.PlanInterviewAsync(id, at, form.Text("place"), cancellationToken);
        return reply.Problem is { } problem
            ? await SeeAsync(id, null, problem, null, recruitment, cancellationToken)
            : Redirection.To($"/searches/applications/{id}?done=interview");
    }

    private static async Task<IResult> DecideAsync(Guid id, HttpContext context, RecruitmentApi recruitment, CancellationToken cancellationToken)
    {
        var form = await context.Request.ReadFormAsync(cancellationToken);
        var reply = await recruitment.DecideAsync(id, form.Text("outcome"), form.Text("reasons"), form.Text("words"), cancellationToken);
        return reply.Problem is { } problem
            ? await SeeAsync(id, null, problem, form, recruitment, cancellationToken)
            : Redirection.To($"/searches/applications/{id}?done=decided");
    }
}

/// <summary>What was entered for a search to begin, as it was typed.</summary>
public sealed record NewSearch(
    string Title, Guid? TeamId, string Tasks, string HoursAMonth, string Months, string Pay, string Amount, string Places, string Goal, string NominateUntil,
    string ApplyUntil, IReadOnlyDictionary<string, int> Weights)
{
    internal static IReadOnlyList<string> Criteria { get; } = ["compassion", "service", "listening", "livedExperience", "courage", "confidentiality"];

    internal static NewSearch Suggested { get; } = new(
        "", null, "", "8", "12", "voluntary", "", "2", "", "", "", Criteria.ToDictionary(c => c, _ => 3));

    internal static NewSearch From(IFormCollection form) => new(
        form.Text("title"),
        form.Id("teamId"),
        form.Text("tasks"),
        form.Text("hoursAMonth"),
        form.Text("months"),
        form.Text("pay"),
        form.Text("cents"),
        form.Text("places"),
        form.Text("goal"),
        form.Text("nominateUntil"),
        form.Text("applyUntil"),
        Criteria.ToDictionary(c => c, c => form.Number($"weight-{c}") ?? 3));

    internal static OpenCampaign PlanOf(IFormCollection form) => new(
        form.Text("title"),
        form.Id("teamId"),
        form.Text("tasks"),
        form.Number("hoursAMonth"),
        form.Number("months"),
        form.Text("pay"),
        form.Cents("cents"),
        form.Number("places") ?? 0,
        form.Text("goal"),
        form.Day("nominateUntil"),
        form.Day("applyUntil"),
        Criteria.ToDictionary(c => c, c => form.Number($"weight-{c}") ?? 3));
}
