using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using PeerPlatform.Contracts.Access;
using PeerPlatform.Portal.Layout;
using PeerPlatform.Portal.Services;

namespace PeerPlatform.Portal.Supervision;

/// <summary>A supervisor's own team, and who supervises whom for the coordinator.</summary>
internal static class TeamPages
{
    private const string Guide = "supervision-meeting";
    private const int PeopleAPage = 50;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MemberPage("/team", Permission.SuperviseTeam, TeamAsync);
        routes.MemberForm("/team/meetings", Permission.SuperviseTeam, PlanAsync);
        routes.MemberPage("/team/meetings/{id:guid}", Permission.SuperviseTeam, WhoWasThereAsync);
        routes.MemberForm("/team/meetings/{id:guid}", Permission.SuperviseTeam, HoldAsync);
        routes.MemberForm("/team/meetings/{id:guid}/call-off", Permission.SuperviseTeam, CallOffAsync);
        routes.MemberPage("/readiness/teams", Permission.RunTraining, TeamsAsync);
        routes.MemberForm("/readiness/teams/{id:guid}/supervisor", Permission.RunTraining, ChangeSupervisorAsync);
        routes.MemberForm("/readiness/teams/{id:guid}/supervising", Permission.RunTraining, ChangeSupervisingAsync);
    }

    private static Task<IResult> TeamAsync(HttpRequest request, SupervisionApi supervision, PracticeApi practice, CancellationToken cancellationToken) =>
        ShowAsync(EnteredMeeting.Suggested, null, request.Query["done"], supervision, practice, cancellationToken);

    private static async Task<IResult> PlanAsync(HttpContext context, SupervisionApi supervision, PracticeApi practice, CancellationToken cancellationToken)
    {
        var entered = EnteredMeeting.From(await context.Request.ReadFormAsync(cancellationToken));
        var reply = await supervision.PlanAsync(entered.Plan(), cancellationToken);
        return reply.Problem is { } problem
            ? await ShowAsync(entered, problem, null, supervision, practice, cancellationToken)
            : Redirection.To("/team?done=planned#meetings");
    }

    private static async Task<IResult> ShowAsync(
        EnteredMeeting entered, ApiProblem? problem, string? done, SupervisionApi supervision, PracticeApi practice, CancellationToken cancellationToken) =>
        new RazorComponentResult<TeamPage>(new
        {
            Team = await supervision.MyTeamAsync(cancellationToken),
            Guide = await practice.TextAsync(Guide, cancellationToken),
            Entered = entered,
            Problem = problem,
            Done = done,
        })
        {
            StatusCode = problem?.Status ?? StatusCodes.Status200OK,
        };

    private static Task<IResult> WhoWasThereAsync(Guid id, SupervisionApi supervision, CancellationToken cancellationToken) =>
        AskWhoAsync(id, null, supervision, cancellationToken);

    private static async Task<IResult> HoldAsync(Guid id, HttpContext context, SupervisionApi supervision, CancellationToken cancellationToken)
    {
        var form = await context.Request.ReadFormAsync(cancellationToken);
        var present = form["present"].Select(p => Guid.TryParse(p, out var member) ? member : (Guid?)null).OfType<Guid>().ToList();
        var reply = await supervision.HoldAsync(id, present, cancellationToken);
        return reply.Problem is { } problem ? await AskWhoAsync(id, problem, supervision, cancellationToken) : Redirection.To("/team?done=held#meetings");
    }

    private static async Task<IResult> AskWhoAsync(Guid id, ApiProblem? problem, SupervisionApi supervision, CancellationToken cancellationToken)
    {
        var team = await supervision.MyTeamAsync(cancellationToken);
        return team.Planned.Find(m => m.Id == id) is { } meeting
            ? new RazorComponentResult<WhoWasTherePage>(new { Meeting = meeting, Problem = problem }) { StatusCode = problem?.Status ?? StatusCodes.Status200OK }
            : Redirection.To("/team#meetings");
    }

    private static async Task<IResult> CallOffAsync(Guid id, SupervisionApi supervision, PracticeApi practice, CancellationToken cancellationToken)
    {
        var reply = await supervision.CallOffAsync(id, cancellationToken);
        return reply.Problem is { } problem
            ? await ShowAsync(EnteredMeeting.Suggested, problem, null, supervision, practice, cancellationToken)
            : Redirection.To("/team?done=off#meetings");
    }

    private static Task<IResult> TeamsAsync(HttpRequest request, SupervisionApi supervision, CancellationToken cancellationToken) =>
        ShowTeamsAsync(Paging.PageOf(request), null, null, request.Query["done"] == "kept", supervision, cancellationToken);

    private static async Task<IResult> ChangeSupervisorAsync(Guid id, HttpContext context, SupervisionApi supervision, CancellationToken cancellationToken)
    {
        var chosen = (await context.Request.ReadFormAsync(cancellationToken))["supervisor"].ToString();
        var reply = await supervision.ChangeSupervisorAsync(id, Guid.TryParse(chosen, out var supervisor) ? supervisor : null, cancellationToken);
        return reply.Problem is { } problem
            ? await ShowTeamsAsync(1, problem, id, false, supervision, cancellationToken)
            : Redirection.To("/readiness/teams?done=kept");
    }

    private static async Task<IResult> ChangeSupervisingAsync(Guid id, HttpContext context, SupervisionApi supervision, CancellationToken cancellationToken)
    {
        var supervises = (await context.Request.ReadFormAsync(cancellationToken))["supervises"] == "yes";
        var reply = await supervision.ChangeSupervisingAsync(id, supervises, cancellationToken);
        return reply.Problem is { } problem
            ? await ShowTeamsAsync(1, problem, id, false, supervision, cancellationToken)
            : Redirection.To("/readiness/teams?done=kept");
    }

    private static async Task<IResult> ShowTeamsAsync(
        int page, ApiProblem? problem, Guid? problemOf, bool kept, SupervisionApi supervision, CancellationToken cancellationToken) =>
        new RazorComponentResult<TeamsPage>(new
        {
            Teams = await supervision.TeamsAsync(page, PeopleAPage, cancellationToken), Problem = problem, ProblemOf = problemOf, Kept = kept,
        })
        {
            StatusCode = problem?.Status ?? StatusCodes.Status200OK,
        };
}

/// <summary>What was entered for a meeting with the team, as the browser writes it.</summary>
/// <param name="Every"><c>0</c> for one meeting, otherwise the weeks between two.</param>
public sealed record EnteredMeeting(IReadOnlyList<string> People, string Day, string Minutes, string Every, string Times)
{
    internal static EnteredMeeting Suggested { get; } = new([], "", "45", "0", "6");

    internal static EnteredMeeting From(IFormCollection form) => new(
        [.. form["people"].OfType<string>()], form["day"].ToString(), form["minutes"].ToString().Trim(), form["every"].ToString(), form["times"].ToString().Trim());

    /// <summary>One person is met alone, several as a group.</summary>
    internal PlanMeetings Plan()
    {
        var people = People.Select(p => Guid.TryParse(p, out var member) ? member : (Guid?)null).OfType<Guid>().ToList();
        var every = FormValues.Number(Every) is > 0 and var weeks ? weeks : (int?)null;
        return new PlanMeetings(
            people.Count > 1 ? "group" : "oneToOne", FormValues.Day(Day), FormValues.Number(Minutes), people, every, every is null ? null : FormValues.Number(Times) ?? 0);
    }
}
