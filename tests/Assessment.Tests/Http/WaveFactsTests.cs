using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using PeerPlatform.Contracts.Access;
using PeerPlatform.Contracts.Assessment.V1;
using PeerPlatform.Contracts.Events;
using PeerPlatform.Platform;
using PeerPlatform.Platform.Data;
using PeerPlatform.Platform.Messaging;
using PeerPlatform.Testing;

namespace PeerPlatform.Assessment.Tests;

/// <summary>What another service hears of a closed wave: the event, then the facts over gRPC.</summary>
public sealed class WaveFactsTests
{
    [Fact]
    public async Task A_service_that_hears_of_the_closing_can_fetch_the_facts_at_once()
    {
        await using var directory = await DirectoryPeer.StartAsync();
        var heard = new Heard();
        await using var platform = await TestPlatform.StartAsync(
            [new AssessmentService(), new AskingService(heard)],
            new Dictionary<string, string?> { ["Services:tenancy:Grpc"] = directory.Address });
        var agency = RosteredAgency.Of([6, 7]);
        directory.Rosters.Agencies[agency.Id] = agency;
        var wave = await ClosedWaveAsync(platform, agency);

        var closed = await Eventually.GetAsync(() => Task.FromResult(heard.Closed), c => c is not null, "the event");
        Assert.Equal((agency.Id, agency.NetworkId, wave, "cbi", 1), (closed!.AgencyId, closed.NetworkId, closed.WaveId, closed.InstrumentCode, closed.InstrumentVersion));

        await using var scope = platform.Scope(agency.Id, agency.NetworkId);
        var parts = await FactsAsync(scope.ServiceProvider.GetRequiredService<WaveFactsService.WaveFactsServiceClient>(), wave);
        var header = parts[0].Header;
        Assert.Equal(
            ("cbi", 1, "Copenhagen Burnout Inventory", "How are we", 13, 13),
            (header.InstrumentCode, header.InstrumentVersion, header.InstrumentTitle, header.Title, header.Invited, header.Answered));
        Assert.Equal(closed.ClosedOn.ToString("O", null), header.ClosedOn);
        Assert.Equal(["personal", "work", "client"], parts.Skip(1).Select(p => p.Scale.Code));
        Assert.All(parts.Skip(1), part =>
        {
            Assert.Equal(header.Answered, part.Scale.Scored + part.Scale.NotScored);
            Assert.Equal(part.Scale.Scored, part.Scale.Bands.Sum(b => b.Count));
        });
        // Seven answered often (75), six left too few: only seven have a personal score.
        var personal = parts[1].Scale;
        Assert.Equal((7, 6, 7 * 75.0, 7 * 5625.0), (personal.Scored, personal.NotScored, personal.Sum, personal.SumOfSquares));
        Assert.Equal("Below 50:0 50 and above:7", string.Join(' ', personal.Bands.Select(b => $"{b.Name}:{b.Count}")));
    }

    [Fact]
    public async Task Facts_of_an_open_a_foreign_and_an_unknown_wave_are_refused()
    {
        await using var directory = await DirectoryPeer.StartAsync();
        await using var platform = await TestPlatform.StartAsync(
            [new AssessmentService(), new AskingService(new Heard())],
            new Dictionary<string, string?> { ["Services:tenancy:Grpc"] = directory.Address });
        var agency = RosteredAgency.Of([6, 7]);
        directory.Rosters.Agencies[agency.Id] = agency;
        var open = await OpenAsync(platform, agency);
        Assert.Equal(StatusCode.FailedPrecondition, await RefusalAsync(platform, agency.Id, agency.NetworkId, open.ToString()));
        Assert.Equal(StatusCode.NotFound, await RefusalAsync(platform, Guid.NewGuid(), agency.NetworkId, open.ToString()));
        Assert.Equal(StatusCode.NotFound, await RefusalAsync(platform, agency.Id, agency.NetworkId, Guid.NewGuid().ToString()));
        Assert.Equal(StatusCode.NotFound, await RefusalAsync(platform, agency.Id, agency.NetworkId, "not an id"));
    }

    [Fact]
    public async Task A_member_with_a_good_token_does_not_reach_what_services_ask_each_other()
    {
        await using var listening = await Listening.StartAsync();
        var agency = listening.Agency([6]);
        using var channel = GrpcChannel.ForAddress(listening.Platform.GrpcAddress);
        var token = listening.Platform.Issuer.Token(agency.Id, agency.NetworkId, null, null, [.. Enum.GetValues<Role>()]);
        foreach (var headers in new[] { new Metadata(), new Metadata { { "authorization", $"Bearer {token}" } } })
        {
            using var call = new WaveFactsService.WaveFactsServiceClient(channel).StreamWaveFacts(new StreamWaveFactsRequest(), headers);
            var refused = await Assert.ThrowsAsync<RpcException>(() => call.ResponseStream.MoveNext(CancellationToken.None));
            Assert.Equal(StatusCode.Unauthenticated, refused.StatusCode);
        }
    }

    private static async Task<Guid> OpenAsync(TestPlatform platform, RosteredAgency agency)
    {
        using var coordinator = platform.Client(agency.Id, agency.NetworkId, null, Role.Coordinator);
        using var body = System.Net.Http.Json.JsonContent.Create(Listening.Opening());
        return (await Listening.ReadAsync(await coordinator.PostAsync("/api/assessment/v1/waves", body), System.Net.HttpStatusCode.Created)).GetProperty("id").GetGuid();
    }

    private static async Task<Guid> ClosedWaveAsync(TestPlatform platform, RosteredAgency agency)
    {
        var wave = await OpenAsync(platform, agency);
        using var nobody = platform.Anonymous();
        foreach (var (member, i) in agency.Members.Select((m, i) => (m, i)))
        {
            using var client = platform.Client(agency.Id, agency.NetworkId, member.Id, Role.Member);
            var ticket = (await Listening.ReadAsync(await client.PostAsync($"/api/assessment/v1/waves/{wave}/invitation", null))).GetProperty("ticket").GetString();
            var answers = i < 6 ? new Dictionary<string, int?> { ["cbi-p1"] = 0 } : Sheets.Same("cbi", 1);
            using var body = System.Net.Http.Json.JsonContent.Create(new { ticket, lang = "en", answers });
            await Listening.ReadAsync(await nobody.PostAsync("/collect/v1/answers", body));
        }

        using var coordinator = platform.Client(agency.Id, agency.NetworkId, null, Role.Coordinator);
        await coordinator.PostAsync($"/api/assessment/v1/waves/{wave}/close", null);
        return wave;
    }

    private static async Task<List<StreamWaveFactsResponse>> FactsAsync(WaveFactsService.WaveFactsServiceClient client, Guid wave)
    {
        using var call = client.StreamWaveFacts(new StreamWaveFactsRequest { WaveId = wave.ToString() });
        var parts = new List<StreamWaveFactsResponse>();
        await foreach (var part in call.ResponseStream.ReadAllAsync())
        {
            parts.Add(part);
        }

        return parts;
    }

    private static async Task<StatusCode> RefusalAsync(TestPlatform platform, Guid tenant, Guid network, string wave)
    {
        await using var scope = platform.Scope(tenant, network);
        using var call = scope.ServiceProvider.GetRequiredService<WaveFactsService.WaveFactsServiceClient>()
            .StreamWaveFacts(new StreamWaveFactsRequest { WaveId = wave });
        return (await Assert.ThrowsAsync<RpcException>(() => call.ResponseStream.MoveNext(CancellationToken.None))).StatusCode;
    }

    /// <summary>Another service of the deployment, as reporting is one.</summary>
    private sealed class AskingService(Heard heard) : PlatformService
    {
        public override string Name => "asking";

        public override void Register(ServiceRegistration registration)
        {
            registration.Services.AddSingleton(heard);
            registration.Services.AddSingleton<IHostedService>(provider => ActivatorUtilities.CreateInstance<TablesOfModel<AskingDbContext>>(provider, Name));
            registration.AddDatabase<AskingDbContext>();
            registration.AddGrpcClient<WaveFactsService.WaveFactsServiceClient>("assessment");
            registration.Handle<WaveClosed, HearOfClosedWave, AskingDbContext>(happened => happened.AgencyId);
        }
    }

    private sealed class Heard
    {
        public WaveClosed? Closed { get; set; }
    }

    private sealed class HearOfClosedWave(Heard heard) : IEventHandler<WaveClosed>
    {
        public Task HandleAsync(WaveClosed happened, CancellationToken cancellationToken)
        {
            heard.Closed = happened;
            return Task.CompletedTask;
        }
    }

    private sealed class AskingDbContext(Microsoft.EntityFrameworkCore.DbContextOptions<AskingDbContext> options, TenantScope scope)
        : PlatformDbContext(options, scope)
    {
        protected override void Map(Microsoft.EntityFrameworkCore.ModelBuilder model)
        {
        }
    }
}
