using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using PeerPlatform.Contracts.Access;

namespace PeerPlatform.Training.Library;

internal static class LibraryRoutes
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/library", ReadLibrary.ListAsync)
            .RequireAuthorization(Permission.ReadLibrary)
            .WithName("listLibrary")
            .WithSummary("The practice library")
            .WithDescription("search finds all of its words anywhere in a text; kind=affiliation, therapyZone, adviceOrSupport, safety, supervision or other. lang=en or es.");
        api.MapGet("/library/{code}", ReadLibrary.ReadAsync)
            .RequireAuthorization(Permission.ReadLibrary)
            .WithName("readLibraryText")
            .WithSummary("One text of the practice library")
            .WithDescription("410 for a text that the agency has withdrawn. lang=en or es; an agency's text may be in the other one.");
        api.MapPost("/library", KeepLibrary.AddAsync)
            .RequireAuthorization(Permission.RunTraining)
            .WithName("addLibraryText")
            .WithSummary("Add a text of the agency's own")
            .WithDescription("Whole in at least one language.");
        api.MapGet("/library/{code}/written", KeepLibrary.ReadWrittenAsync)
            .RequireAuthorization(Permission.RunTraining)
            .WithName("readWrittenLibraryText")
            .WithSummary("A text of the agency's own in both languages, to go on writing")
            .WithDescription("409 for a text that comes with the platform.");
        api.MapPut("/library/{code}", KeepLibrary.ChangeAsync)
            .RequireAuthorization(Permission.RunTraining)
            .WithName("changeLibraryText")
            .WithSummary("Change a text of the agency's own")
            .WithDescription("Readers have it at once.");
        api.MapDelete("/library/{code}", KeepLibrary.WithdrawAsync)
            .RequireAuthorization(Permission.RunTraining)
            .WithName("withdrawLibraryText")
            .WithSummary("Withdraw a text of the agency's own")
            .WithDescription("Whoever opens it is told so. A second time changes nothing.");
    }
}
