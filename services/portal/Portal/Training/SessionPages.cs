using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using PeerPlatform.Contracts.Access;
using PeerPlatform.Portal.Layout;
using PeerPlatform.Portal.Services;
using PeerPlatform.Portal.Session;

namespace PeerPlatform.Portal.Training;

/// <summary>Sessions for those who lead or run them: plan, who comes, the code for the door, attendance, close.</summary>
internal static class SessionPages
{
    private const int SessionsAPage = 20;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MemberPage("/sessions", Permission.LeadSessions, ListAsync);
        routes.MemberPage("/sessions/new", Permission.LeadSessions, NewAsync);
        routes.MemberForm("/sessions/new", Permission.LeadSessions, PlanAsync);
        routes.MemberPage("/sessions/{id:guid}", Permission.LeadSessions, ShowAsync);
        routes.MemberForm("/sessions/{id:guid}/seats", Permission.LeadSessions, SeatsAsync);
        routes.MemberForm("/sessions/{id:guid}/attendance", Permission.LeadSessions, AttendanceAsync);
        routes.MemberPage("/sessions/{id:guid}/close", Permission.LeadSessions, AskToEndAsync);
        routes.MemberForm("/sessions/{id:guid}/held", Permission.LeadSessions, HoldAsync);
        routes.MemberForm("/sessions/{id:guid}/call-off", Permission.LeadSessions, CallOffAsync);
    }

    private static async Task<IResult> ListAsync(HttpRequest request, TrainingApi training, CancellationToken cancellationToken)
    {
        var over = request.Query["over"] == "true";
        var sessions = await training.SessionsAsync(over, Paging.PageOf(request), SessionsAPage, cancellationToken);
        return new RazorComponentResult<SessionsPage>(new { Sessions = sessions, Over = over });
    }

    private static Task<IResult> NewAsync(TrainingApi training, CancellationToken cancellationToken) =>
        FormAsync(NewSession.Suggested, null, training, cancellationToken);

    private static async Task<IResult> PlanAsync(HttpContext context, TrainingApi training, CancellationToken cancellationToken)
    {
        var entered = NewSession.From(await context.Request.ReadFormAsync(cancellationToken));
        if (entered.Read(new Reader(context.User).TimeZone, out var plan) is { } unreadable)
        {
            return await FormAsync(entered, unreadable, training, cancellationToken);
        }

        var reply = await training.PlanAsync(plan!, cancellationToken);
        return reply.Problem is { } problem
            ? await FormAsync(entered, problem, training, cancellationToken)
            : Redirection.To($"/sessions/{reply.Value!.Id}?done=planned");
    }

    private static async Task<IResult> FormAsync(NewSession entered, ApiProblem? problem, TrainingApi training, CancellationToken cancellationToken) =>
        new RazorComponentResult<NewSessionPage>(new { Entered = entered, Problem = problem, Topics = await training.TopicsAsync(cancellationToken) })
        {
            StatusCode = problem?.Status ?? StatusCodes.Status200OK,
        };

    private static async Task<IResult> ShowAsync(Guid id, HttpRequest request, TrainingApi training, CancellationToken cancellationToken) =>
        new RazorComponentResult<SessionPage>(new { Session = await training.SessionAsync(id, cancellationToken), Done = request.Query["done"].ToString() });

    private static async Task<IResult> SeatsAsync(Guid id, HttpContext context, TrainingApi training, CancellationToken cancellationToken)
    {
        var form = await context.Request.ReadFormAsync(cancellationToken);
        return await AfterAsync(id, await training.ChangeSeatsAsync(id, form.Number("seats"), cancellationToken), "seats", training, cancellationToken);
    }

    private static async Task<IResult> AttendanceAsync(Guid id, HttpContext context, TrainingApi training, CancellationToken cancellationToken)
    {
        var form = await context.Request.ReadFormAsync(cancellationToken);
        var present = form["present"].Select(p => Guid.TryParse(p, out var member) ? member : (Guid?)null).OfType<Guid>().ToList();
        return await AfterAsync(id, await training.MarkAttendanceAsync(id, present, cancellationToken), "attendance", training, cancellationToken);
    }

    private static async Task<IResult> AskToEndAsync(Guid id, HttpRequest request, TrainingApi training, CancellationToken cancellationToken)
    {
        var session = await training.SessionAsync(id, cancellationToken);
        return session.IsPlanned
            ? new RazorComponentResult<EndSessionPage>(new { Session = session, CallsOff = request.Query["off"] == "1" })
            : Redirection.To($"/sessions/{id}");
    }

    private static async Task<IResult> HoldAsync(Guid id, TrainingApi training, CancellationToken cancellationToken) =>
        await AfterAsync(id, await training.HoldAsync(id, cancellationToken), "held", training, cancellationToken);

    private static async Task<IResult> CallOffAsync(Guid id, TrainingApi training, CancellationToken cancellationToken) =>
        await AfterAsync(id, await training.CallOffAsync(id, cancellationToken), "off", training, cancellationToken);

    private static async Task<IResult> AfterAsync(
        Guid id, Reply<LedSession> reply, string done, TrainingApi training, CancellationToken cancellationToken) => reply.Problem is { } problem
        ? new RazorComponentResult<SessionPage>(new { Session = await training.SessionAsync(id, cancellationToken), Problem = problem }) { StatusCode = problem.Status }
        : Redirection.To($"/sessions/{id}?done={done}");
}

/// <summary>What was entered for a session to plan; days and times as the browser writes them.</summary>
public sealed record NewSession(
    string Title, IReadOnlyList<string> Topics, bool Live, string Day, string Starts, string EndDay, string Ends, string Minutes, string Seats, string LedBy,
    string Place, string Link, IReadOnlyList<string> Accessibility)
{
    internal static NewSession Suggested { get; } = new("", [], true, "", "", "", "", "", "12", "", "", "", []);

    internal static NewSession From(IFormCollection form) => new(
        form["title"].ToString().Trim(),
        [.. form["topics"].OfType<string>()],
        form["live"] != "no",
        form["startsAt"].ToString(),
        form["starts"].ToString(),
        form["endsAt"].ToString(),
        form["ends"].ToString(),
        form["minutes"].ToString().Trim(),
        form["seats"].ToString().Trim(),
        form["ledBy"].ToString().Trim(),
        form["place"].ToString().Trim(),
        form["link"].ToString().Trim(),
        [.. form["accessibility"].OfType<string>()]);

    /// <summary>Null when it can be sent; the service has the last word on everything but days and times.</summary>
    internal ApiProblem? Read(TimeZoneInfo zone, out PlanSession? plan)
    {
        plan = null;
        if (FormValues.Moment(Day, Starts, zone) is not { } starts)
        {
            return ApiProblem.Unreadable("startsAt", "This is not a day and time we can read.", "Choose both; at the change of the clocks, choose an hour that there is.");
        }

        if (FormValues.Moment(EndDay.Length > 0 ? EndDay : Day, Ends, zone) is not { } ends)
        {
            return ApiProblem.Unreadable("endsAt", "This is not a day and time we can read.", "Choose both; at the change of the clocks, choose an hour that there is.");
        }

        plan = new PlanSession(Title, Topics, Live, starts, ends, FormValues.Number(Minutes), FormValues.Number(Seats), LedBy, Place, Link, Accessibility);
        return null;
    }
}
