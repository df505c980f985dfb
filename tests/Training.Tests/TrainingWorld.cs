using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Grpc.Core;
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using PeerPlatform.Contracts.Access;
using PeerPlatform.Contracts.Events;
using PeerPlatform.Contracts.Tenancy.V1;
using PeerPlatform.Platform.Calendar;
using PeerPlatform.Testing;
using PeerPlatform.Training.Supporters;

namespace PeerPlatform.Training.Tests;

/// <summary>The training service at work for one agency, spoken to over HTTP only, beside a peer that speaks tenancy's protocol.</summary>
internal sealed class TrainingWorld : IAsyncDisposable
{
    public const string Api = "/api/training/v1";

    private readonly WebApplication _directory;

    private TrainingWorld(TestPlatform platform, WebApplication directory, ShiftedClock clock, Heard heard, People people)
    {
        Platform = platform;
        _directory = directory;
        Clock = clock;
        Heard = heard;
        People = people;
        Coordinator = platform.Client(Agency, Network, null, Role.Member, Role.Coordinator);
        Trainer = platform.Client(Agency, Network, null, Role.Member, Role.Trainer);
    }

    public static Guid Agency { get; } = Guid.CreateVersion7();

    public static Guid Network { get; } = Guid.CreateVersion7();

    public TestPlatform Platform { get; }

    public ShiftedClock Clock { get; }

    public Heard Heard { get; }

    public People People { get; }

    public HttpClient Coordinator { get; }

    public HttpClient Trainer { get; }

    public DateOnly Today => AgencyDays.Of("America/New_York").DayAt(Clock.GetUtcNow());

    public static async Task<TrainingWorld> StartAsync(params (string Key, string Value)[] settings)
    {
        var people = new People();
        var port = FreePort.Next();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ListenLocalhost(port, listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.AddGrpc();
        builder.Services.AddSingleton(people);
        var directory = builder.Build();
        directory.MapGrpcService<Directory>();
        await directory.StartAsync();

        var clock = new ShiftedClock();
        var heard = new Heard(e => e switch { SupporterQualified q => q.MemberId, SupporterQualificationLapsed l => l.MemberId, _ => null });
        var platform = await TestPlatform.StartAsync(
            [new TrainingService()],
            new Dictionary<string, string?>(settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value))) { ["Services:tenancy:Grpc"] = $"http://127.0.0.1:{port}" },
            configure: app => app.Services.Replace(ServiceDescriptor.Singleton<TimeProvider>(clock)));
        platform.Services.GetRequiredService<IBus>().ConnectPublishObserver(heard);
        return new TrainingWorld(platform, directory, clock, heard, people);
    }

    /// <summary>Somebody whom tenancy knows, and a client signed in as them.</summary>
    public (Guid Id, HttpClient Client) Person(string name, params Role[] roles)
    {
        var id = Guid.CreateVersion7();
        People.Names[id] = name;
        return (id, Platform.Client(Agency, Network, id, roles.Length == 0 ? [Role.Member, Role.Supporter] : roles));
    }

    /// <summary>A supporter from a day on.</summary>
    public async Task<(Guid Id, HttpClient Client)> SupporterAsync(string name, DateOnly? joinedOn = null)
    {
        var person = Person(name);
        await Coordinator.PostAsync($"{Api}/supporters", new { memberId = person.Id, joinedOn = joinedOn ?? Today });
        return person;
    }

    public async Task<Guid> PlanAsync(int seats = 10, string[]? topics = null, int minutes = 120, bool live = true)
    {
        var planned = await Trainer.PostAsync($"{Api}/sessions", Plan(Clock.GetUtcNow(), seats, topics, minutes, live));
        return planned.GetProperty("id").GetGuid();
    }

    public static object Plan(DateTimeOffset now, int seats = 10, string[]? topics = null, int minutes = 120, bool live = true) => new
    {
        title = "Listening to a colleague",
        topics = topics ?? ["listening"],
        live,
        startsAt = now.AddHours(1),
        endsAt = now.AddHours(3),
        minutes,
        seats,
        ledBy = "Maria Lopez, a woman",
        place = "Room 2",
        link = "https://meet.example/room",
        accessibility = new[] { "stepFree", "captions" },
    };

    /// <summary>Everybody enrols, the session is held an hour later, all were there.</summary>
    public async Task HoldAsync(Guid session, params (Guid Id, HttpClient Client)[] people)
    {
        foreach (var person in people)
        {
            await person.Client.PostAsync($"{Api}/my-sessions/{session}/enrolment");
        }

        await ReadAsync(await Trainer.PutAsJsonAsync($"{Api}/sessions/{session}/attendance", new { present = people.Select(p => p.Id) }));
        Clock.Move(TimeSpan.FromHours(4));
        await Trainer.PostAsync($"{Api}/sessions/{session}/held");
    }

    /// <summary>A supporter who has everything that the general rules ask for at the beginning.</summary>
    public async Task<(Guid Id, HttpClient Client)> QualifiedAsync(string name)
    {
        var person = await SupporterAsync(name);
        await PublishEthicsAsync();
        await HoldAsync(
            await PlanAsync(topics: ["values-and-ethics", "role-conflict", "lived-experience", "vicarious-trauma", "mandated-reporting"], minutes: 720), person);
        await Coordinator.PostAsync($"{Api}/supporters/{person.Id}/meetings", new { heldOn = Today, kind = "coReflection" });
        await person.Client.PostAsync($"{Api}/policies/ethics-code/1/attestation");
        return person;
    }

    public async Task PublishEthicsAsync() =>
        await Coordinator.PostAsync($"{Api}/policies", new { policy = "ethics-code", requiredFrom = Today, text = "We meet as equals and keep what we hear.", changes = "Said more clearly." });

    public Task<int> LookAsync() => Platform.Services.GetRequiredService<LookAtDueStandings>().LookAsync(CancellationToken.None);

    public static async Task<JsonElement> ReadAsync(HttpResponseMessage response, HttpStatusCode expected = HttpStatusCode.OK)
    {
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(expected == response.StatusCode, $"{(int)response.StatusCode} instead of {(int)expected}: {text}");
        return text.Length == 0 ? default : JsonDocument.Parse(text).RootElement;
    }

    public async ValueTask DisposeAsync()
    {
        await Platform.DisposeAsync();
        await _directory.StopAsync();
        await _directory.DisposeAsync();
    }

    private sealed class Directory(People people) : DirectoryService.DirectoryServiceBase
    {
        public override async Task<GetAgencyResponse> GetAgency(GetAgencyRequest request, ServerCallContext context)
        {
            people.AgencyAsked.TrySetResult();
            await people.AgencyMayBeTold;
            return new GetAgencyResponse
            {
                AgencyId = Agency.ToString(), NetworkId = Network.ToString(), Name = "Riverside Support", TimeZone = "America/New_York",
            };
        }

        public override async Task StreamMembers(
            StreamMembersRequest request, IServerStreamWriter<StreamMembersResponse> responseStream, ServerCallContext context)
        {
            foreach (var member in people.Names.Keys)
            {
                await responseStream.WriteAsync(new StreamMembersResponse { MemberId = member.ToString() }, context.CancellationToken);
            }
        }

        public override Task<GetMemberResponse> GetMember(GetMemberRequest request, ServerCallContext context) =>
            people.Names.TryGetValue(Guid.Parse(request.MemberId), out var name)
                ? Task.FromResult(new GetMemberResponse { MemberId = request.MemberId, Name = name })
                : throw new RpcException(new Status(StatusCode.NotFound, "There is no such person here."));
    }
}

internal sealed class People
{
    public Dictionary<Guid, string> Names { get; } = [];

    /// <summary>Set once somebody has asked for the agency.</summary>
    public TaskCompletionSource AgencyAsked { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Whoever asks for the agency waits for it.</summary>
    public Task AgencyMayBeTold { get; set; } = Task.CompletedTask;
}
