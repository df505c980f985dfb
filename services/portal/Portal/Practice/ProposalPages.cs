using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using PeerPlatform.Contracts.Access;
using PeerPlatform.Portal.Layout;
using PeerPlatform.Portal.Services;

namespace PeerPlatform.Portal.Practice;

/// <summary>Topics that supporters propose, vote for and help with; and the answer of whoever plans the training.</summary>
internal static class ProposalPages
{
    private const int ProposalsAPage = 20;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MemberPage("/training/proposals", Permission.OwnTraining, ListAsync);
        routes.MemberForm("/training/proposals", Permission.OwnTraining, ProposeAsync);
        routes.MemberForm("/training/proposals/{id:guid}/vote", Permission.OwnTraining, VoteAsync);
        routes.MemberForm("/training/proposals/{id:guid}/take-vote-back", Permission.OwnTraining, TakeVoteBackAsync);
        routes.MemberForm("/training/proposals/{id:guid}/help", Permission.OwnTraining, HelpAsync);
        routes.MemberForm("/training/proposals/{id:guid}/take-back", Permission.OwnTraining, TakeBackAsync);
        routes.MemberPage("/sessions/proposals", Permission.LeadSessions, ForPlannersAsync);
        routes.MemberForm("/sessions/proposals/{id:guid}/take", Permission.RunTraining, TakeAsync);
        routes.MemberForm("/sessions/proposals/{id:guid}/decline", Permission.RunTraining, DeclineAsync);
    }

    private static Task<IResult> ListAsync(HttpRequest request, PracticeApi practice, CancellationToken cancellationToken) => ShowAsync(
        practice, request.Query["decided"] == "true", Paging.PageOf(request), new EnteredProposal("", ""), null, null, request.Query["done"], cancellationToken);

    private static async Task<IResult> ProposeAsync(HttpContext context, PracticeApi practice, CancellationToken cancellationToken)
    {
        var form = await context.Request.ReadFormAsync(cancellationToken);
        var entered = new EnteredProposal(form["title"].ToString().Trim(), form["about"].ToString().Trim());
        var reply = await practice.ProposeAsync(entered.Title, entered.About, cancellationToken);
        return reply.Problem is { } problem
            ? await ShowAsync(practice, false, 1, entered, problem, null, null, cancellationToken)
            : Redirection.To("/training/proposals?done=proposed");
    }

    private static async Task<IResult> VoteAsync(Guid id, PracticeApi practice, CancellationToken cancellationToken) =>
        await AfterAsync(id, (await practice.VoteAsync(id, cancellationToken)).Problem, "voted", practice, cancellationToken);

    private static async Task<IResult> TakeVoteBackAsync(Guid id, PracticeApi practice, CancellationToken cancellationToken) =>
        await AfterAsync(id, (await practice.TakeVoteBackAsync(id, cancellationToken)).Problem, "unvoted", practice, cancellationToken);

    private static async Task<IResult> HelpAsync(Guid id, HttpContext context, PracticeApi practice, CancellationToken cancellationToken)
    {
        var ways = (await context.Request.ReadFormAsync(cancellationToken))["ways"].OfType<string>().ToList();
        return await AfterAsync(id, (await practice.OfferHelpAsync(id, ways, cancellationToken)).Problem, "help", practice, cancellationToken);
    }

    private static async Task<IResult> TakeBackAsync(Guid id, PracticeApi practice, CancellationToken cancellationToken) =>
        await AfterAsync(id, (await practice.TakeBackAsync(id, cancellationToken)).Problem, "back", practice, cancellationToken);

    private static async Task<IResult> AfterAsync(Guid id, ApiProblem? problem, string done, PracticeApi practice, CancellationToken cancellationToken) => problem is not null
        ? await ShowAsync(practice, false, 1, new EnteredProposal("", ""), problem, id, null, cancellationToken)
        : Redirection.To($"/training/proposals?done={done}");

    private static async Task<IResult> ShowAsync(
        PracticeApi practice, bool decided, int page, EnteredProposal entered, ApiProblem? problem, Guid? problemOf, string? done, CancellationToken cancellationToken) =>
        new RazorComponentResult<ProposalsPage>(new
        {
            Proposals = await practice.ProposalsAsync(decided, page, ProposalsAPage, cancellationToken),
            Decided = decided,
            Entered = entered,
            Problem = problem,
            ProblemOf = problemOf,
            Done = done,
        })
        {
            StatusCode = problem?.Status ?? StatusCodes.Status200OK,
        };

    private static Task<IResult> ForPlannersAsync(HttpRequest request, PracticeApi practice, CancellationToken cancellationToken) =>
        ShowToPlannersAsync(practice, request.Query["decided"] == "true", Paging.PageOf(request), null, null, null, request.Query["done"], cancellationToken);

    private static async Task<IResult> TakeAsync(Guid id, HttpContext context, PracticeApi practice, CancellationToken cancellationToken)
    {
        var form = await context.Request.ReadFormAsync(cancellationToken);
        var entered = new NewTopic(
            form["nameEn"].ToString().Trim(), form["nameEs"].ToString().Trim(), form["aboutEn"].ToString().Trim(), form["aboutEs"].ToString().Trim());
        var reply = await practice.TakeProposalAsync(id, entered, cancellationToken);
        return reply.Problem is { } problem
            ? await ShowToPlannersAsync(practice, false, 1, problem, id, new EnteredAnswer(entered, ""), null, cancellationToken)
            : Redirection.To("/sessions/proposals?done=taken");
    }

    private static async Task<IResult> DeclineAsync(Guid id, HttpContext context, PracticeApi practice, CancellationToken cancellationToken)
    {
        var reason = (await context.Request.ReadFormAsync(cancellationToken))["reason"].ToString().Trim();
        var reply = await practice.DeclineProposalAsync(id, reason, cancellationToken);
        return reply.Problem is { } problem
            ? await ShowToPlannersAsync(practice, false, 1, problem, id, new EnteredAnswer(null, reason), null, cancellationToken)
            : Redirection.To("/sessions/proposals?done=answered");
    }

    private static async Task<IResult> ShowToPlannersAsync(
        PracticeApi practice, bool decided, int page, ApiProblem? problem, Guid? problemOf, EnteredAnswer? entered, string? done, CancellationToken cancellationToken) =>
        new RazorComponentResult<PlannersProposalsPage>(new
        {
            Proposals = await practice.PlannersProposalsAsync(decided, page, ProposalsAPage, cancellationToken),
            Decided = decided,
            Problem = problem,
            ProblemOf = problemOf,
            Entered = entered,
            Done = done,
        })
        {
            StatusCode = problem?.Status ?? StatusCodes.Status200OK,
        };
}

/// <summary>What somebody wrote who proposes a topic.</summary>
public sealed record EnteredProposal(string Title, string About);

/// <summary>What a coordinator wrote in answer to a proposal: a topic, or a reason.</summary>
public sealed record EnteredAnswer(NewTopic? Topic, string Reason);
