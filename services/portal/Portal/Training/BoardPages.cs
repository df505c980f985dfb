using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using PeerPlatform.Contracts.Access;
using PeerPlatform.Portal.Layout;
using PeerPlatform.Portal.Services;

namespace PeerPlatform.Portal.Training;

/// <summary>Who is ready, who soon is not, and who is on the way there.</summary>
internal static class BoardPages
{
    private const int RowsAPage = 25;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MemberPage("/readiness", Permission.SeeQualification, ShowAsync);
        routes.MemberPage("/readiness/file.csv", Permission.SeeQualification, FileAsync);
        routes.MemberPage("/readiness/new", Permission.RunTraining, ChooseAsync);
        routes.MemberForm("/readiness/new", Permission.RunTraining, TakeUpAsync);
    }

    private static async Task<IResult> ShowAsync(HttpRequest request, TrainingApi training, CancellationToken cancellationToken)
    {
        var (state, within) = WantedIn(request);
        var board = await training.BoardAsync(state, within, Paging.PageOf(request), RowsAPage, cancellationToken);
        return new RazorComponentResult<BoardPage>(new { Board = board, State = state, Within = within });
    }

    private static Task<IResult> FileAsync(HttpContext context, TrainingApi training, CancellationToken cancellationToken)
    {
        var (state, within) = WantedIn(context.Request);
        return TakenFile.HandOnAsync(context, training.BoardFileAsync(state, within, cancellationToken), "readiness.csv", cancellationToken);
    }

    private static (string? State, int? Within) WantedIn(HttpRequest request) => (
        request.Query["state"].ToString() is var state and ("notQualified" or "lapsing" or "qualified") ? state : null,
        request.Query["within"].ToString() switch { "7" => 7, "15" => 15, "30" => 30, _ => null });

    private static async Task<IResult> ChooseAsync(HttpRequest request, TenancyApi tenancy, CancellationToken cancellationToken)
    {
        var search = request.Query["search"].ToString().Trim();
        var members = await tenancy.MembersAsync(search, null, Paging.PageOf(request), cancellationToken);
        return new RazorComponentResult<TakeUpPage>(new { Members = members, Search = search });
    }

    private static async Task<IResult> TakeUpAsync(HttpContext context, TrainingApi training, CancellationToken cancellationToken)
    {
        var form = await context.Request.ReadFormAsync(cancellationToken);
        if (!Guid.TryParse(form["member"], out var member))
        {
            return Redirection.To("/readiness/new");
        }

        (await training.TakeUpAsync(member, cancellationToken)).OrThrow("training");
        return Redirection.To($"/readiness/{member}?done=new");
    }
}
