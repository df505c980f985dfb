using System.Net;
using System.Security.Cryptography;
using PeerPlatform.Platform.Tests.Notes;

namespace PeerPlatform.Platform.Tests;

/// <summary>One service calls another, each with a key of its own.</summary>
public sealed class ServiceKeyTests : IDisposable
{
    private readonly ECDsa _callers = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly ECDsa _others = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public void Dispose()
    {
        _callers.Dispose();
        _others.Dispose();
    }

    [Fact]
    public async Task A_service_speaks_under_its_own_key() =>
        Assert.True(await IsHeardAsync(("Identity:ServiceKeys:notes:0", Public(_callers)), ("Identity:OwnKey", Private(_others))));

    [Fact]
    public async Task While_a_key_is_replaced_both_are_taken() =>
        Assert.True(await IsHeardAsync(("Identity:ServiceKeys:notes:0", Public(_others)), ("Identity:ServiceKeys:notes:1", Public(_callers))));

    [Fact]
    public async Task Nobody_speaks_for_another_service() =>
        Assert.False(await IsHeardAsync(("Identity:ServiceKeys:notes:0", Public(_others)), ("Identity:ServiceKeys:other:0", Public(_callers))));

    [Fact]
    public async Task A_service_whose_key_is_not_known_is_not_heard() =>
        Assert.False(await IsHeardAsync(("Identity:OwnKey", Private(_others))));

    [Fact]
    public async Task Whoever_holds_the_shared_key_only_is_not_heard_where_services_have_their_own()
    {
        await using var asked = await NotesWorld.StartAsync(Settings(("Identity:OwnKey", Private(_others)), ("Identity:ServiceKeys:notes:0", Public(_callers))));
        await using var asks = await NotesWorld.StartAsync(Settings(("Services:notes:Grpc", asked.Platform.GrpcAddress)));
        using var client = asks.Member();

        Assert.NotEqual(HttpStatusCode.OK, (await client.GetAsync("/api/notes/v1/agency")).StatusCode);
        Assert.Empty(asked.Service.Rpc.Arrived);
    }

    /// <summary>The second call is heard by what was remembered of the first.</summary>
    private async Task<bool> IsHeardAsync(params (string, string?)[] settings)
    {
        await using var asked = await NotesWorld.StartAsync(Settings(settings));
        await using var asks = await NotesWorld.StartAsync(Settings(
            ("Services:notes:Grpc", asked.Platform.GrpcAddress), ("Identity:OwnKey", Private(_callers)), ("Identity:ServiceKeys:notes:0", Public(_callers))));
        using var client = asks.Member();
        var first = await client.GetAsync("/api/notes/v1/agency");
        var second = await client.GetAsync("/api/notes/v1/agency");

        Assert.Equal(first.StatusCode, second.StatusCode);
        var heard = first.StatusCode == HttpStatusCode.OK;
        Assert.Equal(heard ? 2 : 0, asked.Service.Rpc.Arrived.Count);
        Assert.All(asked.Service.Rpc.Arrived, call => Assert.Equal(asks.Agency, call.Tenant));
        return heard;
    }

    private static Dictionary<string, string?> Settings(params (string Key, string? Value)[] settings) =>
        settings.ToDictionary(s => s.Key, s => s.Value, StringComparer.Ordinal);

    private static string Private(ECDsa key) => Convert.ToBase64String(key.ExportPkcs8PrivateKey());

    private static string Public(ECDsa key) => Convert.ToBase64String(key.ExportSubjectPublicKeyInfo());
}
