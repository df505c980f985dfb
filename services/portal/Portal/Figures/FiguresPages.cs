using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using PeerPlatform.Contracts.Access;
using PeerPlatform.Portal.Layout;
using PeerPlatform.Portal.Services;

namespace PeerPlatform.Portal.Figures;

/// <summary>How the own programme goes, in counts of supporters by quarter.</summary>
internal static class FiguresPages
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MemberPage("/figures", Permission.SeeProgrammeFigures, ShowAsync);
        routes.MemberPage("/figures/file.csv", Permission.SeeProgrammeFigures, FileAsync);
    }

    private static async Task<IResult> ShowAsync(ReportingApi reporting, CancellationToken cancellationToken) =>
        new RazorComponentResult<FiguresPage>(new { Figures = await reporting.FiguresAsync(cancellationToken) });

    private static Task<IResult> FileAsync(HttpContext context, ReportingApi reporting, CancellationToken cancellationToken) =>
        TakenFile.HandOnAsync(context, reporting.FiguresFileAsync(cancellationToken), "programme-figures.csv", cancellationToken);
}
