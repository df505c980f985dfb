using Grpc.Core;
using Grpc.Tests.Protos;

namespace Grpc.Tests;

public sealed class CallKindTests
{
    [Fact]
    public async Task A_unary_call_gives_one_answer_to_one_question()
    {
        await using var server = await TalkServer.StartAsync();
        using var channel = server.Connect();

        using var call = new Talk.TalkClient(channel).AskAsync(new Question { Text = "hello" }, Given.Call("unary"));
        var answer = await call;

        Assert.Equal(new Answer { Text = "hello", Number = 5 }, answer);
        Assert.Equal("unary", (await call.ResponseHeadersAsync).GetValue("x-call"));
        Assert.Equal("unary", call.GetTrailers().GetValue("x-call"));
        Assert.Equal(StatusCode.OK, call.GetStatus().StatusCode);
    }

    [Fact]
    public async Task A_blocking_unary_call_gives_the_same_answer()
    {
        await using var server = await TalkServer.StartAsync();
        using var channel = server.Connect();

        var answer = await Task.Run(
            () => new Talk.TalkClient(channel).Ask(new Question { Text = "hello" }, Given.Call("blocking")), Given.Token);

        Assert.Equal("hello", answer.Text);
    }

    [Fact]
    public async Task A_client_stream_gives_one_answer_after_its_end()
    {
        await using var server = await TalkServer.StartAsync();
        using var channel = server.Connect();

        using var call = new Talk.TalkClient(channel).Gather(Given.Call("client-stream"));
        foreach (var text in new[] { "one", "two", "three" })
        {
            await call.RequestStream.WriteAsync(new Question { Text = text }, Given.Token);
        }

        Assert.False(call.ResponseAsync.IsCompleted);
        await call.RequestStream.CompleteAsync();

        Assert.Equal(new Answer { Text = "one two three", Number = 3 }, await call);
    }

    [Fact]
    public async Task A_server_stream_comes_complete_and_in_order()
    {
        await using var server = await TalkServer.StartAsync();
        using var channel = server.Connect();

        using var call = new Talk.TalkClient(channel).Count(new Question { Count = 1000 }, Given.Call("server-stream"));
        var numbers = await call.ResponseStream.ReadAllAsync(Given.Token)
            .Select(answer => answer.Number).ToListAsync(Given.Token);

        Assert.Equal(Enumerable.Range(0, 1000), numbers);
        Assert.Equal("server-stream", call.GetTrailers().GetValue("x-call"));
    }

    [Fact]
    public async Task A_duplex_call_answers_each_question_before_the_next_is_asked()
    {
        await using var server = await TalkServer.StartAsync();
        using var channel = server.Connect();

        using var call = new Talk.TalkClient(channel).Chat(Given.Call("duplex"));
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
    public async Task A_single_instance_can_serve_every_kind_of_call()
    {
        await using var server = await TalkServer.StartAsync(bindInstance: true);
        using var channel = server.Connect();
        var client = new Talk.TalkClient(channel);

        var unary = await client.AskAsync(new Question { Text = "hello" }, Given.Call("ask"));
        using var gather = client.Gather(Given.Call("gather"));
        await gather.RequestStream.CompleteAsync();
        using var count = client.Count(new Question { Count = 3 }, Given.Call("count"));
        var counted = await count.ResponseStream.ReadAllAsync(Given.Token).CountAsync(Given.Token);
        using var chat = client.Chat(Given.Call("chat"));
        await chat.RequestStream.CompleteAsync();

        Assert.Equal("hello", unary.Text);
        Assert.Equal(0, (await gather).Number);
        Assert.Equal(3, counted);
        Assert.False(await chat.ResponseStream.MoveNext(Given.Token));
    }

    [Fact]
    public async Task Many_calls_share_one_channel_at_the_same_time()
    {
        await using var server = await TalkServer.StartAsync();
        using var channel = server.Connect();
        var client = new Talk.TalkClient(channel);

        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(async number =>
            (await client.AskAsync(new Question { Text = $"{number}" }, Given.Call($"{number}"))).Text));

        Assert.Equal(Enumerable.Range(0, 200).Select(number => $"{number}"), answers);
    }
}
