using Grpc.Core;
using MassTransit;
using MassTransit.Transports;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using PeerPlatform.Contracts.Access;
using PeerPlatform.Contracts.Assessment.V1;
using PeerPlatform.Contracts.Events;
using PeerPlatform.Contracts.Tenancy.V1;
using PeerPlatform.Platform.Operations;
using PeerPlatform.Platform.Refusals;
using PeerPlatform.Testing;

namespace PeerPlatform.Platform.Tests.Notes;

public sealed record NoteRequest(string Text, NotePlace? Place = null);

public sealed record NotePlace(int Line);

/// <summary>A service with one of everything that the platform offers.</summary>
internal sealed class NotesService : PlatformService
{
    public HandlerMood Handlers { get; } = new();

    public RpcMood Rpc { get; } = new();

    public TaskCompletionSource SlowBegun { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TaskCompletionSource SlowMayEnd { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>False for a service that tells events and reads none.</summary>
    public bool Hears { get; init; } = true;

    /// <summary>Set, the broker's queues are read only once this is done.</summary>
    public Task? BusWaitsFor { get; init; }

    /// <summary>Under the name of a service that needs a subscription it needs one, too.</summary>
    public string Called { get; init; } = "notes";

    public override string Name => Called;

    public override void Register(ServiceRegistration registration)
    {
        registration.Services.AddSingleton<IHostedService>(provider => ActivatorUtilities.CreateInstance<TablesOfModel<NotesDbContext>>(provider, Name));
        registration.AddDatabase<NotesDbContext>();
        if (Hears)
        {
            registration.Handle<WaveClosed, LeaveEffect, NotesDbContext>(happened => happened.AgencyId);
        }

        registration.AddGrpcClient<DirectoryService.DirectoryServiceClient>("notes");
        registration.AddGrpcClient<WaveFactsService.WaveFactsServiceClient>("notes");
        if (BusWaitsFor is not null)
        {
            registration.Services.AddSingleton<IConfigureReceiveEndpoint>(new StartLate(BusWaitsFor));
        }

        registration.Services.AddSingleton(Handlers);
        registration.Services.AddSingleton(Rpc);
    }

    public override void MapApi(RouteGroupBuilder api)
    {
        api.MapGet("/notes", (NotesDbContext db) => db.Notes.Select(n => n.Text).ToListAsync())
            .RequireAuthorization(Permission.OwnAgency);
        api.MapPost("/notes", async (NoteRequest request, NotesDbContext db) =>
        {
            db.Notes.Add(new Note { Text = request.Text });
            await db.SaveChangesAsync();
            return TypedResults.NoContent();
        }).RequireAuthorization(Permission.OwnAgency);
        api.MapGet("/who", (TenantScope scope) => new { scope.TenantId, scope.NetworkId, scope.Caller?.MemberId })
            .RequireAuthorization(Permission.OwnAccount);
        api.MapGet("/refusals/{kind}", ProblemHttpResult (RefusalKind kind) => new NoteRefused(kind).ToProblem()).AllowAnonymous();
        api.MapGet("/fault", string () => throw new InvalidOperationException("a secret of ours")).AllowAnonymous();
        api.MapGet("/agency", async (DirectoryService.DirectoryServiceClient directory) =>
            (await directory.GetAgencyAsync(new GetAgencyRequest())).AgencyId).RequireAuthorization(Permission.OwnAccount);
        api.MapGet("/silent", async (DirectoryService.DirectoryServiceClient directory) =>
            (await directory.GetAgencyAsync(new GetAgencyRequest(), deadline: DateTime.UtcNow.AddMilliseconds(200))).AgencyId)
            .RequireAuthorization(Permission.OwnAccount);
        api.MapGet("/facts", async (WaveFactsService.WaveFactsServiceClient facts) =>
        {
            using var call = facts.StreamWaveFacts(new StreamWaveFactsRequest { WaveId = "any" });
            return await call.ResponseStream.ReadAllAsync().CountAsync();
        }).RequireAuthorization(Permission.OwnAccount);
        api.MapGet("/refused-facts", async (WaveFactsService.WaveFactsServiceClient facts) =>
        {
            using var call = facts.StreamWaveFacts(new StreamWaveFactsRequest { WaveId = nameof(RefusalKind.NotFound) });
            return await call.ResponseStream.ReadAllAsync().CountAsync();
        }).RequireAuthorization(Permission.OwnAccount);
        api.MapGet("/slow", async () =>
        {
            SlowBegun.SetResult();
            await SlowMayEnd.Task;
            return "done";
        }).AllowAnonymous();
        api.MapGet("/undeclared", () => "nobody may see this");
        api.MapGet("/seen", async (DirectoryService.DirectoryServiceClient directory) =>
            (await directory.GetAgencyAsync(new GetAgencyRequest())).AgencyId).AllowAnonymous();
        api.MapGet("/unseen", async (DirectoryService.DirectoryServiceClient directory) =>
            (await directory.GetAgencyAsync(new GetAgencyRequest())).AgencyId).AllowAnonymous().WithMetadata(LeavesNoTrace.Instance);
    }

    public override void MapGrpc(IEndpointRouteBuilder routes)
    {
        routes.MapGrpcService<NotesDirectory>();
        routes.MapGrpcService<NotesRefusals>();
    }

    private sealed class StartLate(Task ready) : IConfigureReceiveEndpoint, IReceiveEndpointDependency
    {
        public Task Ready => ready;

        public void Configure(string name, IReceiveEndpointConfigurator configurator) => configurator.AddDependency(this);
    }
}
