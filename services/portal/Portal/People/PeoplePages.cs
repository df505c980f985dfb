using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using PeerPlatform.Contracts.Access;
using PeerPlatform.Portal.Layout;
using PeerPlatform.Portal.Services;
using PeerPlatform.Portal.Session;

namespace PeerPlatform.Portal.People;

/// <summary>The members of the coordinator's own agency, and links with which they choose their password.</summary>
internal static class PeoplePages
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MemberPage("/people", Permission.ManageMembers, ListAsync);
        routes.MemberForm("/people/{id:guid}/set-up-link", Permission.ManageMembers, LinkAsync);
        routes.MemberPage("/people/{id:guid}/set-up-link", Permission.ManageMembers, (Guid id) => Redirection.To("/people"));
        routes.MemberForm("/people/set-up-links", Permission.ManageMembers, LinksAsync);
    }

    private static async Task<IResult> ListAsync(HttpRequest request, TenancyApi tenancy, CancellationToken cancellationToken)
    {
        var search = request.Query["search"].ToString().Trim();
        var team = Guid.TryParse(request.Query["team"], out var id) ? id : (Guid?)null;
        var members = await tenancy.MembersAsync(search, team, Paging.PageOf(request), cancellationToken);
        var teams = await tenancy.TeamsAsync(cancellationToken);
        return new RazorComponentResult<PeoplePage>(new { Members = members, Teams = teams, Search = search, Team = team });
    }

    private static async Task<IResult> LinkAsync(Guid id, HttpContext context, TenancyApi tenancy, CancellationToken cancellationToken)
    {
        var form = await context.Request.ReadFormAsync(cancellationToken);
        var made = (await tenancy.MakeSetupLinkAsync(id, cancellationToken)).OrThrow("tenancy");
        return new RazorComponentResult<MadeLinkPage>(new
        {
            Link = made,
            Who = form["name"].ToString(),
            Address = PublicAddress.Of(context) + made.Path,
            Back = "/people",
        });
    }

    private static async Task<IResult> LinksAsync(HttpContext context, TenancyApi tenancy, CancellationToken cancellationToken)
    {
        using var answer = await tenancy.AllSetupLinksAsync(cancellationToken);
        context.Response.ContentType = "text/csv; charset=utf-8";
        context.Response.Headers.ContentDisposition = "attachment; filename=\"set-up-links.csv\"";
        // Tenancy knows paths only; whoever gets the mail needs a whole address.
        var rows = await answer.Content.ReadAsStringAsync(cancellationToken);
        await context.Response.WriteAsync(
            rows.Replace(",/set-up/", $",{PublicAddress.Of(context)}/set-up/", StringComparison.Ordinal), cancellationToken);
        return TypedResults.Empty;
    }
}
