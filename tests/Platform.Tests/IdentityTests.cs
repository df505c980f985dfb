using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using PeerPlatform.Contracts.Access;
using PeerPlatform.Contracts.Tenancy.V1;
using PeerPlatform.Platform.Tests.Notes;

namespace PeerPlatform.Platform.Tests;

public sealed class IdentityTests
{
    /// <summary>For so long what a token says may be out of date, the tenant's subscriptions above all (decision 0006).</summary>
    private static readonly TimeSpan LongestUse = TimeSpan.FromSeconds(630);

    private static readonly byte[] Key = SHA256.HashData("a key for tests"u8);

    [Fact]
    public async Task A_service_token_opens_grpc_as_its_tenant()
    {
        await using var world = await NotesWorld.StartAsync();

        var answer = await AskAsync(world, ServiceToken(world));

        Assert.Equal(world.Agency.ToString(), answer.AgencyId);
    }

    [Theory]
    [InlineData("none at all")]
    [InlineData("signed with another key")]
    [InlineData("expired")]
    [InlineData("not valid yet")]
    [InlineData("of another issuer")]
    [InlineData("for somebody else")]
    [InlineData("unsigned")]
    [InlineData("a member's")]
    public async Task A_token_that_is_not_a_services_is_refused_on_grpc(string fault)
    {
        await using var world = await NotesWorld.StartAsync();
        var token = fault switch
        {
            "none at all" => null,
            "signed with another key" => ServiceToken(world, key: RandomNumberGenerator.GetBytes(32)),
            "expired" => ServiceToken(world, from: DateTime.UtcNow.AddMinutes(-10)),
            "not valid yet" => ServiceToken(world, from: DateTime.UtcNow.AddMinutes(10)),
            "of another issuer" => ServiceToken(world, issuer: "somebody"),
            "for somebody else" => ServiceToken(world, audience: "somebody"),
            "unsigned" => Unsigned(ServiceToken(world)),
            _ => world.Platform.Issuer.Token(world.Agency, NotesWorld.Network, null, null, Role.NetworkCoordinator, Role.Coordinator),
        };

        var refused = await Assert.ThrowsAsync<RpcException>(() => AskAsync(world, token));

        Assert.Equal(StatusCode.Unauthenticated, refused.StatusCode);
        Assert.Empty(world.Service.Rpc.Arrived);
    }

    [Fact]
    public async Task A_service_token_opens_no_api()
    {
        await using var world = await NotesWorld.StartAsync();
        using var client = world.Platform.Anonymous();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", ServiceToken(world));

        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("/api/notes/v1/notes")).StatusCode);
    }

    [Fact]
    public async Task A_members_token_is_refused_when_expired_or_of_an_unknown_key()
    {
        await using var world = await NotesWorld.StartAsync();
        await using var stranger = await Testing.TestIssuer.StartAsync();
        foreach (var token in new[]
        {
            world.Platform.Issuer.Token(world.Agency, NotesWorld.Network, null, DateTimeOffset.UtcNow - LongestUse, Role.Member),
            stranger.Token(world.Agency, NotesWorld.Network, null, null, Role.Member),
            Unsigned(world.Platform.Issuer.Token(world.Agency, NotesWorld.Network, null, null, Role.Member)),
        })
        {
            using var client = world.Platform.Anonymous();
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
            Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("/api/notes/v1/who")).StatusCode);
        }
    }

    [Fact]
    public async Task Identity_comes_from_the_token_whatever_headers_say()
    {
        await using var world = await NotesWorld.StartAsync();
        var member = Guid.CreateVersion7();
        using var client = world.Platform.Client(world.Agency, NotesWorld.Network, member, Role.Member);
        var forged = Guid.CreateVersion7().ToString();
        foreach (var header in new[] { "tenant", "X-Tenant", "X-Tenant-Id", "network", "sub", "roles", "X-Forwarded-User", "X-User-Id" })
        {
            client.DefaultRequestHeaders.Add(header, forged);
        }

        var who = (await client.GetFromJsonAsync<JsonObject>("/api/notes/v1/who"))!;

        Assert.Equal(world.Agency.ToString(), (string?)who["tenantId"]);
        Assert.Equal(NotesWorld.Network.ToString(), (string?)who["networkId"]);
        Assert.Equal(member.ToString(), (string?)who["memberId"]);
        var overGrpc = await AskAsync(world, ServiceToken(world), new Metadata { { "tenant", forged }, { "network", forged }, { "sub", forged } });
        Assert.Equal(world.Agency.ToString(), overGrpc.AgencyId);
    }

    [Fact]
    public async Task A_route_that_names_no_policy_is_closed_to_everybody()
    {
        await using var world = await NotesWorld.StartAsync();
        using var nobody = world.Platform.Anonymous();
        using var everything = world.Platform.Client(world.Agency, NotesWorld.Network, null, Enum.GetValues<Role>());

        Assert.Equal(HttpStatusCode.Unauthorized, (await nobody.GetAsync("/api/notes/v1/undeclared")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await everything.GetAsync("/api/notes/v1/undeclared")).StatusCode);
    }

    [Fact]
    public async Task The_scope_of_a_request_reaches_the_service_that_is_called()
    {
        await using var world = await NotesWorld.StartAsync();
        var member = Guid.CreateVersion7();
        using var client = world.Platform.Client(world.Agency, NotesWorld.Network, member, Role.Member);

        await client.GetStringAsync("/api/notes/v1/agency");

        var arrived = Assert.Single(world.Service.Rpc.Arrived);
        Assert.Equal((world.Agency, NotesWorld.Network, member), (arrived.Tenant, arrived.Network, arrived.Member));
    }

    internal static async Task<GetAgencyResponse> AskAsync(NotesWorld world, string? token, Metadata? headers = null)
    {
        using var channel = GrpcChannel.ForAddress(world.Platform.GrpcAddress);
        headers ??= [];
        if (token is not null)
        {
            headers.Add("authorization", $"Bearer {token}");
        }

        return await new DirectoryService.DirectoryServiceClient(channel).GetAgencyAsync(
            new GetAgencyRequest(), headers, DateTime.UtcNow.AddSeconds(20));
    }

    /// <summary>Written out here and not with the platform's own class, so that a change of the format is noticed.</summary>
    internal static string ServiceToken(
        NotesWorld world, byte[]? key = null, DateTime? from = null, string issuer = "peerplatform-services", string audience = "peerplatform-services")
    {
        var begins = from ?? DateTime.UtcNow;
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer,
            Audience = audience,
            IssuedAt = begins,
            NotBefore = begins,
            Expires = begins.AddMinutes(5),
            Claims = new Dictionary<string, object>
            {
                ["service"] = "other", ["tenant"] = world.Agency.ToString(), ["network"] = NotesWorld.Network.ToString(),
            },
            SigningCredentials = new SigningCredentials(new SymmetricSecurityKey(key ?? Key), SecurityAlgorithms.HmacSha256),
        });
    }

    private static string Unsigned(string token) =>
        $"{Base64UrlEncoder.Encode("""{"alg":"none","typ":"JWT"}""")}.{token.Split('.')[1]}.";
}
