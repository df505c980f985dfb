using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;
using PeerPlatform.Testing;

namespace PeerPlatform.Gateway.Tests;

/// <summary>Two replicas behind the gateway, one of which is in trouble.</summary>
public sealed class SecondTryTests : IAsyncLifetime
{
    private readonly ConcurrentQueue<string> _reachedGood = new();
    private readonly ConcurrentQueue<string> _reachedBad = new();
    private readonly List<WebApplication> _behind = [];
    private int _good;

    public async ValueTask InitializeAsync() => _good = await StartAsync(_reachedGood, context => Task.CompletedTask);

    public async ValueTask DisposeAsync()
    {
        foreach (var app in _behind)
        {
            await app.DisposeAsync();
        }
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("POST")]
    public async Task What_could_not_be_sent_is_sent_to_another_replica_with_its_whole_body(string method)
    {
        await using var gateway = await BeforeAsync(FreePort.Next());
        for (var i = 0; i < 20; i++)
        {
            Assert.Equal((HttpStatusCode.OK, method == "POST" ? "twelve bytes" : ""), await SendAsync(gateway, method));
        }
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("POST")]
    public async Task A_replica_that_takes_no_connection_holds_nothing_up_for_long(string method)
    {
        using var hole = new BlackHole();
        await using var gateway = await BeforeAsync(hole.Port);
        for (var i = 0; i < 4; i++)
        {
            Assert.Equal((HttpStatusCode.OK, method == "POST" ? "twelve bytes" : ""), await SendAsync(gateway, method));
        }
    }

    [Fact]
    public async Task What_may_have_been_done_is_not_sent_again()
    {
        var bad = await StartAsync(_reachedBad, context =>
        {
            context.Abort();
            return Task.CompletedTask;
        });
        await using var gateway = await BeforeAsync(bad);
        var answers = new List<HttpStatusCode>();
        for (var i = 0; i < 20; i++)
        {
            answers.Add((await SendAsync(gateway, "POST")).Status);
        }

        Assert.Equal(20, _reachedGood.Count + _reachedBad.Count);
        Assert.NotEmpty(_reachedBad);
        Assert.Equal(_reachedBad.Count, answers.Count(a => a == HttpStatusCode.ServiceUnavailable));
    }

    [Fact]
    public async Task What_only_reads_is_asked_of_another_replica()
    {
        var bad = await StartAsync(_reachedBad, context =>
        {
            context.Abort();
            return Task.CompletedTask;
        });
        await using var gateway = await BeforeAsync(bad);
        for (var i = 0; i < 20; i++)
        {
            Assert.Equal(HttpStatusCode.OK, (await SendAsync(gateway, "GET")).Status);
        }

        Assert.NotEmpty(_reachedBad);
    }

    [Fact]
    public async Task A_replica_that_says_it_is_not_ready_gets_no_more_requests()
    {
        var ready = true;
        var bad = await StartAsync(_reachedBad, _ => Task.CompletedTask, () => ready);
        await using var gateway = await BeforeAsync(bad);
        await Eventually.HoldsAsync(async () => (await SendAsync(gateway, "GET")).Status == HttpStatusCode.OK && !_reachedBad.IsEmpty, "it gets some");

        ready = false;
        await Eventually.HoldsAsync(
            async () =>
            {
                var before = _reachedBad.Count;
                for (var i = 0; i < 20; i++)
                {
                    await SendAsync(gateway, "GET");
                }

                return _reachedBad.Count == before;
            },
            "it gets none");
    }

    [Fact]
    public async Task With_no_replica_ready_requests_are_tried_all_the_same()
    {
        var bad = await StartAsync(_reachedBad, _ => Task.CompletedTask, () => false);
        var worse = await StartAsync(_reachedBad, _ => Task.CompletedTask, () => false);
        await using var gateway = await BeforeAsync(bad, worse);
        await Eventually.HoldsAsync(async () => (await SendAsync(gateway, "GET")).Status == HttpStatusCode.OK, "they are answered");
    }

    private Task<Replicas> BeforeAsync(int other, int? one = null) => Replicas.StartAsync(
        1,
        null,
        ("ReverseProxy:Clusters:assessment:Destinations:one:Address", $"http://127.0.0.1:{one ?? _good}"),
        ("ReverseProxy:Clusters:assessment:Destinations:two:Address", $"http://127.0.0.1:{other}"));

    private static async Task<(HttpStatusCode Status, string Body)> SendAsync(Replicas gateway, string method)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), "/api/assessment/v1/waves");
        if (method == "POST")
        {
            request.Content = new StringContent("twelve bytes", Encoding.UTF8, "text/plain");
        }

        using var answer = await gateway.SignedIn[0].SendAsync(request);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    private async Task<int> StartAsync(ConcurrentQueue<string> reached, RequestDelegate trouble, Func<bool>? ready = null)
    {
        var port = FreePort.Next();
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ListenLocalhost(port, listen => listen.Protocols = HttpProtocols.Http2));
        var app = builder.Build();
        app.MapGet("/health/ready", () => Results.StatusCode(ready?.Invoke() == false ? 503 : 200));
        app.MapFallback(async context =>
        {
            using var body = new StreamReader(context.Request.Body);
            var text = await body.ReadToEndAsync();
            reached.Enqueue(text);
            await trouble(context);
            await context.Response.WriteAsync(text);
        });
        await app.StartAsync();
        _behind.Add(app);
        return port;
    }
}
