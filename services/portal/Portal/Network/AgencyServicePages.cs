using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using PeerPlatform.Contracts.Access;
using PeerPlatform.Portal.Errors;
using PeerPlatform.Portal.Layout;
using PeerPlatform.Portal.Services;

namespace PeerPlatform.Portal.Network;

/// <summary>Which services an agency uses: since when, until when, and switching them on and off.</summary>
internal static class AgencyServicePages
{
    private const string Root = "/network/agencies/{agency:guid}/services";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MemberPage(Root, Permission.ManageSubscriptions, ShowAsync);
        routes.MemberForm(Root + "/{service}/subscribe", Permission.ManageSubscriptions, SubscribeAsync);
        routes.MemberPage(Root + "/{service}/end", Permission.ManageSubscriptions, AskToEndAsync);
        routes.MemberForm(Root + "/{service}/end", Permission.ManageSubscriptions, EndAsync);
    }

    private static async Task<IResult> ShowAsync(Guid agency, HttpRequest request, ConnectionsApi connections, CancellationToken cancellationToken) =>
        new RazorComponentResult<AgencyServicesPage>(new
        {
            Agency = await connections.SubscriptionsAsync(agency, cancellationToken),
            Changed = request.Query["changed"].ToString() is { Length: > 0 } service && ServiceName.NeedsSubscription(service) ? service : null,
        });

    private static async Task<IResult> SubscribeAsync(Guid agency, string service, ConnectionsApi connections, CancellationToken cancellationToken)
    {
        var reply = await connections.SubscribeAsync(agency, service, cancellationToken);
        return reply.Problem is { } problem
            ? throw new ServiceRefused("tenancy", problem)
            : Redirection.To($"/network/agencies/{agency}/services?changed={service}");
    }

    private static async Task<IResult> AskToEndAsync(Guid agency, string service, ConnectionsApi connections, CancellationToken cancellationToken)
    {
        var uses = await connections.SubscriptionsAsync(agency, cancellationToken);
        return uses.Services.Find(s => s.Service == service) switch
        {
            null => ErrorPages.Of(StatusCodes.Status404NotFound),
            { Subscribed: false } => Redirection.To($"/network/agencies/{agency}/services"),
            _ => new RazorComponentResult<EndServicePage>(new { Agency = uses, Service = service }),
        };
    }

    private static async Task<IResult> EndAsync(Guid agency, string service, ConnectionsApi connections, CancellationToken cancellationToken)
    {
        var reply = await connections.EndSubscriptionAsync(agency, service, cancellationToken);
        return reply.Problem switch
        {
            // Ended meanwhile, by another coordinator.
            null or { Status: 409 } => Redirection.To($"/network/agencies/{agency}/services?changed={service}"),
            { } problem => throw new ServiceRefused("tenancy", problem),
        };
    }
}
