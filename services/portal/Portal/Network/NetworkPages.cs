using System.Net.Http.Headers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using PeerPlatform.Contracts.Access;
using PeerPlatform.Portal.Layout;
using PeerPlatform.Portal.People;
using PeerPlatform.Portal.Services;
using PeerPlatform.Portal.Session;

namespace PeerPlatform.Portal.Network;

/// <summary>The network coordinator's pages: agencies, onboarding, releases.</summary>
internal static class NetworkPages
{
    /// <summary>64 MB of file and what a form puts around it.</summary>
    private const long LargestUpload = (64L * 1024 * 1024) + (64 * 1024);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MemberPage("/network/agencies", Permission.OnboardAgencies, AgenciesAsync);
        routes.MemberForm("/network/agencies/{agency:guid}/coordinators/{member:guid}/set-up-link", Permission.OnboardAgencies, LinkAsync);
        routes.MemberPage(
            "/network/agencies/{agency:guid}/coordinators/{member:guid}/set-up-link", Permission.OnboardAgencies,
            (Guid agency, Guid member) => Redirection.To("/network/agencies"));
        routes.MemberPage("/network/onboarding", Permission.OnboardAgencies, OnboardingsAsync);
        routes.MemberForm("/network/onboarding", Permission.OnboardAgencies, UploadAsync)
            .WithMetadata(new RequestSizeLimitAttribute(LargestUpload));
        routes.MemberPage("/network/onboarding/{id:guid}", Permission.OnboardAgencies, OnboardingAsync);
        routes.MemberForm("/network/onboarding/{id:guid}/import", Permission.OnboardAgencies, ImportAsync);
        routes.MemberForm("/network/onboarding/{id:guid}/discard", Permission.OnboardAgencies, DiscardAsync);
        ReleasePages.Map(routes);
        AgencyServicePages.Map(routes);
    }

    private static async Task<IResult> AgenciesAsync(HttpRequest request, TenancyApi tenancy, CancellationToken cancellationToken)
    {
        var search = request.Query["search"].ToString().Trim();
        var agencies = await tenancy.AgenciesAsync(search, Paging.PageOf(request), cancellationToken);
        return new RazorComponentResult<AgenciesPage>(new { Agencies = agencies, Search = search });
    }

    private static async Task<IResult> LinkAsync(
        Guid agency, Guid member, HttpContext context, TenancyApi tenancy, CancellationToken cancellationToken)
    {
        var form = await context.Request.ReadFormAsync(cancellationToken);
        var made = (await tenancy.MakeCoordinatorLinkAsync(agency, member, cancellationToken)).OrThrow("tenancy");
        return new RazorComponentResult<MadeLinkPage>(new
        {
            Link = made,
            Who = form["name"].ToString(),
            Address = PublicAddress.Of(context) + made.Path,
            Back = "/network/agencies",
        });
    }

    private static async Task<IResult> OnboardingsAsync(HttpRequest request, TenancyApi tenancy, CancellationToken cancellationToken) =>
        await UploadFormAsync(Paging.PageOf(request), null, request.Query["discarded"] == "1", tenancy, cancellationToken);

    private static async Task<IResult> UploadAsync(HttpContext context, TenancyApi tenancy, CancellationToken cancellationToken)
    {
        var form = await context.Request.ReadFormAsync(cancellationToken);
        if (form.Files.GetFile("file") is not { Length: > 0 } file)
        {
            var none = new ApiProblem(400, "", "No file is chosen, or it is empty.", "file", "Choose the CSV file with your agencies, teams and members.");
            return await UploadFormAsync(1, none, false, tenancy, cancellationToken);
        }

        await using var stream = file.OpenReadStream();
        using var content = new StreamContent(stream);
        content.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        var reply = await tenancy.UploadAsync(Path.GetFileName(file.FileName), content, cancellationToken);
        return reply.Problem is { } problem
            ? await UploadFormAsync(1, problem with { Field = "file" }, false, tenancy, cancellationToken)
            : Redirection.To($"/network/onboarding/{reply.Value!.Id}");
    }

    private static async Task<IResult> UploadFormAsync(
        int page, ApiProblem? problem, bool discarded, TenancyApi tenancy, CancellationToken cancellationToken)
    {
        var history = await tenancy.OnboardingsAsync(page, cancellationToken);
        return new RazorComponentResult<OnboardingsPage>(new { History = history, Problem = problem, Discarded = discarded })
        {
            StatusCode = problem?.Status ?? StatusCodes.Status200OK,
        };
    }

    private static async Task<IResult> OnboardingAsync(Guid id, HttpRequest request, TenancyApi tenancy, CancellationToken cancellationToken)
    {
        var onboarding = await tenancy.OnboardingAsync(id, cancellationToken);
        var faults = onboarding.FaultyRows > 0 && !onboarding.IsUnderWay
            ? await tenancy.FaultsAsync(id, Paging.PageOf(request), cancellationToken)
            : null;
        return new RazorComponentResult<OnboardingPage>(new { Onboarding = onboarding, Faults = faults });
    }

    private static async Task<IResult> ImportAsync(Guid id, TenancyApi tenancy, CancellationToken cancellationToken)
    {
        var reply = await tenancy.ImportAsync(id, cancellationToken);
        if (reply.Problem is not { } problem)
        {
            return Redirection.To($"/network/onboarding/{id}");
        }

        if (problem.Status != StatusCodes.Status409Conflict)
        {
            throw new ServiceRefused("tenancy", problem);
        }

        var onboarding = await tenancy.OnboardingAsync(id, cancellationToken);
        return new RazorComponentResult<OnboardingPage>(new { Onboarding = onboarding, Problem = problem }) { StatusCode = problem.Status };
    }

    private static async Task<IResult> DiscardAsync(Guid id, TenancyApi tenancy, CancellationToken cancellationToken)
    {
        var reply = await tenancy.DiscardAsync(id, cancellationToken);
        return reply.Problem is null or { Status: 404 or 409 }
            ? Redirection.To("/network/onboarding?discarded=1")
            : throw new ServiceRefused("tenancy", reply.Problem);
    }
}
