using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using PeerPlatform.Contracts.Access;
using PeerPlatform.Portal.Errors;
using PeerPlatform.Portal.Layout;
using PeerPlatform.Portal.Services;

namespace PeerPlatform.Portal.Surveys;

/// <summary>What a survey is, and the private link to it. From there on the person is on the collecting side.</summary>
internal static class SurveyPages
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MemberPage("/surveys/{id:guid}", Permission.AnswerWaves, ShowAsync);
        routes.MemberForm("/surveys/{id:guid}/link", Permission.AnswerWaves, TakeAsync);
        // A reload of the page that showed the link asks for this.
        routes.MemberPage("/surveys/{id:guid}/link", Permission.AnswerWaves, (Guid id) => Redirection.To($"/surveys/{id}"));
    }

    private static async Task<IResult> ShowAsync(Guid id, AssessmentApi assessment, CancellationToken cancellationToken)
    {
        var surveys = await assessment.MyWavesAsync(cancellationToken);
        return surveys.Find(s => s.Id == id) is { } survey
            ? new RazorComponentResult<SurveyPage>(new { Survey = survey })
            : ErrorPages.Of(StatusCodes.Status404NotFound);
    }

    /// <summary>The answer to this write is a page, not a redirect: the link is shown once and kept nowhere.</summary>
    private static async Task<IResult> TakeAsync(
        Guid id, HttpContext context, AssessmentApi assessment, IConfiguration configuration, CancellationToken cancellationToken)
    {
        var surveys = await assessment.MyWavesAsync(cancellationToken);
        if (surveys.Find(s => s.Id == id) is not { } survey)
        {
            return ErrorPages.Of(StatusCodes.Status404NotFound);
        }

        var reply = await assessment.TakeInvitationAsync(id, cancellationToken);
        if (reply.Problem is { } problem)
        {
            return problem.Status is 409 or 410
                ? new RazorComponentResult<SurveyPage>(new { Survey = survey with { InvitationTaken = true }, Problem = problem }) { StatusCode = problem.Status }
                : throw new ServiceRefused("assessment", problem);
        }

        context.Response.Headers["Referrer-Policy"] = "no-referrer";
        // That side knows no cookie, so the language chosen here goes along in the address.
        var language = CultureInfo.CurrentUICulture.TwoLetterISOLanguageName;
        var side = configuration["Portal:CollectAddress"]?.TrimEnd('/') ?? "";
        return new RazorComponentResult<SurveyLinkPage>(new { Survey = survey, Address = $"{side}/collect/s/{reply.Value!.Ticket}?lang={language}" });
    }
}
