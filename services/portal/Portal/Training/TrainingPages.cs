using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using PeerPlatform.Contracts.Access;
using PeerPlatform.Portal.Layout;
using PeerPlatform.Portal.Services;

namespace PeerPlatform.Portal.Training;

/// <summary>A supporter's own path: what is done, what comes next, sessions, policies, certificates.</summary>
internal static class TrainingPages
{
    private const int SessionsAPage = 10;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MemberPage("/training", Permission.OwnTraining, PathAsync);
        routes.MemberForm("/training/sessions/{id:guid}/enrol", Permission.OwnTraining, EnrolAsync);
        routes.MemberForm("/training/sessions/{id:guid}/withdraw", Permission.OwnTraining, WithdrawAsync);
        routes.MemberForm("/training/sessions/{id:guid}/check-in", Permission.OwnTraining, CheckInAsync);
        routes.MemberPage("/training/sessions/{id:guid}/session.ics", Permission.OwnTraining, CalendarFileAsync);
        routes.MemberPage("/training/sessions/{id:guid}/certificate", Permission.OwnTraining, CertificateAsync);
        routes.MemberPage("/training/policies/{policy}/{version:int}", Permission.OwnTraining, PolicyAsync);
        routes.MemberForm("/training/policies/{policy}/{version:int}", Permission.OwnTraining, AttestAsync);
    }

    private static Task<IResult> PathAsync(HttpRequest request, TrainingApi training, CancellationToken cancellationToken) =>
        ShowAsync(training, Paging.PageOf(request), request.Query["done"], null, null, cancellationToken);

    private static async Task<IResult> EnrolAsync(Guid id, TrainingApi training, CancellationToken cancellationToken)
    {
        var reply = await training.EnrolAsync(id, cancellationToken);
        return reply.Problem is { } problem
            ? await ShowAsync(training, 1, null, problem, id, cancellationToken)
            : Redirection.To($"/training?done={(reply.Value!.Mine == "waiting" ? "waiting" : "seat")}#sessions");
    }

    private static async Task<IResult> WithdrawAsync(Guid id, TrainingApi training, CancellationToken cancellationToken)
    {
        var reply = await training.WithdrawAsync(id, cancellationToken);
        return reply.Problem is { } problem
            ? await ShowAsync(training, 1, null, problem, id, cancellationToken)
            : Redirection.To("/training?done=withdrawn#sessions");
    }

    private static async Task<IResult> CheckInAsync(Guid id, HttpContext context, TrainingApi training, CancellationToken cancellationToken)
    {
        var code = (await context.Request.ReadFormAsync(cancellationToken))["code"].ToString();
        var reply = await training.CheckInAsync(id, code, cancellationToken);
        return reply.Problem is { } problem
            ? await ShowAsync(training, 1, null, problem, id, cancellationToken)
            : Redirection.To("/training?done=there#sessions");
    }

    private static async Task<IResult> ShowAsync(
        TrainingApi training, int page, string? done, ApiProblem? problem, Guid? session, CancellationToken cancellationToken)
    {
        var path = await training.MyPathAsync(cancellationToken);
        if (path.Problem is { } none && !none.Is("not-a-supporter"))
        {
            throw new ServiceRefused("training", none);
        }

        return new RazorComponentResult<MyPathPage>(new
        {
            Path = path.Value,
            Sessions = path.Value is null ? null : await training.MySessionsAsync(page, SessionsAPage, cancellationToken),
            Done = done,
            Problem = problem,
            ProblemOf = session,
        })
        {
            StatusCode = problem?.Status ?? StatusCodes.Status200OK,
        };
    }

    private static Task<IResult> CalendarFileAsync(Guid id, HttpContext context, TrainingApi training, CancellationToken cancellationToken) =>
        TakenFile.HandOnAsync(context, training.CalendarFileAsync(id, cancellationToken), "session.ics", cancellationToken);

    private static async Task<IResult> CertificateAsync(Guid id, TrainingApi training, CancellationToken cancellationToken) =>
        new RazorComponentResult<CertificatePage>(new { Certificate = await training.CertificateAsync(id, cancellationToken) });

    private static async Task<IResult> PolicyAsync(string policy, int version, TrainingApi training, CancellationToken cancellationToken)
    {
        var path = await training.MyPathAsync(cancellationToken);
        return new RazorComponentResult<PolicyPage>(new
        {
            Policy = await training.PolicyAsync(policy, version, cancellationToken),
            Given = path.Value?.Steps.Exists(s => s.Attested is { } given && given.Policy == policy && given.Version >= version) == true,
        });
    }

    private static async Task<IResult> AttestAsync(string policy, int version, TrainingApi training, CancellationToken cancellationToken)
    {
        (await training.AttestAsync(policy, version, cancellationToken)).OrThrow("training");
        return Redirection.To("/training?done=attested");
    }
}
