using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using PeerPlatform.Contracts.Access;

namespace PeerPlatform.Training.Supervision;

internal static class SupervisionRoutes
{
    public static void Map(RouteGroupBuilder api)
    {
        MapOwn(api);
        MapTeam(api);
        MapPlaces(api);
    }

    private static void MapOwn(RouteGroupBuilder api)
    {
        api.MapGet("/my-meetings", MyMeetings.HandleAsync)
            .RequireAuthorization(Permission.OwnTraining)
            .WithName("readMyMeetings")
            .WithSummary("Your own supervision and co-reflection")
            .WithDescription("Who supervises you, which days are planned, and what is on record: days and kinds, nothing that was said.");
        api.MapPost("/my-meetings/co-reflections", ReflectTogether.BeginAsync)
            .RequireAuthorization(Permission.OwnTraining)
            .WithName("beginReflection")
            .WithSummary("Note that you reflected with other supporters")
            .WithDescription("Answered with a code for those who were there too. It counts once one of them has used it.");
        api.MapPost("/my-meetings/co-reflections/joined", ReflectTogether.JoinAsync)
            .RequireAuthorization(Permission.OwnTraining)
            .WithName("joinReflection")
            .WithSummary("Say by its code that you were at a co-reflection")
            .WithDescription("Up to 14 days after it. A second time changes nothing.");
    }

    private static void MapTeam(RouteGroupBuilder api)
    {
        api.MapGet("/my-team", MyTeam.HandleAsync)
            .RequireAuthorization(Permission.SuperviseTeam)
            .WithName("readMyTeam")
            .WithSummary("The people you supervise: how ready they are, meetings to come and past")
            .WithDescription("Those whom the coordinator has put in your team, and nobody else.");
        api.MapPost("/my-team/meetings", PlanMeetings.HandleAsync)
            .RequireAuthorization(Permission.SuperviseTeam)
            .WithName("planMeetings")
            .WithSummary("Note meetings with people of your team")
            .WithDescription("One, or several that come back after some weeks. There is a day and a length, and no field for what it is about.");
        api.MapPost("/my-team/meetings/{id:guid}/held", ChangeMeeting.HoldAsync)
            .RequireAuthorization(Permission.SuperviseTeam)
            .WithName("holdMeeting")
            .WithSummary("Say who was there")
            .WithDescription("They have it on record from this moment. This cannot be undone.");
        api.MapDelete("/my-team/meetings/{id:guid}", ChangeMeeting.CallOffAsync)
            .RequireAuthorization(Permission.SuperviseTeam)
            .WithName("callOffMeeting")
            .WithSummary("Call a meeting off")
            .WithDescription("It is erased. What took place stays.");
    }

    private static void MapPlaces(RouteGroupBuilder api)
    {
        api.MapGet("/teams", ListTeams.HandleAsync)
            .RequireAuthorization(Permission.RunTraining)
            .WithName("listTrainingTeams")
            .WithSummary("Who supervises whom")
            .WithDescription("People without a supervisor first. At most 200 a page.");
        api.MapPut("/supporters/{id:guid}/supervising", ChangePlace.SupervisingAsync)
            .RequireAuthorization(Permission.RunTraining)
            .WithName("changeSupervising")
            .WithSummary("Say whether somebody supervises")
            .WithDescription("Supervisors are on the training path like everybody. Refused while somebody who stops has a team.");
        api.MapPut("/supporters/{id:guid}/supervisor", ChangePlace.SupervisorAsync)
            .RequireAuthorization(Permission.RunTraining)
            .WithName("changeSupervisor")
            .WithSummary("Put somebody in a supervisor's team")
            .WithDescription("null for nobody. From this moment on that supervisor, and no other, sees and records.");
    }
}
