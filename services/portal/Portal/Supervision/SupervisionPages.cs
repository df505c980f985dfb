using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using PeerPlatform.Contracts.Access;
using PeerPlatform.Portal.Layout;
using PeerPlatform.Portal.Services;

namespace PeerPlatform.Portal.Supervision;

/// <summary>A supporter's own supervision and co-reflection: days and kinds, and no field for what was said.</summary>
internal static class SupervisionPages
{
    private const string Guide = "reflecting-together";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MemberPage("/training/supervision", Permission.OwnTraining, MineAsync);
        routes.MemberForm("/training/supervision/reflections", Permission.OwnTraining, BeginAsync);
        routes.MemberForm("/training/supervision/joined", Permission.OwnTraining, JoinAsync);
    }

    private static Task<IResult> MineAsync(HttpRequest request, SupervisionApi supervision, PracticeApi practice, CancellationToken cancellationToken) =>
        ShowAsync(new EnteredReflection("", "45", ""), null, request.Query["done"], supervision, practice, cancellationToken);

    private static async Task<IResult> BeginAsync(HttpContext context, SupervisionApi supervision, PracticeApi practice, CancellationToken cancellationToken)
    {
        var form = await context.Request.ReadFormAsync(cancellationToken);
        var entered = new EnteredReflection(form["day"].ToString(), form["minutes"].ToString().Trim(), "");
        var reply = await supervision.BeginReflectionAsync(FormValues.Day(entered.Day), FormValues.Number(entered.Minutes), cancellationToken);
        return reply.Problem is { } problem
            ? await ShowAsync(entered, problem, null, supervision, practice, cancellationToken)
            : Redirection.To("/training/supervision?done=begun#together");
    }

    private static async Task<IResult> JoinAsync(HttpContext context, SupervisionApi supervision, PracticeApi practice, CancellationToken cancellationToken)
    {
        var code = (await context.Request.ReadFormAsync(cancellationToken))["code"].ToString().Trim();
        var reply = await supervision.JoinReflectionAsync(code, cancellationToken);
        return reply.Problem is { } problem
            ? await ShowAsync(new EnteredReflection("", "45", code), problem, null, supervision, practice, cancellationToken)
            : Redirection.To("/training/supervision?done=joined");
    }

    private static async Task<IResult> ShowAsync(
        EnteredReflection entered, ApiProblem? problem, string? done, SupervisionApi supervision, PracticeApi practice, CancellationToken cancellationToken)
    {
        var mine = await supervision.MyMeetingsAsync(cancellationToken);
        if (mine.Problem is { } none && !none.Is("not-a-supporter"))
        {
            throw new ServiceRefused("training", none);
        }

        return new RazorComponentResult<MySupervisionPage>(new
        {
            Mine = mine.Value,
            Guide = await practice.TextAsync(Guide, cancellationToken),
            Entered = entered,
            Problem = problem,
            Done = done,
        })
        {
            StatusCode = problem?.Status ?? StatusCodes.Status200OK,
        };
    }
}

/// <summary>What was entered for a co-reflection, as the browser writes it.</summary>
public sealed record EnteredReflection(string Day, string Minutes, string Code);
