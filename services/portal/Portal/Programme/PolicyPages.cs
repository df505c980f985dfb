using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using PeerPlatform.Contracts.Access;
using PeerPlatform.Portal.Layout;
using PeerPlatform.Portal.Services;

namespace PeerPlatform.Portal.Programme;

/// <summary>Policies for whoever runs the programme: from a template to a version in force, and whose word is missing.</summary>
internal static class PolicyPages
{
    private const int PeopleAPage = 50;

    /// <summary>How long supporters have for a new version unless the coordinator says otherwise.</summary>
    private const int UsualNotice = 14;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MemberPage("/programme/policies", Permission.RunTraining, ListAsync);
        routes.MemberPage("/programme/policies/{policy}", Permission.RunTraining, FileAsync);
        routes.MemberForm("/programme/policies/{policy}/begin", Permission.RunTraining, BeginAsync);
        routes.MemberPage("/programme/policies/{policy}/draft", Permission.RunTraining, DraftAsync);
        routes.MemberForm("/programme/policies/{policy}/draft", Permission.RunTraining, SaveAsync);
        routes.MemberForm("/programme/policies/{policy}/places", Permission.RunTraining, FillAsync);
        routes.MemberForm("/programme/policies/{policy}/discard", Permission.RunTraining, DiscardAsync);
        routes.MemberPage("/programme/policies/{policy}/publish", Permission.RunTraining, AskToPublishAsync);
        routes.MemberForm("/programme/policies/{policy}/publish", Permission.RunTraining, PublishAsync);
        routes.MemberPage("/programme/policies/{policy}/{version:int}", Permission.RunTraining, VersionAsync);
    }

    private static async Task<IResult> ListAsync(PoliciesApi policies, CancellationToken cancellationToken) =>
        new RazorComponentResult<PoliciesPage>(new { Policies = await policies.AllAsync(cancellationToken) });

    private static async Task<IResult> FileAsync(string policy, HttpRequest request, PoliciesApi policies, CancellationToken cancellationToken) =>
        new RazorComponentResult<PolicyFilePage>(new { File = await policies.OneAsync(policy, cancellationToken), Done = request.Query["done"].ToString() });

    private static async Task<IResult> BeginAsync(string policy, HttpContext context, PoliciesApi policies, CancellationToken cancellationToken)
    {
        var form = await context.Request.ReadFormAsync(cancellationToken);
        var reply = await policies.BeginAsync(policy, form["from"].ToString(), form["language"], cancellationToken);
        return reply.Problem is { } problem && !problem.Is("draft-there")
            ? new RazorComponentResult<PolicyFilePage>(new { File = await policies.OneAsync(policy, cancellationToken), Problem = problem }) { StatusCode = problem.Status }
            : Redirection.To(DraftOf(policy));
    }

    private static async Task<IResult> DraftAsync(string policy, HttpRequest request, PoliciesApi policies, CancellationToken cancellationToken)
    {
        var file = await policies.OneAsync(policy, cancellationToken);
        return file.Draft is { } draft
            ? new RazorComponentResult<PolicyDraftPage>(new { File = file, Draft = draft, Text = draft.Text, Saved = request.Query["saved"] == "1" })
            : Redirection.To(FileOf(policy));
    }

    private static async Task<IResult> SaveAsync(string policy, HttpContext context, PoliciesApi policies, CancellationToken cancellationToken)
    {
        var form = await context.Request.ReadFormAsync(cancellationToken);
        return await KeepAsync(policy, form["text"].ToString(), VersionIn(form, "basedOn"), policies, cancellationToken);
    }

    /// <summary>Puts what was entered into the places of the text that was read; an empty field leaves its place open.</summary>
    private static async Task<IResult> FillAsync(string policy, HttpContext context, PoliciesApi policies, CancellationToken cancellationToken)
    {
        var form = await context.Request.ReadFormAsync(cancellationToken);
        var (text, places, entered) = (form["text"].ToString().ReplaceLineEndings("\n"), form["place"], form["filled"]);
        for (var i = 0; i < Math.Min(places.Count, entered.Count); i++)
        {
            if (entered[i]?.Trim() is { Length: > 0 } words)
            {
                text = text.Replace($"[[{places[i]}]]", words, StringComparison.Ordinal);
            }
        }

        return await KeepAsync(policy, text, VersionIn(form, "basedOn"), policies, cancellationToken);
    }

    private static async Task<IResult> KeepAsync(string policy, string text, int? basedOn, PoliciesApi policies, CancellationToken cancellationToken)
    {
        var reply = await policies.SaveAsync(policy, text, basedOn, cancellationToken);
        if (reply.Problem is not { } problem)
        {
            return Redirection.To($"{DraftOf(policy)}?saved=1");
        }

        var file = await policies.OneAsync(policy, cancellationToken);
        return file.Draft is { } draft
            ? new RazorComponentResult<PolicyDraftPage>(new
            {
                File = file,
                Draft = problem.Is("draft-changed-meanwhile") ? draft : draft with { Version = basedOn ?? draft.Version },
                Text = text,
                Problem = problem,
            })
            {
                StatusCode = problem.Status,
            }
            : Redirection.To(FileOf(policy));
    }

    private static async Task<IResult> DiscardAsync(string policy, HttpContext context, PoliciesApi policies, CancellationToken cancellationToken)
    {
        var form = await context.Request.ReadFormAsync(cancellationToken);
        var reply = await policies.DiscardAsync(policy, VersionIn(form, "basedOn"), cancellationToken);
        return Redirection.To(reply.Problem is null ? $"{FileOf(policy)}?done=discarded" : DraftOf(policy));
    }

    private static async Task<IResult> AskToPublishAsync(string policy, PoliciesApi policies, CancellationToken cancellationToken)
    {
        var file = await policies.OneAsync(policy, cancellationToken);
        return file.Draft is { OpenPlaces.Count: 0 }
            ? new RazorComponentResult<PublishPolicyPage>(new { File = file, RequiredFrom = Iso(file.Qualified > 0 ? file.Today.AddDays(UsualNotice) : file.Today) })
            : Redirection.To(file.Draft is null ? FileOf(policy) : DraftOf(policy));
    }

    private static async Task<IResult> PublishAsync(string policy, HttpContext context, PoliciesApi policies, CancellationToken cancellationToken)
    {
        var form = await context.Request.ReadFormAsync(cancellationToken);
        var (entered, changes) = (form["requiredFrom"].ToString(), form["changes"].ToString());
        DateOnly? from = DateOnly.TryParseExact(entered, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
        var reply = await policies.PublishAsync(policy, VersionIn(form, "draft"), from, changes, cancellationToken);
        if (reply.Problem is not { } problem)
        {
            return Redirection.To($"{FileOf(policy)}?done=published");
        }

        var file = await policies.OneAsync(policy, cancellationToken);
        return file.Draft is null
            ? Redirection.To(FileOf(policy))
            : new RazorComponentResult<PublishPolicyPage>(new { File = file, RequiredFrom = entered, Changes = changes, Problem = problem }) { StatusCode = problem.Status };
    }

    private static async Task<IResult> VersionAsync(string policy, int version, HttpRequest request, PoliciesApi policies, CancellationToken cancellationToken) =>
        new RazorComponentResult<PolicyVersionPage>(new
        {
            Of = await policies.VersionAsync(policy, version, Paging.PageOf(request), PeopleAPage, cancellationToken),
        });

    private static string FileOf(string policy) => $"/programme/policies/{Uri.EscapeDataString(policy)}";

    private static string DraftOf(string policy) => $"{FileOf(policy)}/draft";

    private static int? VersionIn(IFormCollection form, string field) =>
        int.TryParse(form[field], NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : null;

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
