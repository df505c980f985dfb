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
using PeerPlatform.Recruitment.Retention;
using PeerPlatform.Testing;

namespace PeerPlatform.Recruitment.Tests;

/// <summary>The recruitment service at work for one agency, spoken to over HTTP only, beside a peer that speaks tenancy's protocol.</summary>
internal sealed class RecruitmentWorld : IAsyncDisposable
{
    public const string Api = "/api/recruitment/v1";
    public const string Collect = "/collect/v1/nominations";

    private static readonly string[] Criteria = ["compassion", "service", "listening", "livedExperience", "courage", "confidentiality"];

    private readonly WebApplication _directory;

    private RecruitmentWorld(TestPlatform platform, WebApplication directory, ShiftedClock clock, Heard heard, People people)
    {
        Platform = platform;
        _directory = directory;
        Clock = clock;
        Heard = heard;
        People = people;
        Coordinator = Person("Casey Coordinator", Team, Role.Member, Role.Coordinator).Client;
        Nobody = platform.Anonymous();
    }

    public static Guid Agency { get; } = Guid.CreateVersion7();

    public static Guid Network { get; } = Guid.CreateVersion7();

    public static Guid Team { get; } = Guid.CreateVersion7();

    public static Guid OtherTeam { get; } = Guid.CreateVersion7();

    public TestPlatform Platform { get; }

    public ShiftedClock Clock { get; }

    public Heard Heard { get; }

    public People People { get; }

    public HttpClient Coordinator { get; }

    /// <summary>The collecting side: nobody is signed in there.</summary>
    public HttpClient Nobody { get; }

    public DateOnly Today => AgencyDays.Of("America/New_York").DayAt(Clock.GetUtcNow());

    public static async Task<RecruitmentWorld> StartAsync(params (string Key, string Value)[] settings)
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
        var heard = new Heard(e => e switch { SupporterSelected s => s.MemberId, SupporterStoodDown d => d.MemberId, _ => null });
        var platform = await TestPlatform.StartAsync(
            [new RecruitmentService()],
            new Dictionary<string, string?>(settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value))) { ["Services:tenancy:Grpc"] = $"http://127.0.0.1:{port}" },
            configure: app => app.Services.Replace(ServiceDescriptor.Singleton<TimeProvider>(clock)));
        platform.Services.GetRequiredService<IBus>().ConnectPublishObserver(heard);
        return new RecruitmentWorld(platform, directory, clock, heard, people);
    }

    /// <summary>Tenancy tells of the agency, as when it joins or changes.</summary>
    public Task OnboardAsync(int version, string code = "RIVER") =>
        Platform.Services.GetRequiredService<IBus>().Publish(new AgencyOnboarded(Agency, Network, code, "Riverside Support", "America/New_York", null, version));

    /// <summary>The team of supporters by name, once so many are there.</summary>
    public async Task<List<(string Name, Guid Id)>> TeamOfAsync(int people)
    {
        var team = await Eventually.GetAsync(
            () => Coordinator.GetJsonAsync($"{Api}/supporters"), t => t.GetProperty("total").GetInt32() == people, $"{people} supporters");
        return [.. team.GetProperty("items").EnumerateArray().Select(s => (s.GetProperty("name").GetString()!, s.GetProperty("memberId").GetGuid()))];
    }

    /// <summary>Somebody of the team whom tenancy knows, and a client signed in as them.</summary>
    public (Guid Id, HttpClient Client) Person(string name, params Role[] roles) => Person(name, Team, roles);

    public (Guid Id, HttpClient Client) Person(string name, Guid team, params Role[] roles)
    {
        var id = Guid.CreateVersion7();
        People.Known[id] = (name, team, roles);
        return (id, Platform.Client(Agency, Network, id, roles.Length == 0 ? [Role.Member] : roles));
    }

    public static object Plan(DateOnly today, int places = 2, Guid? team = null, string pay = "voluntary", int? cents = null) => new
    {
        title = "Supporters for the East team",
        teamId = team ?? Team,
        tasks = "Listen to colleagues after hard calls.",
        hoursAMonth = 8,
        months = 12,
        pay,
        cents,
        places,
        goal = "At least one of the two speaks Spanish.",
        nominateUntil = today.AddDays(14),
        applyUntil = today.AddDays(28),
    };

    public async Task<Guid> CampaignAsync(int places = 2) =>
        (await ReadAsync(await Coordinator.PostAsJsonAsync($"{Api}/campaigns", Plan(Today, places)), HttpStatusCode.Created)).GetProperty("id").GetGuid();

    /// <summary>A campaign with two people on its panel.</summary>
    public async Task<(Guid Id, HttpClient[] Panel)> CampaignWithPanelAsync(int places = 2)
    {
        var campaign = await CampaignAsync(places);
        var (ana, ben) = (Person("Ana Panel", Role.Member, Role.Panel), Person("Ben Panel", Role.Member, Role.Panel));
        await ReadAsync(await Coordinator.PutAsJsonAsync($"{Api}/campaigns/{campaign}/panel", new { memberIds = new[] { ana.Id, ben.Id } }), HttpStatusCode.NoContent);
        return (campaign, [ana.Client, ben.Client]);
    }

    public async Task<string> PassAsync(Guid campaign, HttpClient member) =>
        (await ReadAsync(await member.PostAsync($"{Api}/my-campaigns/{campaign}/nomination-pass", null))).GetProperty("pass").GetString()!;

    public async Task NominateAsync(Guid campaign, string pass, Guid nominee) =>
        await ReadAsync(await Nobody.PostAsJsonAsync(Collect, new { campaignId = campaign, pass, nomineeId = nominee }), HttpStatusCode.NoContent);

    public static async Task<JsonElement> MyCampaignAsync(HttpClient member, Guid campaign) =>
        (await ReadAsync(await member.GetAsync($"{Api}/my-campaigns"))).EnumerateArray().Single(c => c.GetProperty("id").GetGuid() == campaign);

    /// <summary>Begins, writes and sends an application; its id as the coordinator sees it.</summary>
    public async Task<Guid> ApplyAsync(Guid campaign, HttpClient member, string name)
    {
        await ReadAsync(await member.PostAsync($"{Api}/my-campaigns/{campaign}/application", null));
        await ReadAsync(await member.PutAsJsonAsync($"{Api}/my-campaigns/{campaign}/application", new { answers = Answers }));
        await ReadAsync(await member.PostAsync($"{Api}/my-campaigns/{campaign}/application/submission", null));
        var sent = await ReadAsync(await Coordinator.GetAsync($"{Api}/campaigns/{campaign}/applications"));
        return sent.EnumerateArray().Single(a => a.GetProperty("name").GetString() == name).GetProperty("id").GetGuid();
    }

    public static Dictionary<string, string> Answers { get; } = new()
    {
        ["interest"] = "I was glad when somebody listened, and want to be that for others.",
        ["background"] = "Nine years on the phones, a hard winter among them.",
        ["definition"] = "Being beside somebody as an equal.",
    };

    public static object Scores(int every = 4, int? listening = null, params string[] flags) => new
    {
        scores = Criteria.ToDictionary(c => c, c => c == "listening" ? listening ?? every : every),
        flags,
        note = "Warm and clear.",
    };

    public static async Task ScoreAsync(HttpClient[] panel, Guid application)
    {
        foreach (var panelist in panel)
        {
            await ReadAsync(await panelist.PutAsJsonAsync($"{Api}/my-panel/{application}/scorecard", Scores()));
        }
    }

    public async Task<JsonElement> DecideAsync(Guid application, string outcome) =>
        await ReadAsync(await Coordinator.PostAsJsonAsync($"{Api}/applications/{application}/decision", new { outcome, reasons = "What the panel saw.", words = "" }));

    /// <summary>Somebody who applied, was scored and selected.</summary>
    public async Task<(Guid Id, HttpClient Client)> SelectedAsync(string name, (Guid Id, HttpClient[] Panel)? campaign = null)
    {
        var (id, panel) = campaign ?? await CampaignWithPanelAsync();
        var person = Person(name);
        var application = await ApplyAsync(id, person.Client, name);
        await ScoreAsync(panel, application);
        await DecideAsync(application, "selected");
        return person;
    }

    /// <summary>Days go by, and the service begins its day.</summary>
    public async Task PassDaysAsync(int days)
    {
        Clock.Move(TimeSpan.FromDays(days));
        await Platform.Services.GetRequiredService<BeginDay>().LookAsync(CancellationToken.None);
    }

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
                AgencyId = Agency.ToString(),
                NetworkId = Network.ToString(),
                Name = "Riverside Support",
                TimeZone = "America/New_York",
                Teams = { new Contracts.Tenancy.V1.Team { TeamId = Team.ToString(), Name = "East" }, new Contracts.Tenancy.V1.Team { TeamId = OtherTeam.ToString(), Name = "West" } },
            };
        }

        public override Task<GetMemberResponse> GetMember(GetMemberRequest request, ServerCallContext context) =>
            people.Known.TryGetValue(Guid.Parse(request.MemberId), out var known)
                ? Task.FromResult(new GetMemberResponse { MemberId = request.MemberId, Name = known.Name, TeamId = known.Team.ToString() })
                : throw new RpcException(new Status(StatusCode.NotFound, "There is no such person here."));

        public override async Task StreamMembers(StreamMembersRequest request, IServerStreamWriter<StreamMembersResponse> responseStream, ServerCallContext context)
        {
            foreach (var (id, (name, team, _)) in people.Known
                .Where(k => request.TeamIds.Count == 0 || request.TeamIds.Contains(k.Value.Team.ToString()))
                .Where(k => request.Roles.Count == 0 || k.Value.Roles.Any(r => request.Roles.Contains(r.ToString()))))
            {
                await responseStream.WriteAsync(new StreamMembersResponse { MemberId = id.ToString(), TeamId = team.ToString(), Name = request.WithNames ? name : "" });
            }
        }
    }
}

internal sealed class People
{
    public System.Collections.Concurrent.ConcurrentDictionary<Guid, (string Name, Guid Team, Role[] Roles)> Known { get; } = new();

    /// <summary>Set once somebody has asked for the agency.</summary>
    public TaskCompletionSource AgencyAsked { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Whoever asks for the agency waits for it.</summary>
    public Task AgencyMayBeTold { get; set; } = Task.CompletedTask;
}
