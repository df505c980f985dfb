using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using PeerPlatform.Contracts.Access;
using PeerPlatform.Portal.Layout;
using PeerPlatform.Portal.Services;
using PeerPlatform.Portal.Session;

namespace PeerPlatform.Portal.Connections;

/// <summary>Other systems of the agency, or of the network, that use the API: list, make, new secret, end, try out.</summary>
internal static class ConnectionPages
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MemberPage("/connections", Permission.ManageClients, ListAsync);
        routes.MemberPage("/connections/new", Permission.ManageClients, () => Form(NewConnection.Empty, null));
        routes.MemberForm("/connections/new", Permission.ManageClients, MakeAsync);
        routes.MemberPage("/connections/{id:guid}", Permission.ManageClients, ShowAsync);
        routes.MemberForm("/connections/{id:guid}/secret", Permission.ManageClients, RotateAsync);
        // A reload of the page that showed the secret asks for this.
        routes.MemberPage("/connections/{id:guid}/secret", Permission.ManageClients, (Guid id) => Redirection.To($"/connections/{id}"));
        routes.MemberPage("/connections/{id:guid}/end", Permission.ManageClients, AskToEndAsync);
        routes.MemberForm("/connections/{id:guid}/end", Permission.ManageClients, EndAsync);
        routes.MemberPage("/connections/{id:guid}/try", Permission.ManageClients, TryAsync);
    }

    private static async Task<IResult> ListAsync(HttpContext context, ConnectionsApi connections, CancellationToken cancellationToken) =>
        new RazorComponentResult<ConnectionsPage>(new
        {
            Connections = await connections.AllAsync(cancellationToken),
            Services = new Reader(context.User).May(Permission.OwnAgency) ? await connections.OwnSubscriptionsAsync(cancellationToken) : [],
        });

    private static RazorComponentResult<NewConnectionPage> Form(NewConnection entered, ApiProblem? problem) =>
        new(new { Entered = entered, Problem = problem }) { StatusCode = problem?.Status ?? StatusCodes.Status200OK };

    /// <summary>The answer to this write is a page, not a redirect: the secret is shown once and kept nowhere.</summary>
    private static async Task<IResult> MakeAsync(HttpContext context, ConnectionsApi connections, CancellationToken cancellationToken)
    {
        var form = await context.Request.ReadFormAsync(cancellationToken);
        var entered = new NewConnection(form["name"].ToString().Trim(), [.. form["scopes"].OfType<string>()]);
        var reply = await connections.MakeAsync(entered.Name, entered.Scopes, cancellationToken);
        return reply.Problem is { } problem
            ? Form(entered, problem)
            : new RazorComponentResult<SecretPage>(new { Shown = reply.Value!, entered.Name });
    }

    private static async Task<IResult> ShowAsync(Guid id, ConnectionsApi connections, CancellationToken cancellationToken) =>
        new RazorComponentResult<ConnectionPage>(new { Connection = await connections.OneAsync(id, cancellationToken) });

    private static async Task<IResult> RotateAsync(Guid id, HttpContext context, ConnectionsApi connections, CancellationToken cancellationToken)
    {
        var form = await context.Request.ReadFormAsync(cancellationToken);
        var days = int.TryParse(form["overlapDays"], out var number) ? number : -1;
        var connection = await connections.OneAsync(id, cancellationToken);
        var reply = await connections.RotateAsync(id, days, cancellationToken);
        return reply.Problem is { } problem
            ? new RazorComponentResult<ConnectionPage>(new { Connection = connection, Problem = problem }) { StatusCode = problem.Status }
            : new RazorComponentResult<SecretPage>(new { Shown = reply.Value!, connection.Name, Rotated = true });
    }

    private static async Task<IResult> AskToEndAsync(Guid id, ConnectionsApi connections, CancellationToken cancellationToken)
    {
        var connection = await connections.OneAsync(id, cancellationToken);
        return connection.IsOver
            ? Redirection.To($"/connections/{id}")
            : new RazorComponentResult<EndConnectionPage>(new { Connection = connection });
    }

    private static async Task<IResult> EndAsync(Guid id, ConnectionsApi connections, CancellationToken cancellationToken)
    {
        var reply = await connections.EndAsync(id, cancellationToken);
        return reply.Problem switch
        {
            // Ended meanwhile, by somebody else: the page says by whom.
            null or { Status: 409 } => Redirection.To($"/connections/{id}"),
            { } problem => throw new ServiceRefused("tenancy", problem),
        };
    }

    private static async Task<IResult> TryAsync(
        Guid id, HttpContext context, ConnectionsApi connections, AssessmentApi assessment, IConfiguration configuration, TimeProvider clock,
        CancellationToken cancellationToken)
    {
        var connection = await connections.OneAsync(id, cancellationToken);
        if (connection.IsOver)
        {
            return Redirection.To($"/connections/{id}");
        }

        var reader = new Reader(context.User);
        var closed = reader.Sees(Permission.RunWaves) && connection.Scopes.Contains(Calls.Results)
            ? (await assessment.WavesAsync("closed", 1, 1, cancellationToken)).Items.FirstOrDefault()?.Id
            : null;
        return new RazorComponentResult<TryConnectionPage>(new
        {
            Connection = connection,
            Calls = Calls.Of(
                connection,
                reader,
                PublicAddress.Of(context),
                configuration["Portal:CollectAddress"]?.TrimEnd('/') ?? "",
                closed,
                DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime.AddDays(14))),
        });
    }
}

/// <summary>What was entered for a connection to make.</summary>
public sealed record NewConnection(string Name, IReadOnlyList<string> Scopes)
{
    internal static NewConnection Empty { get; } = new("", []);
}
