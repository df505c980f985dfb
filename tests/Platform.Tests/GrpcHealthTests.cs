using System.Net;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using PeerPlatform.Contracts.Health.V1;
using PeerPlatform.Platform.Tests.Notes;
using PeerPlatform.Testing;
using Serving = PeerPlatform.Contracts.Health.V1.HealthCheckResponse.Types.ServingStatus;

namespace PeerPlatform.Platform.Tests;

public sealed class GrpcHealthTests
{
    [Theory]
    [InlineData("")]
    [InlineData("notes")]
    public async Task An_orchestrator_asks_without_a_credential_whether_it_serves(string service)
    {
        await using var world = await NotesWorld.StartAsync();
        using var channel = GrpcChannel.ForAddress(world.Platform.GrpcAddress);
        var health = new Health.HealthClient(channel);

        Assert.Equal(Serving.Serving, (await health.CheckAsync(new HealthCheckRequest { Service = service })).Status);
        foreach (var file in Directory.GetFiles(world.Platform.Folder))
        {
            File.Delete(file);
        }

        await Eventually.HoldsAsync(
            async () => (await health.CheckAsync(new HealthCheckRequest { Service = service })).Status == Serving.NotServing, "it does not serve");
    }

    [Fact]
    public async Task A_service_that_does_not_run_here_is_not_known()
    {
        await using var world = await NotesWorld.StartAsync();
        using var channel = GrpcChannel.ForAddress(world.Platform.GrpcAddress);
        var health = new Health.HealthClient(channel);

        var refused = await Assert.ThrowsAsync<RpcException>(async () => await health.CheckAsync(new HealthCheckRequest { Service = "other" }));
        Assert.Equal(StatusCode.NotFound, refused.StatusCode);
        using var watch = health.Watch(new HealthCheckRequest { Service = "other" });
        Assert.True(await watch.ResponseStream.MoveNext(CancellationToken.None));
        Assert.Equal(Serving.ServiceUnknown, watch.ResponseStream.Current.Status);
    }

    [Fact]
    public async Task Who_watches_hears_that_it_stops_and_does_not_keep_it_from_stopping()
    {
        await using var world = await NotesWorld.StartAsync();
        using var channel = GrpcChannel.ForAddress(world.Platform.GrpcAddress);
        using var watch = new Health.HealthClient(channel).Watch(new HealthCheckRequest());
        Assert.True(await watch.ResponseStream.MoveNext(CancellationToken.None));
        Assert.Equal(Serving.Serving, watch.ResponseStream.Current.Status);

        var stopping = world.Platform.Services.GetRequiredService<IHost>().StopAsync();
        Assert.True(await watch.ResponseStream.MoveNext(CancellationToken.None));
        Assert.Equal(Serving.NotServing, watch.ResponseStream.Current.Status);
        Assert.False(await watch.ResponseStream.MoveNext(CancellationToken.None));
        await stopping;
    }

    [Fact]
    public async Task While_it_drains_it_says_that_it_is_not_ready_and_still_serves()
    {
        await using var world = await NotesWorld.StartAsync(new Dictionary<string, string?> { ["Shutdown:DrainSeconds"] = "3" });
        using var client = world.Platform.Anonymous();
        using var channel = GrpcChannel.ForAddress(world.Platform.GrpcAddress);
        var health = new Health.HealthClient(channel);

        var stopping = world.Platform.Services.GetRequiredService<IHost>().StopAsync();
        await Eventually.HoldsAsync(
            async () => (await client.GetAsync("/health/ready")).StatusCode == HttpStatusCode.ServiceUnavailable, "it is not ready");
        Assert.Equal(Serving.NotServing, (await health.CheckAsync(new HealthCheckRequest())).Status);
        using var answer = await client.GetAsync("/openapi/notes.json");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.True(answer.Headers.ConnectionClose);
        await stopping;
    }
}
