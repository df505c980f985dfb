using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using PeerPlatform.Contracts.Access;
using PeerPlatform.Portal.Layout;
using PeerPlatform.Portal.Services;

namespace PeerPlatform.Portal.Practice;

/// <summary>The practice library: look something up between two talks; the coordinator keeps the agency's own texts.</summary>
internal static class LibraryPages
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MemberPage("/practice", Permission.ReadLibrary, ListAsync);
        routes.MemberPage("/practice/{code}", Permission.ReadLibrary, ReadAsync);
        routes.MemberPage("/practice/new", Permission.RunTraining, () => Form(new WrittenText("", "other", "", "", "", ""), null));
        routes.MemberForm("/practice/new", Permission.RunTraining, AddAsync);
        routes.MemberPage("/practice/{code}/change", Permission.RunTraining, ChangeAsync);
        routes.MemberForm("/practice/{code}/change", Permission.RunTraining, SaveAsync);
        routes.MemberPage("/practice/{code}/withdraw", Permission.RunTraining, AskToWithdrawAsync);
        routes.MemberForm("/practice/{code}/withdraw", Permission.RunTraining, WithdrawAsync);
    }

    private static async Task<IResult> ListAsync(HttpRequest request, PracticeApi practice, CancellationToken cancellationToken)
    {
        var search = request.Query["search"].ToString().Trim();
        var kind = PracticeWords.Kinds.FirstOrDefault(k => k == request.Query["kind"].ToString());
        return await ShowAsync(search, kind, request.Query["done"], null, practice, cancellationToken);
    }

    private static async Task<RazorComponentResult<LibraryPage>> ShowAsync(
        string search, string? kind, string? done, ApiProblem? problem, PracticeApi practice, CancellationToken cancellationToken)
    {
        var found = await practice.LibraryAsync(search, kind, cancellationToken);
        problem ??= found.Problem;
        return new RazorComponentResult<LibraryPage>(new { Texts = found.Value ?? [], Search = search, Kind = kind, Done = done, Problem = problem })
        {
            StatusCode = problem?.Status ?? StatusCodes.Status200OK,
        };
    }

    /// <summary>In place of a text that was withdrawn the library says so, and shows what there is.</summary>
    private static async Task<IResult> ReadAsync(string code, HttpRequest request, PracticeApi practice, CancellationToken cancellationToken)
    {
        var text = await practice.TryTextAsync(code, cancellationToken);
        return text.Problem is { } withdrawn && withdrawn.Is("entry-withdrawn")
            ? await ShowAsync("", null, null, withdrawn, practice, cancellationToken)
            : new RazorComponentResult<LibraryTextPage>(new { Text = text.OrThrow("training"), Kept = request.Query["done"] == "kept" });
    }

    private static async Task<IResult> AddAsync(HttpContext context, PracticeApi practice, CancellationToken cancellationToken)
    {
        var entered = Entered("", await context.Request.ReadFormAsync(cancellationToken));
        return After(entered, await practice.AddTextAsync(entered, cancellationToken));
    }

    private static async Task<IResult> ChangeAsync(string code, PracticeApi practice, CancellationToken cancellationToken)
    {
        var written = await practice.WrittenAsync(code, cancellationToken);
        return written.Problem?.Is("entry-shipped") == true ? Redirection.To($"/practice/{code}") : Form(written.OrThrow("training"), null);
    }

    private static async Task<IResult> SaveAsync(string code, HttpContext context, PracticeApi practice, CancellationToken cancellationToken)
    {
        var entered = Entered(code, await context.Request.ReadFormAsync(cancellationToken));
        return After(entered, await practice.ChangeTextAsync(code, entered, cancellationToken));
    }

    private static async Task<IResult> AskToWithdrawAsync(string code, PracticeApi practice, CancellationToken cancellationToken)
    {
        var text = await practice.TextAsync(code, cancellationToken);
        return text.Own ? new RazorComponentResult<WithdrawTextPage>(new { Text = text }) : Redirection.To($"/practice/{code}");
    }

    private static async Task<IResult> WithdrawAsync(string code, PracticeApi practice, CancellationToken cancellationToken)
    {
        (await practice.WithdrawTextAsync(code, cancellationToken)).OrThrow("training");
        return Redirection.To("/practice?done=withdrawn");
    }

    private static IResult After(WrittenText entered, Reply<WrittenText> reply) =>
        reply.Problem is { } problem ? Form(entered, problem) : Redirection.To($"/practice/{reply.Value!.Code}?done=kept");

    private static RazorComponentResult<WriteTextPage> Form(WrittenText entered, ApiProblem? problem) =>
        new RazorComponentResult<WriteTextPage>(new { Entered = entered, Problem = problem }) { StatusCode = problem?.Status ?? StatusCodes.Status200OK };

    private static WrittenText Entered(string code, IFormCollection form) => new(
        code, form["kind"].ToString(), form["titleEn"].ToString().Trim(), form["textEn"].ToString().Trim(), form["titleEs"].ToString().Trim(),
        form["textEs"].ToString().Trim());
}
