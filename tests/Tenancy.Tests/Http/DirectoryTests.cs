using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PeerPlatform.Contracts.Tenancy.V1;
using PeerPlatform.Platform;
using PeerPlatform.Testing;

namespace PeerPlatform.Tenancy.Tests.Http;

/// <summary>The directory as another service asks it: through the platform's client, on its own port.</summary>
public sealed class DirectoryTests
{
    private static readonly string[] People = [Csv.Row("ONE", 1), Csv.Row("ONE", 2, ("team_code", "NIGHT"), ("team_name", "Night")), Csv.Row("ONE", 3, ("team_code", ""), ("team_name", "")), Csv.Row("TWO", 4)];

    [Fact]
    public async Task An_agency_is_described_with_its_teams()
    {
        await using var world = await World.StartAsync(People);
        var one = await world.AgencyAsync("ONE");
        await using var peer = await PeerAsync(world);

        var agency = await peer.Directory(one, world.Network).GetAgencyAsync(new GetAgencyRequest());

        Assert.Equal(
            (one.ToString(), world.Network.ToString(), "Agency ONE", "America/New_York", "Duty phone 555-0100"),
            (agency.AgencyId, agency.NetworkId, agency.Name, agency.TimeZone, agency.HelpContact));
        Assert.Equal(["Day team", "Night"], agency.Teams.Select(t => t.Name));
    }

    [Fact]
    public async Task Members_of_the_credential_s_agency_are_streamed_and_no_other_s()
    {
        await using var world = await World.StartAsync(People);
        var one = await world.AgencyAsync("ONE");
        await using var peer = await PeerAsync(world);
        var directory = peer.Directory(one, world.Network);
        var expected = await world.LookAsync(one, db => db.Members.Select(m => m.Id.ToString()).ToListAsync());

        var all = await MembersAsync(directory);

        Assert.Equal(expected.Select(id => id.ToLowerInvariant()).Order(), all.Select(m => m.MemberId).Order());
        Assert.Single(all, m => m.TeamId.Length == 0);
        var night = (await directory.GetAgencyAsync(new GetAgencyRequest())).Teams.Single(t => t.Name == "Night").TeamId;
        Assert.Equal(night, Assert.Single(await MembersAsync(directory, night)).TeamId);
        Assert.Empty(await MembersAsync(directory, Guid.NewGuid().ToString()));
    }

    [Fact]
    public async Task Whoever_is_no_longer_active_is_left_out()
    {
        await using var world = await World.StartAsync(People);
        var two = await world.AgencyAsync("TWO");
        await world.LookAsync(two, db => db.Members.ExecuteUpdateAsync(m => m.SetProperty(x => x.Active, false)));
        await using var peer = await PeerAsync(world);

        Assert.Empty(await MembersAsync(peer.Directory(two, world.Network)));
    }

    [Fact]
    public async Task A_network_is_not_an_agency_and_a_made_up_team_is_refused()
    {
        await using var world = await World.StartAsync(People);
        var one = await world.AgencyAsync("ONE");
        await using var peer = await PeerAsync(world);

        var unknown = await Assert.ThrowsAsync<RpcException>(
            async () => await peer.Directory(world.Network, world.Network).GetAgencyAsync(new GetAgencyRequest()));
        var refused = await Assert.ThrowsAsync<RpcException>(() => MembersAsync(peer.Directory(one, world.Network), "no uuid"));

        Assert.Equal((StatusCode.NotFound, StatusCode.InvalidArgument), (unknown.StatusCode, refused.StatusCode));
    }

    [Fact]
    public async Task Members_tokens_and_no_token_do_not_reach_the_directory()
    {
        await using var world = await World.StartAsync();
        using var channel = global::Grpc.Net.Client.GrpcChannel.ForAddress(world.Platform.GrpcAddress);
        var directory = new DirectoryService.DirectoryServiceClient(channel);
        foreach (var token in new[] { null, world.Coordinator.DefaultRequestHeaders.Authorization!.ToString() })
        {
            var headers = token is null ? [] : new Metadata { { "authorization", token } };
            var refused = await Assert.ThrowsAsync<RpcException>(
                async () => await directory.GetAgencyAsync(new GetAgencyRequest(), headers));
            Assert.Equal(StatusCode.Unauthenticated, refused.StatusCode);
        }
    }

    private static async Task<List<StreamMembersResponse>> MembersAsync(DirectoryService.DirectoryServiceClient directory, params string[] teams)
    {
        using var call = directory.StreamMembers(new StreamMembersRequest { TeamIds = { teams } });
        var members = new List<StreamMembersResponse>();
        while (await call.ResponseStream.MoveNext(CancellationToken.None))
        {
            members.Add(call.ResponseStream.Current);
        }

        return members;
    }

    private static async Task<Peer> PeerAsync(World world) => new(await TestPlatform.StartAsync(
        [new AskingService()], new Dictionary<string, string?> { ["Services:tenancy:Grpc"] = world.Platform.GrpcAddress }));

    /// <summary>Another service of the deployment.</summary>
    private sealed class AskingService : PlatformService
    {
        public override string Name => "asking";

        public override void Register(ServiceRegistration registration) =>
            registration.AddGrpcClient<DirectoryService.DirectoryServiceClient>("tenancy");
    }

    private sealed class Peer(TestPlatform platform) : IAsyncDisposable
    {
        private readonly List<AsyncServiceScope> _scopes = [];

        public DirectoryService.DirectoryServiceClient Directory(Guid tenant, Guid network)
        {
            var scope = platform.Scope(tenant, network);
            _scopes.Add(scope);
            return scope.ServiceProvider.GetRequiredService<DirectoryService.DirectoryServiceClient>();
        }

        public async ValueTask DisposeAsync()
        {
            foreach (var scope in _scopes)
            {
                await scope.DisposeAsync();
            }

            await platform.DisposeAsync();
        }
    }
}
