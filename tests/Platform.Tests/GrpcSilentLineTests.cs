using PeerPlatform.Platform.Tests.Notes;
using PeerPlatform.Testing;

namespace PeerPlatform.Platform.Tests;

public sealed class GrpcSilentLineTests
{
    [Fact]
    public async Task A_connection_on_which_nothing_comes_back_is_given_up_for_a_new_one()
    {
        await using var world = await NotesWorld.StartAsync();
        await using var line = new FrozenLine(new Uri(world.Platform.GrpcAddress).Port);
        await using var asks = await NotesWorld.StartAsync(
            new Dictionary<string, string?> { ["Services:notes:Grpc"] = $"http://127.0.0.1:{line.Port}" });
        using var client = asks.Member();
        await client.GetStringAsync("/api/notes/v1/agency");
        Assert.Equal(1, line.Connections);

        // Without the ping the old one would be used for many minutes: until the system gives up sending.
        line.FreezeOpen();
        await Eventually.HoldsAsync(
            async () => (await client.GetAsync("/api/notes/v1/agency")).IsSuccessStatusCode, "a call is answered over a new connection");
        Assert.Equal(2, line.Connections);
    }
}
