using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using PeerPlatform.Contracts.Access;

namespace PeerPlatform.Training.Barriers;

internal static class BarrierRoutes
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/my-barriers", MyBarriers.HandleAsync)
            .RequireAuthorization(Permission.OwnTraining)
            .WithName("readMyBarriers")
            .WithSummary("Whether you have named a barrier this quarter")
            .WithDescription("Not which: nobody can tell that, and neither can this.");
        api.MapPost("/my-barriers", NameBarriers.HandleAsync)
            .RequireAuthorization(Permission.OwnTraining)
            .WithName("nameBarriers")
            .WithSummary("Say by kind what stands between you and sessions")
            .WithDescription("Once a calendar quarter, all kinds together. It is counted, of no session and of no person, and cannot be changed.");
        api.MapGet("/barriers", ReadBarriers.HandleAsync)
            .RequireAuthorization(Permission.RunTraining)
            .WithName("readBarriers")
            .WithSummary("What stood in the way in the last four quarters that are over")
            .WithDescription("atLeast is a multiple of five, rounded down; null where it is withheld: for fewer than five people, and where it would stand for everybody. The running quarter is never told of.");
    }
}
