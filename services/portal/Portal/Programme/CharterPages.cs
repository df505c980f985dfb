using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using PeerPlatform.Contracts.Access;
using PeerPlatform.Portal.Errors;
using PeerPlatform.Portal.Layout;
using PeerPlatform.Portal.Services;

namespace PeerPlatform.Portal.Programme;

/// <summary>The charter: each part is written on a page of its own, and two who write the same part see each other's words.</summary>
internal static class CharterPages
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MemberPage("/programme/charter", Permission.RunProgramme, ShowAsync);
        routes.MemberPage("/programme/charter/{section}", Permission.RunProgramme, EditAsync);
        routes.MemberForm("/programme/charter/{section}", Permission.RunProgramme, SaveAsync);
        routes.MemberPage("/programme/charter/{section}/earlier", Permission.RunProgramme, EarlierAsync);
    }

    private static async Task<IResult> ShowAsync(HttpRequest request, ProgrammeApi programme, CancellationToken cancellationToken) =>
        new RazorComponentResult<CharterPage>(new { Sections = await programme.CharterAsync(cancellationToken), Saved = request.Query["saved"].ToString() });

    private static async Task<IResult> EditAsync(string section, HttpRequest request, ProgrammeApi programme, CancellationToken cancellationToken) =>
        (await programme.CharterAsync(cancellationToken)).Find(s => s.Code == section) is { } found
            ? Page(found, found.Text, request.Query["back"], null)
            : ErrorPages.Of(StatusCodes.Status404NotFound);

    private static async Task<IResult> SaveAsync(string section, HttpContext context, ProgrammeApi programme, CancellationToken cancellationToken)
    {
        var form = await context.Request.ReadFormAsync(cancellationToken);
        var (text, back) = (form["text"].ToString(), form["back"].ToString());
        int? basedOn = int.TryParse(form["basedOn"], NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : null;
        var reply = await programme.WriteAsync(section, text, basedOn, cancellationToken);
        if (reply.Problem is not { } problem)
        {
            return Redirection.To(back == "quick-start" ? $"/programme/quick-start#{section}"
                : int.TryParse(back, NumberStyles.None, CultureInfo.InvariantCulture, out var step) ? $"/programme/steps/{step}#{section}"
                : $"/programme/charter?saved={Uri.EscapeDataString(section)}#{section}");
        }

        if ((await programme.CharterAsync(cancellationToken)).Find(s => s.Code == section) is not { } now)
        {
            return ErrorPages.Of(StatusCodes.Status404NotFound);
        }

        // After a save that met another one, theirs is shown and the next save follows it; otherwise the one that was read is still the one to follow.
        return Page(problem.Is("changed-meanwhile") ? now : now with { Version = basedOn ?? now.Version }, text, back, problem);
    }

    private static async Task<IResult> EarlierAsync(string section, ProgrammeApi programme, CancellationToken cancellationToken) =>
        new RazorComponentResult<CharterWordingsPage>(new { Section = section, Wordings = await programme.WordingsAsync(section, cancellationToken) });

    private static RazorComponentResult<CharterSectionPage> Page(CharterSection now, string text, string? back, ApiProblem? problem) =>
        new(new { Now = now, Text = text, Back = back, Problem = problem }) { StatusCode = problem?.Status ?? StatusCodes.Status200OK };
}
