using System.Globalization;
using Grpc.Core;
using Grpc.Net.Client;
using Grpc.Tests.Protos;

namespace Grpc.Tests;

/// <summary>Our client against a server that is not ours: grpc-js.</summary>
public sealed class NodeServerTests : IAsyncLifetime
{
    private NodeProcess node = null!;
    private GrpcChannel channel = null!;
    private Talk.TalkClient client = null!;

    public async ValueTask InitializeAsync()
    {
        node = await NodeProcess.StartAsync("server.mjs");
        var port = int.Parse(await node.LineAsync("port "), CultureInfo.InvariantCulture);
        channel = GrpcChannel.ForAddress($"http://127.0.0.1:{port}");
        client = new Talk.TalkClient(channel);
    }

    public async ValueTask DisposeAsync()
    {
        channel?.Dispose();
        if (node is not null)
        {
            await node.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_unary_call_is_answered()
    {
        using var call = client.AskAsync(new Question { Text = "hello" }, Given.Call("ask"));

        Assert.Equal(new Answer { Text = "hello", Number = 5 }, await call);
        Assert.Equal("ask", (await call.ResponseHeadersAsync).GetValue("x-call"));
        Assert.Equal("ask", call.GetTrailers().GetValue("x-call"));
    }

    [Fact]
    public async Task A_client_stream_is_gathered()
    {
        using var call = client.Gather(Given.Call("gather"));
        foreach (var text in new[] { "one", "two", "three" })
        {
            await call.RequestStream.WriteAsync(new Question { Text = text }, Given.Token);
        }

        await call.RequestStream.CompleteAsync();

        Assert.Equal(new Answer { Text = "one two three", Number = 3 }, await call);
    }

    [Fact]
    public async Task A_server_stream_comes_complete_and_in_order()
    {
        using var call = client.Count(new Question { Count = 100 }, Given.Call("count"));

        var numbers = await call.ResponseStream.ReadAllAsync(Given.Token)
            .Select(answer => answer.Number).ToListAsync(Given.Token);

        Assert.Equal(Enumerable.Range(0, 100), numbers);
    }

    [Fact]
    public async Task A_duplex_call_answers_each_question_before_the_next_is_asked()
    {
        using var call = client.Chat(Given.Call("chat"));
        for (var number = 0; number < 3; number++)
        {
            await call.RequestStream.WriteAsync(new Question { Text = $"question {number}" }, Given.Token);
            Assert.True(await call.ResponseStream.MoveNext(Given.Token));
            Assert.Equal(new Answer { Text = $"question {number}", Number = number }, call.ResponseStream.Current);
        }

        await call.RequestStream.CompleteAsync();
        Assert.False(await call.ResponseStream.MoveNext(Given.Token));
    }

    [Fact]
    public async Task A_deadline_that_passes_gives_DeadlineExceeded_and_the_other_side_gives_up()
    {
        var options = Given.Call("late").WithDeadline(DateTime.UtcNow.AddSeconds(2));

        var refused = await Assert.ThrowsAsync<RpcException>(async () =>
            await client.AskAsync(new Question { Wait = true }, options));

        Assert.Equal(StatusCode.DeadlineExceeded, refused.StatusCode);
        await node.LineAsync("began late");
        await node.LineAsync("given-up late");
    }

    [Fact]
    public async Task A_call_that_is_cancelled_is_cancelled_at_the_other_side()
    {
        using var giveUp = new CancellationTokenSource();

        using var call = client.AskAsync(
            new Question { Wait = true }, Given.Call("cancelled").WithCancellationToken(giveUp.Token));
        await node.LineAsync("began cancelled");
        await giveUp.CancelAsync();

        var refused = await Assert.ThrowsAsync<RpcException>(async () => await call);
        Assert.Equal(StatusCode.Cancelled, refused.StatusCode);
        await node.LineAsync("given-up cancelled");
    }

    [Fact]
    public async Task A_status_comes_with_its_detail_and_its_trailers()
    {
        var question = new Question { Text = "no: 100 % “not now” — später", FailWith = (int)StatusCode.FailedPrecondition };

        var refused = await Assert.ThrowsAsync<RpcException>(async () => await client.AskAsync(question, Given.Call("refused")));

        Assert.Equal(StatusCode.FailedPrecondition, refused.StatusCode);
        Assert.Equal(question.Text, refused.Status.Detail);
        Assert.Equal("asked", refused.Trailers.GetValue("x-reason"));
        Assert.Equal("refused", refused.Trailers.GetValue("x-call"));
    }

    [Fact]
    public async Task A_stream_that_fails_gives_what_it_had_before_its_status()
    {
        using var call = client.Count(
            new Question { Count = 3, FailWith = (int)StatusCode.DataLoss }, Given.Call("broken"));
        var received = 0;

        var refused = await Assert.ThrowsAsync<RpcException>(async () =>
        {
            await foreach (var _ in call.ResponseStream.ReadAllAsync(Given.Token))
            {
                received++;
            }
        });

        Assert.Equal(3, received);
        Assert.Equal(StatusCode.DataLoss, refused.StatusCode);
    }

    [Fact]
    public async Task A_message_sent_in_gzip_is_understood()
    {
        using var spy = new SpyOnEncoding { InnerHandler = new SocketsHttpHandler() };
        using var spied = GrpcChannel.ForAddress(
            $"http://{channel.Target}", new GrpcChannelOptions { HttpHandler = spy });
        var text = new string('a', 10_000);

        var answer = await new Talk.TalkClient(spied).AskAsync(
            new Question { Text = text }, Given.Call("gzip", ("grpc-internal-encoding-request", "gzip")));

        Assert.Equal(text, answer.Text);
        Assert.Equal("gzip", spy.Encoding);
        Assert.InRange(spy.SentBytes, 1, 500);
    }

    [Fact]
    public async Task Binary_metadata_comes_back_byte_for_byte_in_headers_and_trailers()
    {
        var bytes = Enumerable.Range(0, 256).Select(number => (byte)number).ToArray();
        var headers = new Metadata { { "x-data-bin", bytes } };

        using var call = client.AskAsync(new Question(), headers, cancellationToken: Given.Token);
        await call;

        Assert.Equal(bytes, (await call.ResponseHeadersAsync).GetValueBytes("x-data-bin"));
        Assert.Equal(bytes, call.GetTrailers().GetValueBytes("x-data-bin"));
    }

    /// <summary>Notes the encoding named and the bytes sent by the last request.</summary>
    private sealed class SpyOnEncoding : DelegatingHandler
    {
        public string? Encoding { get; private set; }

        public long SentBytes { get; private set; }

        protected override async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Encoding = request.Headers.GetValues("grpc-encoding").Single();
            var content = request.Content!;
            var bytes = await content.ReadAsByteArrayAsync(cancellationToken);
            SentBytes = bytes.Length;
            request.Content = new ByteArrayContent(bytes);
            request.Content.Headers.ContentType = content.Headers.ContentType;
            return await base.SendAsync(request, cancellationToken);
        }
    }
}
