using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using PeerPlatform.Platform.Operations;
using PeerPlatform.Portal.Help;
using PeerPlatform.Portal.Layout;
using PeerPlatform.Portal.Services;

namespace PeerPlatform.Portal.Collect;

/// <summary>
/// The collecting side: the ticket in the address is all there is. No session, no cookie, no form key (there is no cookie
/// that another site could misuse), and nothing is recorded.
/// </summary>
internal static class CollectPages
{
    /// <summary>The value of a radio button for an item the person would rather not answer.</summary>
    public const string NotSaid = "-";

    public static void Map(IEndpointRouteBuilder routes)
    {
        PageRoutes.Page(routes.MapGet("/collect/s/{ticket}", ShowAsync)).AllowAnonymous().WithMetadata(LeavesNoTrace.Instance);
        PageRoutes.Page(routes.MapPost("/collect/s/{ticket}", AnswerAsync)).AllowAnonymous().WithMetadata(LeavesNoTrace.Instance);
        routes.OpenPage("/collect/leave", HelpPages.Leave).WithMetadata(LeavesNoTrace.Instance);
    }

    private static async Task<IResult> ShowAsync(string ticket, CollectApi collect, CancellationToken cancellationToken)
    {
        var form = await collect.FormAsync(ticket, cancellationToken);
        return form.Problem is { } problem ? Closed(problem) : Form(ticket, form.Value!, [], null);
    }

    private static async Task<IResult> AnswerAsync(string ticket, HttpContext context, CollectApi collect, CancellationToken cancellationToken)
    {
        var sent = await context.Request.ReadFormAsync(cancellationToken);
        var form = await collect.FormAsync(ticket, cancellationToken);
        if (form.Problem is { } over)
        {
            return Closed(over);
        }

        var answers = Read(form.Value!, sent);
        Reply<OwnScores> reply;
        try
        {
            reply = await collect.AnswerAsync(ticket, answers, cancellationToken);
        }
        catch (ServiceSilent)
        {
            reply = new Reply<OwnScores>(null, new ApiProblem(StatusCodes.Status503ServiceUnavailable, "", "", null, null));
        }

        return reply.Problem switch
        {
            null => new RazorComponentResult<ThankYouPage>(new { Form = form.Value!, Own = reply.Value! }),
            { Status: 404 or 410 } problem => Closed(problem),
            { } problem => Form(ticket, form.Value!, answers, problem),
        };
    }

    private static Dictionary<string, int?> Read(SurveyForm form, IFormCollection sent)
    {
        var answers = new Dictionary<string, int?>(StringComparer.Ordinal);
        foreach (var item in form.Instrument.ScalesAsBlocks.SelectMany(b => b.Items))
        {
            answers[item.Code] = int.TryParse(sent[item.Code], NumberStyles.None, CultureInfo.InvariantCulture, out var index)
                && item.Choices.Exists(c => c.Index == index)
                    ? index
                    : null;
        }

        return answers;
    }

    private static RazorComponentResult<SurveyFormPage> Form(
        string ticket, SurveyForm form, Dictionary<string, int?> answers, ApiProblem? problem) =>
        new(new { Ticket = ticket, Form = form, Answers = answers, Problem = problem })
        {
            StatusCode = problem?.Status ?? StatusCodes.Status200OK,
        };

    private static RazorComponentResult<TicketOverPage> Closed(ApiProblem problem) => problem.Status switch
    {
        404 or 410 => new(new { Unknown = problem.Status == 404, IsClosed = problem.Type.EndsWith(":survey-over", StringComparison.Ordinal) })
        {
            StatusCode = problem.Status,
        },
        _ => throw new ServiceSilent("assessment", null),
    };
}
