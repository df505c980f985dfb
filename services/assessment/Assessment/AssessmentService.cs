using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using PeerPlatform.Assessment.Collecting;
using PeerPlatform.Assessment.Data;
using PeerPlatform.Assessment.Demonstration;
using PeerPlatform.Assessment.Grpc;
using PeerPlatform.Assessment.Instruments;
using PeerPlatform.Assessment.Results;
using PeerPlatform.Assessment.Waves;
using PeerPlatform.Contracts.Access;
using PeerPlatform.Contracts.Events;
using PeerPlatform.Contracts.Tenancy.V1;
using PeerPlatform.Platform;
using PeerPlatform.Platform.Operations;

namespace PeerPlatform.Assessment;

/// <summary>
/// Asks an agency's people how they are, and shows the agency what all together said and never what one did
/// (P-2.1, P-2.6, P-2.7, P-2.9).
/// </summary>
public sealed class AssessmentService : PlatformService
{
    /// <inheritdoc />
    public override string Name => "assessment";

    /// <inheritdoc />
    public override void Register(ServiceRegistration registration)
    {
        registration.AddDatabase<AssessmentDbContext>();
        registration.AddGrpcClient<DirectoryService.DirectoryServiceClient>("tenancy");
        registration.Services.AddSingleton(new ShippedInstruments());
        registration.Services.AddSingleton<AnswerWriter>();
        registration.Services.AddHostedService(provider => provider.GetRequiredService<AnswerWriter>());
        registration.Services.AddSingleton<CloseDueWaves>();
        registration.Services.AddHostedService(provider => provider.GetRequiredService<CloseDueWaves>());
        if (registration.Configuration["Assessment:Start:DemonstrationAgencies"] is { Length: > 0 } codes)
        {
            registration.Services.AddSingleton(new DemonstrationAgencies(codes));
            registration.Handle<AgencyOnboarded, ImagineFinishedWave, AssessmentDbContext>(happened => happened.AgencyId);
        }
    }

    /// <inheritdoc />
    public override void MapApi(RouteGroupBuilder api)
    {
        api.MapGet("/instruments", ListInstruments.Handle)
            .RequireAuthorization(Permission.RunWaves)
            .WithName("listInstruments")
            .WithSummary("The instruments that can be asked")
            .WithDescription("The newest version of each, with source, licence, length and scales. lang=en or es.");
        api.MapPost("/waves", OpenWave.HandleAsync)
            .RequireAuthorization(Permission.RunWaves)
            .WithName("openWave")
            .WithSummary("Open a wave at once")
            .WithDescription("Invites everybody active in the named teams, or in the agency when none is named. Refused below five invited, and while another open wave asks a shared team the same.");
        api.MapPost("/waves/by-count", InviteByCount.HandleAsync)
            .RequireAuthorization(Permission.InviteByCount)
            .Produces<CountedWave>(StatusCodes.Status201Created, "application/json", "text/csv")
            .WithName("inviteByCount")
            .WithSummary("Open a wave for people whom only your own system knows")
            .WithDescription("For an agency that uses surveys only: numbers of people per group instead of members. The answer holds one ticket a person, as JSON or (Accept: text/csv) as CSV, "
                + "once; the survey's page is /collect/s/{ticket} at the collecting address. If the answer is lost, close the wave and open another one. "
                + "Whoever sends the tickets knows for that moment whose is whose: send each to one person, and keep no list. At least five people; smaller groups are put together.");
        api.MapGet("/waves", ListWaves.HandleAsync)
            .RequireAuthorization(Permission.RunWaves)
            .WithName("listWaves")
            .WithSummary("The agency's waves, newest first")
            .WithDescription("state=open or closed to see only those. Pages start at 1; at most 200 waves a page.");
        api.MapGet("/waves/{id:guid}", ReadWave.HandleAsync)
            .RequireAuthorization(Permission.RunWaves)
            .WithName("readWave")
            .WithSummary("One wave with its response rate")
            .WithDescription("While it is open, the number of answers is rounded down to fives and withheld below five.");
        api.MapPost("/waves/{id:guid}/close", CloseWave.HandleAsync)
            .RequireAuthorization(Permission.RunWaves)
            .WithName("closeWave")
            .WithSummary("Close a wave before its last day")
            .WithDescription("From now on answers are refused, who was invited is erased, and results can be read. This cannot be undone.");
        api.MapGet("/waves/{id:guid}/results", ReadResults.HandleAsync)
            .RequireAuthorization(Permission.SeeAgencyResults)
            .WithName("readWaveResults")
            .WithSummary("What a closed wave says, for everybody and each group that is large enough")
            .WithDescription("A withheld group has shown=false, one same sentence why, and null for every figure. Intervals are 95 %, by Student's t.");
        api.MapGet("/my-waves", MyWaves.HandleAsync)
            .RequireAuthorization(Permission.AnswerWaves)
            .WithName("listMyWaves")
            .WithSummary("Open surveys the signed-in member is invited to")
            .WithDescription("invitationTaken says that the one-time link was made; whether it was used is not known.");
        api.MapPost("/waves/{id:guid}/invitation", TakeInvitation.HandleAsync)
            .RequireAuthorization(Permission.AnswerWaves)
            .WithName("takeInvitation")
            .WithSummary("Make the one-time ticket to answer with")
            .WithDescription("Given once. It is not kept with the member and cannot be given again.");
    }

    /// <inheritdoc />
    public override void MapGrpc(IEndpointRouteBuilder routes) => routes.MapGrpcService<WaveFacts>();

    /// <inheritdoc />
    public override void MapFixed(WebApplication app)
    {
        var collect = app.MapGroup("/collect/v1").AllowAnonymous().WithMetadata(LeavesNoTrace.Instance);
        collect.MapGet("/forms/{ticket}", ReadForm.HandleAsync)
            .WithName("readForm")
            .WithSummary("The questions behind a ticket")
            .WithDescription("410 when the ticket was used or the survey is over, 404 when there is no such ticket.");
        collect.MapPost("/answers", SendAnswer.HandleAsync)
            .WithMetadata(new RequestSizeLimitAttribute(SendAnswer.LargestBody))
            .WithName("sendAnswer")
            .WithSummary("Answer once with a ticket")
            .WithDescription("Answered after the answer is on disk, with the own scores, which are not kept.");
    }
}
