using System.Diagnostics;
using Grpc.Core;
using Grpc.Tests.Protos;

namespace Grpc.Tests;

/// <summary>How calls end other than well.</summary>
public sealed class EndingTests
{
    [Fact]
    public async Task A_deadline_that_passes_gives_DeadlineExceeded_on_both_sides()
    {
        await using var server = await TalkServer.StartAsync();
        using var channel = server.Connect();
        var client = new Talk.TalkClient(channel);
        var deadline = DateTime.UtcNow.AddSeconds(2);

        var refused = await Assert.ThrowsAsync<RpcException>(async () =>
            await client.AskAsync(new Question { Wait = true }, Given.Call("late").WithDeadline(deadline)));

        Assert.Equal(StatusCode.DeadlineExceeded, refused.StatusCode);
        Assert.True(DateTime.UtcNow >= deadline);
        var toldTheServer = await server.Calls.Of("late").GivenUp.Task.WaitAsync(Given.Patience, Given.Token);
        Assert.InRange(toldTheServer - deadline, TimeSpan.FromSeconds(-1), TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task A_server_ends_a_late_call_itself_though_the_caller_would_wait_on()
    {
        await using var server = await TalkServer.StartAsync();

        var reply = await RawCall.SendAsync(
            server.Address, "Ask", new Question { Wait = true }, compress: false, ("grpc-timeout", "300m"));

        Assert.Equal(StatusCode.DeadlineExceeded, reply.Status);
    }

    [Fact]
    public async Task A_deadline_passes_in_the_middle_of_a_stream_too()
    {
        await using var server = await TalkServer.StartAsync();
        using var channel = server.Connect();
        var options = Given.Call("late-stream").WithDeadline(DateTime.UtcNow.AddSeconds(2));

        using var call = new Talk.TalkClient(channel).Count(new Question { Count = 2, Wait = true }, options);
        var received = 0;
        var refused = await Assert.ThrowsAsync<RpcException>(async () =>
        {
            while (await call.ResponseStream.MoveNext())
            {
                received++;
            }
        });

        Assert.Equal(2, received);
        Assert.Equal(StatusCode.DeadlineExceeded, refused.StatusCode);
        await server.Calls.Of("late-stream").GivenUp.Task.WaitAsync(Given.Patience, Given.Token);
    }

    [Fact]
    public async Task A_call_that_is_cancelled_is_cancelled_on_both_sides()
    {
        await using var server = await TalkServer.StartAsync();
        using var channel = server.Connect();
        using var giveUp = new CancellationTokenSource();

        using var call = new Talk.TalkClient(channel).AskAsync(
            new Question { Wait = true }, Given.Call("cancelled").WithCancellationToken(giveUp.Token));
        await server.Calls.Of("cancelled").Began.Task.WaitAsync(Given.Patience, Given.Token);
        await giveUp.CancelAsync();

        var refused = await Assert.ThrowsAsync<RpcException>(async () => await call);
        Assert.Equal(StatusCode.Cancelled, refused.StatusCode);
        var deadline = await server.Calls.Of("cancelled").GivenUp.Task.WaitAsync(Given.Patience, Given.Token);
        Assert.Equal(DateTime.MaxValue, deadline);
    }

    [Fact]
    public async Task A_stream_that_is_disposed_half_read_is_cancelled_at_the_server()
    {
        await using var server = await TalkServer.StartAsync();
        using var channel = server.Connect();

        using (var call = new Talk.TalkClient(channel).Count(new Question { Count = 1, Wait = true }, Given.Call("left")))
        {
            Assert.True(await call.ResponseStream.MoveNext(Given.Token));
        }

        await server.Calls.Of("left").GivenUp.Task.WaitAsync(Given.Patience, Given.Token);
    }

    public static TheoryData<StatusCode> CodesOtherThanOk => [.. Enum.GetValues<StatusCode>().Where(code => code != StatusCode.OK)];

    [Theory]
    [MemberData(nameof(CodesOtherThanOk))]
    public async Task A_status_comes_with_its_detail_and_its_trailers(StatusCode code)
    {
        await using var server = await TalkServer.StartAsync();
        using var channel = server.Connect();
        var question = new Question { Text = "no: 100 % “not now” — später", FailWith = (int)code };

        using var call = new Talk.TalkClient(channel).AskAsync(question, Given.Call("refused"));
        var refused = await Assert.ThrowsAsync<RpcException>(async () => await call);

        Assert.Equal(code, refused.StatusCode);
        Assert.Equal(question.Text, refused.Status.Detail);
        Assert.Equal("asked", refused.Trailers.GetValue("x-reason"));
        Assert.Equal("refused", call.GetTrailers().GetValue("x-call"));
        Assert.Equal(code, call.GetStatus().StatusCode);
    }

    [Fact]
    public async Task A_stream_that_fails_gives_what_it_had_before_its_status()
    {
        await using var server = await TalkServer.StartAsync();
        using var channel = server.Connect();

        using var call = new Talk.TalkClient(channel).Count(
            new Question { Count = 3, FailWith = (int)StatusCode.DataLoss, Text = "the rest is gone" }, Given.Call("broken"));
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
        Assert.Equal("asked", refused.Trailers.GetValue("x-reason"));
    }

    [Fact]
    public async Task A_bug_in_a_handler_is_Unknown_and_tells_nothing_of_itself()
    {
        await using var server = await TalkServer.StartAsync();
        using var channel = server.Connect();

        var refused = await Assert.ThrowsAsync<RpcException>(async () => await new Talk.TalkClient(channel).AskAsync(
            new Question { Text = "a name from the database", FailWith = -1 }, Given.Call("bug")));

        Assert.Equal(StatusCode.Unknown, refused.StatusCode);
        Assert.DoesNotContain("a name from the database", refused.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_refuses_a_message_above_its_limit_as_ResourceExhausted()
    {
        await using var server = await TalkServer.StartAsync(options => options.MaxReceiveMessageSize = 1024);
        using var channel = server.Connect();
        var client = new Talk.TalkClient(channel);

        var small = await client.AskAsync(new Question { Text = new string('a', 1000) }, Given.Call("small"));
        var refused = await Assert.ThrowsAsync<RpcException>(async () =>
            await client.AskAsync(new Question { Text = new string('a', 1025) }, Given.Call("large")));

        Assert.Equal(1000, small.Number);
        Assert.Equal(StatusCode.ResourceExhausted, refused.StatusCode);
    }

    [Fact]
    public async Task A_client_refuses_a_message_above_its_limit_as_ResourceExhausted()
    {
        await using var server = await TalkServer.StartAsync();
        using var channel = server.Connect(options => options.MaxReceiveMessageSize = 1024);

        var refused = await Assert.ThrowsAsync<RpcException>(async () => await new Talk.TalkClient(channel).AskAsync(
            new Question { Text = new string('a', 1025) }, Given.Call("large")));

        Assert.Equal(StatusCode.ResourceExhausted, refused.StatusCode);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_Unavailable_at_once()
    {
        var server = await TalkServer.StartAsync();
        using var channel = server.Connect();
        await server.DisposeAsync();
        var clock = Stopwatch.StartNew();

        var refused = await Assert.ThrowsAsync<RpcException>(async () =>
            await new Talk.TalkClient(channel).AskAsync(new Question(), Given.Call("nobody")));

        Assert.Equal(StatusCode.Unavailable, refused.StatusCode);
        Assert.True(clock.Elapsed < Given.Patience, $"It took {clock.Elapsed}.");
    }
}
