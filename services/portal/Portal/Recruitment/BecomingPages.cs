using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using PeerPlatform.Contracts.Access;
using PeerPlatform.Portal.Errors;
using PeerPlatform.Portal.Layout;
using PeerPlatform.Portal.Services;

namespace PeerPlatform.Portal.Recruitment;

/// <summary>Being asked, coming forward, one's application, and one's time as a supporter.</summary>
internal static class BecomingPages
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MemberPage("/becoming", Permission.OwnRecruitment, ShowAsync);
        routes.MemberForm("/becoming/{id:guid}/no", Permission.OwnRecruitment, SayNoAsync);
        routes.MemberForm("/becoming/{id:guid}/yes", Permission.OwnRecruitment, SayYesAsync);
        routes.MemberForm("/becoming/{id:guid}/name", Permission.OwnRecruitment, NameAsync);
        // A reload of the page that showed the link asks for this.
        routes.MemberPage("/becoming/{id:guid}/name", Permission.OwnRecruitment, (Guid id) => Redirection.To("/becoming"));
        routes.MemberPage("/becoming/{id:guid}/application", Permission.OwnRecruitment, ApplicationAsync);
        routes.MemberForm("/becoming/{id:guid}/application", Permission.OwnRecruitment, WriteAsync);
        routes.MemberForm("/becoming/{id:guid}/withdraw", Permission.OwnRecruitment, WithdrawAsync);
        routes.MemberPage("/becoming/about-me", Permission.OwnRecruitment, AboutMeAsync);
        routes.MemberForm("/becoming/about-me", Permission.OwnRecruitment, SayOfMyselfAsync);
        routes.MemberForm("/becoming/service/notice", Permission.OwnRecruitment, GiveNoticeAsync);
        routes.MemberForm("/becoming/service/stay", Permission.OwnRecruitment, StayAsync);
        routes.MemberForm("/becoming/service/steps/{step}", Permission.OwnRecruitment, MarkStepAsync);
        routes.MemberPage("/becoming/cases/{id:guid}", Permission.OwnRecruitment, CaseAsync);
        routes.MemberForm("/becoming/cases/{id:guid}", Permission.OwnRecruitment, SayAsync);
    }

    private static Task<IResult> ShowAsync(HttpRequest request, RecruitmentApi recruitment, CancellationToken cancellationToken) =>
        PageAsync(recruitment, request.Query["done"], null, cancellationToken);

    private static async Task<IResult> PageAsync(RecruitmentApi recruitment, string? done, ApiProblem? problem, CancellationToken cancellationToken) =>
        new RazorComponentResult<BecomingPage>(new
        {
            Campaigns = await recruitment.MyCampaignsAsync(cancellationToken),
            Service = await recruitment.MyServiceAsync(cancellationToken),
            Cases = await recruitment.MyCasesAsync(cancellationToken),
            Done = done,
            Problem = problem,
        })
        {
            StatusCode = problem?.Status ?? StatusCodes.Status200OK,
        };

    private static async Task<IResult> SayNoAsync(Guid id, RecruitmentApi recruitment, CancellationToken cancellationToken) =>
        await AfterAsync(await recruitment.SayNoAsync(id, cancellationToken), "no", recruitment, cancellationToken);

    private static async Task<IResult> SayYesAsync(Guid id, RecruitmentApi recruitment, CancellationToken cancellationToken)
    {
        var reply = await recruitment.BeginAsync(id, cancellationToken);
        return reply.Problem is { } problem
            ? await PageAsync(recruitment, null, problem, cancellationToken)
            : Redirection.To($"/becoming/{id}/application");
    }

    /// <summary>The answer to this write is a page, not a redirect: the way leads to another host, where nobody is signed in.</summary>
    private static async Task<IResult> NameAsync(
        Guid id, HttpContext context, RecruitmentApi recruitment, IConfiguration configuration, CancellationToken cancellationToken)
    {
        var reply = await recruitment.PassAsync(id, cancellationToken);
        if (reply.Problem is { } problem)
        {
            return await PageAsync(recruitment, null, problem, cancellationToken);
        }

        context.Response.Headers["Referrer-Policy"] = "no-referrer";
        var language = System.Globalization.CultureInfo.CurrentUICulture.TwoLetterISOLanguageName;
        var side = configuration["Portal:CollectAddress"]?.TrimEnd('/') ?? "";
        return new RazorComponentResult<NominateLinkPage>(new { Address = $"{side}/collect/n/{id}/{reply.Value!.Pass}?lang={language}" });
    }

    private static async Task<IResult> ApplicationAsync(Guid id, HttpRequest request, RecruitmentApi recruitment, CancellationToken cancellationToken) =>
        new RazorComponentResult<MyApplicationPage>(new { Application = await recruitment.MyApplicationAsync(id, cancellationToken), Done = request.Query["done"].ToString() });

    private static async Task<IResult> WriteAsync(Guid id, HttpContext context, RecruitmentApi recruitment, CancellationToken cancellationToken)
    {
        var form = await context.Request.ReadFormAsync(cancellationToken);
        var known = await recruitment.MyApplicationAsync(id, cancellationToken);
        var written = known.Questions.ToDictionary(q => q.Code, q => (string?)form.Text(q.Code));
        var reply = await recruitment.WriteAsync(id, written, cancellationToken);
        if (reply.Problem is null && form["do"] == "send")
        {
            reply = await recruitment.SubmitAsync(id, cancellationToken);
        }

        // What was typed stays on the page, whatever was wrong with it.
        var typed = known with { Questions = known.Questions.ConvertAll(q => q with { Answer = written[q.Code] ?? "" }) };
        return reply.Problem is { } problem
            ? new RazorComponentResult<MyApplicationPage>(new { Application = typed, Problem = problem }) { StatusCode = problem.Status }
            : Redirection.To($"/becoming/{id}/application?done={(form["do"] == "send" ? "sent" : "kept")}");
    }

    private static async Task<IResult> WithdrawAsync(Guid id, RecruitmentApi recruitment, CancellationToken cancellationToken) =>
        await AfterAsync(await recruitment.WithdrawAsync(id, cancellationToken), "withdrawn", recruitment, cancellationToken);

    private static async Task<IResult> AboutMeAsync(HttpRequest request, RecruitmentApi recruitment, CancellationToken cancellationToken) =>
        new RazorComponentResult<AboutMePage>(new { Dimensions = await recruitment.MyRepresentationAsync(cancellationToken), Done = request.Query["done"] == "1" });

    private static async Task<IResult> SayOfMyselfAsync(HttpContext context, RecruitmentApi recruitment, CancellationToken cancellationToken)
    {
        var form = await context.Request.ReadFormAsync(cancellationToken);
        var known = await recruitment.MyRepresentationAsync(cancellationToken);
        var said = known.Where(d => d.Choices.Exists(c => c.Code == form.Text(d.Code))).ToDictionary(d => d.Code, d => form.Text(d.Code));
        (await recruitment.SayOfMyselfAsync(said, cancellationToken)).OrThrow("recruitment");
        return Redirection.To("/becoming/about-me?done=1");
    }

    private static async Task<IResult> GiveNoticeAsync(HttpContext context, RecruitmentApi recruitment, CancellationToken cancellationToken)
    {
        var form = await context.Request.ReadFormAsync(cancellationToken);
        return await AfterAsync(await recruitment.GiveNoticeAsync(form.Day("lastDay"), cancellationToken), "notice", recruitment, cancellationToken);
    }

    private static async Task<IResult> StayAsync(RecruitmentApi recruitment, CancellationToken cancellationToken) =>
        await AfterAsync(await recruitment.StayAsync(cancellationToken), "stay", recruitment, cancellationToken);

    private static async Task<IResult> MarkStepAsync(string step, HttpContext context, RecruitmentApi recruitment, CancellationToken cancellationToken)
    {
        var form = await context.Request.ReadFormAsync(cancellationToken);
        return await AfterAsync(await recruitment.MarkStepAsync(step, form["done"] == "yes", cancellationToken), "step", recruitment, cancellationToken);
    }

    private static async Task<IResult> CaseAsync(Guid id, HttpRequest request, RecruitmentApi recruitment, CancellationToken cancellationToken) =>
        (await recruitment.MyCasesAsync(cancellationToken)).Find(c => c.Id == id) is { } about
            ? new RazorComponentResult<MyCasePage>(new { About = about, Done = request.Query["done"].ToString() })
            : ErrorPages.Of(StatusCodes.Status404NotFound);

    private static async Task<IResult> SayAsync(Guid id, HttpContext context, RecruitmentApi recruitment, CancellationToken cancellationToken)
    {
        var form = await context.Request.ReadFormAsync(cancellationToken);
        var isAppeal = form["do"] == "appeal";
        var reply = isAppeal
            ? await recruitment.AppealAsync(id, form.Text("text"), cancellationToken)
            : await recruitment.SayAsync(id, form.Text("text"), cancellationToken);
        if (reply.Problem is not { } problem)
        {
            return Redirection.To($"/becoming/cases/{id}?done={(isAppeal ? "appeal" : "said")}");
        }

        return (await recruitment.MyCasesAsync(cancellationToken)).Find(c => c.Id == id) is { } about
            ? new RazorComponentResult<MyCasePage>(new { About = about, Problem = problem, Typed = form.Text("text") }) { StatusCode = problem.Status }
            : ErrorPages.Of(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> AfterAsync(Reply<Nothing> reply, string done, RecruitmentApi recruitment, CancellationToken cancellationToken) =>
        reply.Problem is { } problem ? await PageAsync(recruitment, null, problem, cancellationToken) : Redirection.To($"/becoming?done={done}");
}
