using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;
using PeerPlatform.Platform.Tests.Notes;
using PeerPlatform.Testing;

namespace PeerPlatform.Platform.Tests;

/// <summary>One service asks another that has two replicas, each a server of its own.</summary>
public sealed class GrpcBalancingTests
{
    [Fact]
    public async Task Calls_go_to_all_replicas_in_turn()
    {
        await using var one = await NotesWorld.StartAsync();
        await using var two = await NotesWorld.StartAsync();
        await using var asks = await AskingAsync($"{one.Platform.GrpcAddress},{two.Platform.GrpcAddress}");
        using var client = asks.Member();

        await Eventually.HoldsAsync(
            async () =>
            {
                await client.GetStringAsync("/api/notes/v1/agency");
                return !one.Service.Rpc.Arrived.IsEmpty && !two.Service.Rpc.Arrived.IsEmpty;
            },
            "both are asked");
        var before = (one.Service.Rpc.Arrived.Count, two.Service.Rpc.Arrived.Count);
        for (var i = 0; i < 10; i++)
        {
            await client.GetStringAsync("/api/notes/v1/agency");
        }

        Assert.Equal((before.Item1 + 5, before.Item2 + 5), (one.Service.Rpc.Arrived.Count, two.Service.Rpc.Arrived.Count));
    }

    [Fact]
    public async Task A_replica_that_is_gone_is_passed_by()
    {
        await using var one = await NotesWorld.StartAsync();
        await using var asks = await AskingAsync($"{one.Platform.GrpcAddress},http://127.0.0.1:{FreePort.Next()}");
        using var client = asks.Member();

        for (var i = 0; i < 10; i++)
        {
            Assert.Equal($"{asks.Agency}", await client.GetStringAsync("/api/notes/v1/agency"));
        }
    }

    [Fact]
    public async Task A_replica_that_stops_while_it_is_asked_fails_no_call()
    {
        await using var one = await NotesWorld.StartAsync();
        var two = await NotesWorld.StartAsync();
        await using var asks = await AskingAsync($"{one.Platform.GrpcAddress},{two.Platform.GrpcAddress}");
        using var client = asks.Member();
        using var ends = new CancellationTokenSource();
        var failed = new ConcurrentQueue<HttpStatusCode>();
        var asking = Task.Run(async () =>
        {
            while (!ends.IsCancellationRequested)
            {
                using var answer = await client.GetAsync("/api/notes/v1/agency");
                if (!answer.IsSuccessStatusCode)
                {
                    failed.Enqueue(answer.StatusCode);
                }
            }
        });
        await Eventually.HoldsAsync(() => Task.FromResult(two.Service.Rpc.Arrived.Count > 20), "it is asked");

        await two.DisposeAsync();
        var sofar = one.Service.Rpc.Arrived.Count;
        await Eventually.HoldsAsync(() => Task.FromResult(one.Service.Rpc.Arrived.Count > sofar + 20), "the other one is");
        await ends.CancelAsync();
        await asking;
        Assert.Empty(failed);
    }

    [Fact]
    public async Task A_name_stands_for_the_addresses_behind_it()
    {
        await using var one = await NotesWorld.StartAsync();
        await using var asks = await AskingAsync($"dns:///localhost:{new Uri(one.Platform.GrpcAddress).Port}");
        using var client = asks.Member();

        Assert.Equal($"{asks.Agency}", await client.GetStringAsync("/api/notes/v1/agency"));
    }

    [Fact]
    public async Task A_replica_that_falls_silent_fails_no_call()
    {
        await using var one = await NotesWorld.StartAsync();
        await using var two = await NotesWorld.StartAsync();
        await using var line = new FrozenLine(new Uri(two.Platform.GrpcAddress).Port);
        await using var asks = await AskingAsync($"{one.Platform.GrpcAddress},http://127.0.0.1:{line.Port}");
        using var client = asks.Member();
        await Eventually.HoldsAsync(
            async () =>
            {
                await client.GetStringAsync("/api/notes/v1/agency");
                return !two.Service.Rpc.Arrived.IsEmpty;
            },
            "both are asked");

        line.Freeze();
        for (var i = 0; i < 6; i++)
        {
            Assert.Equal($"{asks.Agency}", await client.GetStringAsync("/api/notes/v1/agency"));
        }

        line.Thaw();
    }

    [Fact]
    public async Task With_dapr_calls_go_to_the_sidecar_with_the_services_id()
    {
        var seen = new ConcurrentQueue<(string Path, IHeaderDictionary Headers)>();
        var port = FreePort.Next();
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ListenLocalhost(port, listen => listen.Protocols = HttpProtocols.Http2));
        await using var sidecar = builder.Build();
        sidecar.MapFallback(context =>
        {
            seen.Enqueue((context.Request.Path, new HeaderDictionary(context.Request.Headers.ToDictionary(h => h.Key, h => h.Value))));
            context.Response.ContentType = "application/grpc";
            context.Response.Headers["grpc-status"] = "5";
            return Task.CompletedTask;
        });
        await sidecar.StartAsync();
        await using var asks = await NotesWorld.StartAsync(new Dictionary<string, string?>
        {
            ["DAPR_GRPC_ENDPOINT"] = $"http://127.0.0.1:{port}",
            ["DAPR_API_TOKEN"] = "the sidecar's own",
        });
        using var client = asks.Member();
        await client.GetAsync("/api/notes/v1/agency");

        var (path, headers) = Assert.Single(seen);
        Assert.Equal("/tenancy.v1.DirectoryService/GetAgency", path);
        Assert.Equal("notes", headers["dapr-app-id"]);
        Assert.Equal("the sidecar's own", headers["dapr-api-token"]);
        Assert.StartsWith("Bearer ", headers.Authorization.ToString(), StringComparison.Ordinal);
    }

    private static Task<NotesWorld> AskingAsync(string addresses) =>
        NotesWorld.StartAsync(new Dictionary<string, string?> { ["Services:notes:Grpc"] = addresses });
}
