using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using PeerPlatform.Contracts.Access;
using PeerPlatform.Portal.Layout;
using PeerPlatform.Portal.Services;

namespace PeerPlatform.Portal.Training;

/// <summary>One supporter's steps as the coordinator sees them, what the coordinator adds to the record, and the rules it is judged by.</summary>
internal static class RecordPages
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MemberPage("/readiness/{id:guid}", Permission.SeeQualification, ShowAsync);
        routes.MemberForm("/readiness/{id:guid}/earlier-training", Permission.RunTraining, AcceptTrainingAsync);
        routes.MemberForm("/readiness/{id:guid}/leave", Permission.RunTraining, RecordLeaveAsync);
        routes.MemberPage("/readiness/rules", Permission.RunTraining, RulesAsync);
        routes.MemberForm("/readiness/rules", Permission.RunTraining, ChooseRulesAsync);
    }

    private static Task<IResult> ShowAsync(Guid id, HttpContext context, TrainingApi training, CancellationToken cancellationToken) =>
        PageAsync(id, EnteredRecord.Nothing, null, context, training, cancellationToken);

    private static async Task<IResult> PageAsync(
        Guid id, EnteredRecord entered, ApiProblem? problem, HttpContext context, TrainingApi training, CancellationToken cancellationToken)
    {
        var path = await training.SupporterAsync(id, cancellationToken);
        var adds = new Session.Reader(context.User).May(Permission.RunTraining);
        return new RazorComponentResult<SupporterPage>(new
        {
            Path = path,
            Topics = adds ? await training.TopicsAsync(cancellationToken) : [],
            Entered = entered,
            Problem = problem,
            Done = context.Request.Query["done"].ToString(),
        })
        {
            StatusCode = problem?.Status ?? StatusCodes.Status200OK,
        };
    }

    private static async Task<IResult> AcceptTrainingAsync(Guid id, HttpContext context, TrainingApi training, CancellationToken cancellationToken)
    {
        var form = await context.Request.ReadFormAsync(cancellationToken);
        var entered = EnteredRecord.Nothing with
        {
            TrainedOn = form.Text("trainedOn"), LiveMinutes = form.Text("liveMinutes"), Topics = [.. form["topics"].OfType<string>()],
        };
        var minutes = form.Number("liveMinutes");
        var problem = entered.LiveMinutes.Length > 0 && minutes is null
            ? ApiProblem.Unreadable("liveMinutes", "This is not a number we can read.", "Write whole minutes, such as 360, or leave it empty.")
            : (await training.AcceptTrainingAsync(id, form.Day("trainedOn"), minutes, entered.Topics, cancellationToken)).Problem;
        return problem is null ? Redirection.To($"/readiness/{id}?done=training") : await PageAsync(id, entered, problem, context, training, cancellationToken);
    }

    private static async Task<IResult> RecordLeaveAsync(Guid id, HttpContext context, TrainingApi training, CancellationToken cancellationToken)
    {
        var form = await context.Request.ReadFormAsync(cancellationToken);
        var entered = EnteredRecord.Nothing with { From = form.Text("from"), Through = form.Text("through") };
        var through = form.Day("through");
        var problem = entered.Through.Length > 0 && through is null
            ? ApiProblem.Unreadable("through", "This is not a day we can read.", "Say its last day, or leave it out while it is not known.")
            : (await training.RecordLeaveAsync(id, form.Day("from"), through, cancellationToken)).Problem;
        return problem is null ? Redirection.To($"/readiness/{id}?done=leave") : await PageAsync(id, entered, problem, context, training, cancellationToken);
    }

    private static Task<IResult> RulesAsync(HttpRequest request, TrainingApi training, CancellationToken cancellationToken) =>
        RulesPageAsync(request.Query["done"] == "1", null, training, cancellationToken);

    private static async Task<IResult> RulesPageAsync(bool done, ApiProblem? problem, TrainingApi training, CancellationToken cancellationToken) =>
        new RazorComponentResult<RulesPage>(new { Rules = await training.RulesAsync(cancellationToken), Done = done, Problem = problem })
        {
            StatusCode = problem?.Status ?? StatusCodes.Status200OK,
        };

    private static async Task<IResult> ChooseRulesAsync(HttpContext context, TrainingApi training, CancellationToken cancellationToken)
    {
        var form = await context.Request.ReadFormAsync(cancellationToken);
        return (await training.ChooseRulesAsync(form.Text("jurisdiction"), cancellationToken)).Problem is { } problem
            ? await RulesPageAsync(false, problem, training, cancellationToken)
            : Redirection.To("/readiness/rules?done=1");
    }
}

/// <summary>What was entered for somebody's record, as the browser writes it.</summary>
public sealed record EnteredRecord(string TrainedOn, string LiveMinutes, IReadOnlyList<string> Topics, string From, string Through)
{
    public static EnteredRecord Nothing { get; } = new("", "", [], "", "");
}
