using System.Collections.Concurrent;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using PeerPlatform.Contracts.Tenancy.V1;
using PeerPlatform.Testing;

namespace PeerPlatform.Assessment.Tests;

/// <summary>A peer that speaks tenancy's protocol over real gRPC and knows the agencies that a test gives it.</summary>
internal sealed class DirectoryPeer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private DirectoryPeer(WebApplication app, string address, Rosters rosters)
    {
        _app = app;
        Address = address;
        Rosters = rosters;
    }

    public string Address { get; }

    public Rosters Rosters { get; }

    public static async Task<DirectoryPeer> StartAsync()
    {
        var port = FreePort.Next();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ListenLocalhost(port, listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.AddGrpc();
        var rosters = new Rosters();
        builder.Services.AddSingleton(rosters);
        var app = builder.Build();
        app.MapGrpcService<Directory>();
        await app.StartAsync();
        return new DirectoryPeer(app, $"http://127.0.0.1:{port}", rosters);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private sealed class Directory(Rosters rosters) : DirectoryService.DirectoryServiceBase
    {
        public override Task<GetAgencyResponse> GetAgency(GetAgencyRequest request, ServerCallContext context)
        {
            rosters.Asked.Enqueue(nameof(GetAgency));
            var agency = AgencyOf(context);
            var answer = new GetAgencyResponse
            {
                AgencyId = agency.Id.ToString(),
                NetworkId = agency.NetworkId.ToString(),
                Name = agency.Name,
                TimeZone = agency.TimeZone,
                HelpContact = agency.HelpContact ?? "",
            };
            answer.Teams.AddRange(agency.Teams.Select(t => new Team { TeamId = t.Id.ToString(), Name = t.Name }));
            return Task.FromResult(answer);
        }

        public override async Task StreamMembers(
            StreamMembersRequest request, IServerStreamWriter<StreamMembersResponse> responseStream, ServerCallContext context)
        {
            rosters.Asked.Enqueue(nameof(StreamMembers));
            foreach (var member in AgencyOf(context).Members)
            {
                if (request.TeamIds.Count == 0 || request.TeamIds.Contains(member.TeamId?.ToString()))
                {
                    await responseStream.WriteAsync(
                        new StreamMembersResponse { MemberId = member.Id.ToString(), TeamId = member.TeamId?.ToString() ?? "" },
                        context.CancellationToken);
                }
            }
        }

        private RosteredAgency AgencyOf(ServerCallContext context)
        {
            var token = new JsonWebToken(context.RequestHeaders.GetValue("authorization")!["Bearer ".Length..]);
            return rosters.Agencies[Guid.Parse(token.GetClaim("tenant").Value)];
        }
    }
}

internal sealed class Rosters
{
    public Dictionary<Guid, RosteredAgency> Agencies { get; } = [];

    /// <summary>Every question that came, in order.</summary>
    public ConcurrentQueue<string> Asked { get; } = new();
}

internal sealed record RosteredMember(Guid Id, Guid? TeamId);

internal sealed record RosteredTeam(Guid Id, string Name);

internal sealed record RosteredAgency(
    Guid Id, Guid NetworkId, string Name, string TimeZone, string? HelpContact, RosteredTeam[] Teams, RosteredMember[] Members)
{
    /// <summary>Teams named A, B, C… of the given sizes, then people without a team.</summary>
    public static RosteredAgency Of(int[] teamSizes, int withoutTeam = 0, Guid? network = null, string timeZone = "America/New_York")
    {
        var teams = teamSizes.Select((_, i) => new RosteredTeam(Guid.NewGuid(), $"Team {(char)('A' + i)}")).ToArray();
        return new RosteredAgency(
            Guid.NewGuid(),
            network ?? Guid.NewGuid(),
            "Riverside Support",
            timeZone,
            "On-call desk, 555-0100",
            teams,
            [
                .. teams.SelectMany((team, i) => Enumerable.Range(0, teamSizes[i]).Select(_ => new RosteredMember(Guid.NewGuid(), team.Id))),
                .. Enumerable.Range(0, withoutTeam).Select(_ => new RosteredMember(Guid.NewGuid(), null)),
            ]);
    }
}
