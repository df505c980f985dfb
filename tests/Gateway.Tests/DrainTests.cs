using System.Net;

namespace PeerPlatform.Gateway.Tests;

public sealed class DrainTests
{
    [Fact]
    public async Task A_gateway_that_is_asked_to_stop_says_so_and_still_serves_for_a_while()
    {
        await using var gateway = await Replicas.StartAsync(1, null, ("Shutdown:DrainSeconds", "3"));
        Assert.Equal(200, await gateway.AskAsync(0, null, "/health/ready"));

        var stopping = gateway.StopAsync(0);
        await PeerPlatform.Testing.Eventually.HoldsAsync(async () => await gateway.AskAsync(0, null, "/health/ready") == 503, "it says that it stops");
        using var answer = await gateway.SignedIn[0].GetAsync("/help");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.True(answer.Headers.ConnectionClose);
        Assert.Equal(200, await gateway.AskAsync(0, null, "/health/live"));
        await stopping;
        await Assert.ThrowsAsync<HttpRequestException>(() => gateway.AskAsync(0, null, "/health/live"));
    }
}
