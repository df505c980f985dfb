using System.Net;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using PeerPlatform.Platform.Tests.Notes;
using PeerPlatform.Testing;

namespace PeerPlatform.Platform.Tests;

public sealed class OperationsTests
{
    [Fact]
    public async Task A_service_with_its_database_is_live_and_ready()
    {
        await using var world = await NotesWorld.StartAsync();
        using var client = world.Platform.Anonymous();

        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/health/live")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/health/ready")).StatusCode);
    }

    [Fact]
    public async Task A_service_whose_database_is_gone_is_live_but_not_ready()
    {
        await using var world = await NotesWorld.StartAsync();
        using var client = world.Platform.Anonymous();

        foreach (var file in Directory.GetFiles(world.Platform.Folder))
        {
            File.Delete(file);
        }

        await Eventually.HoldsAsync(
            async () => (await client.GetAsync("/health/ready")).StatusCode == HttpStatusCode.ServiceUnavailable, "it is not ready");
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/health/live")).StatusCode);
    }

    [Fact]
    public async Task Nobody_outside_is_told_which_queues_and_consumers_there_are()
    {
        await using var world = await NotesWorld.StartAsync();

        Assert.False(world.Platform.Services.GetRequiredService<IOptions<UsageTelemetryOptions>>().Value.Enabled);
    }

    [Fact]
    public async Task A_running_request_is_finished_before_the_process_ends()
    {
        await using var world = await NotesWorld.StartAsync();
        using var client = world.Platform.Anonymous();
        var running = client.GetStringAsync("/api/notes/v1/slow");
        await world.Service.SlowBegun.Task;
        var lifetime = world.Platform.Services.GetRequiredService<IHostApplicationLifetime>();
        var host = world.Platform.Services.GetRequiredService<IHost>();

        var stopping = host.StopAsync();
        await Eventually.HoldsAsync(() => Task.FromResult(lifetime.ApplicationStopping.IsCancellationRequested), "it begins to stop");
        Assert.False(stopping.IsCompleted);
        world.Service.SlowMayEnd.SetResult();

        Assert.Equal("done", await running);
        await stopping;
    }

    [Fact]
    public async Task An_endpoint_that_leaves_no_trace_exports_no_span_and_is_not_counted()
    {
        await using var collector = new OtlpCollector();
        await collector.StartAsync();
        var seen = Convert.ToHexStringLower(Guid.NewGuid().ToByteArray());
        var unseen = Convert.ToHexStringLower(Guid.NewGuid().ToByteArray());
        await using (var world = await NotesWorld.StartAsync(new Dictionary<string, string?> { ["Telemetry:Otlp"] = collector.Address }))
        {
            await AskAsync(world, "/api/notes/v1/seen", seen);
            await AskAsync(world, "/api/notes/v1/unseen", unseen);
            Assert.Equal(2, world.Service.Rpc.Arrived.Count);
        }

        Assert.True(collector.Holds(seen), "The collector got no span of the ordinary request, so nothing was tried.");
        Assert.False(collector.Holds(unseen), "A span of the request that leaves no trace was exported.");
        Assert.True(collector.Says("/api/notes/v1/seen"), "The collector got no figure of the ordinary request, so nothing was tried.");
        Assert.False(collector.Says("/api/notes/v1/unseen"), "The request that leaves no trace was counted.");
    }

    private static async Task AskAsync(NotesWorld world, string path, string traceId)
    {
        using var client = new HttpClient(new SocketsHttpHandler { ActivityHeadersPropagator = null }) { BaseAddress = new Uri(world.Platform.HttpAddress) };
        client.DefaultRequestHeaders.Add("traceparent", $"00-{traceId}-00f067aa0ba902b7-01");
        await client.GetStringAsync(path);
    }
}
