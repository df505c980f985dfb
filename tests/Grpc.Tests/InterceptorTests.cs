using System.Collections.Concurrent;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Tests.Protos;

namespace Grpc.Tests;

/// <summary>What stands around calls: interceptors of both sides, and credentials.</summary>
public sealed class InterceptorTests
{
    [Fact]
    public async Task Client_interceptors_see_every_kind_of_call_and_the_first_sees_it_first()
    {
        await using var server = await TalkServer.StartAsync();
        using var channel = server.Connect();
        var client = new Talk.TalkClient(channel.Intercept(new AddsToPath("first"), new AddsToPath("second")));

        await Task.Run(() => client.Ask(new Question(), Given.Call("blocking")), Given.Token);
        using var unary = client.AskAsync(new Question(), Given.Call("unary"));
        await unary;
        using var gather = client.Gather(Given.Call("gather"));
        await gather.RequestStream.CompleteAsync();
        await gather;
        using var count = client.Count(new Question { Count = 0 }, Given.Call("count"));
        Assert.False(await count.ResponseStream.MoveNext(Given.Token));
        using var chat = client.Chat(Given.Call("chat"));
        await chat.RequestStream.CompleteAsync();
        Assert.False(await chat.ResponseStream.MoveNext(Given.Token));

        foreach (var trailers in new[] { unary.GetTrailers(), gather.GetTrailers(), count.GetTrailers(), chat.GetTrailers() })
        {
            Assert.Equal("first, second", trailers.GetValue("x-path"));
        }
    }

    [Fact]
    public async Task A_client_interceptor_can_change_the_answer()
    {
        await using var server = await TalkServer.StartAsync();
        using var channel = server.Connect();
        var client = new Talk.TalkClient(channel.CreateCallInvoker().Intercept(new Shouts()));

        using var call = client.AskAsync(new Question { Text = "quiet" }, Given.Call("shout"));
        var answer = await call;

        Assert.Equal("QUIET", answer.Text);
        Assert.Equal("shout", (await call.ResponseHeadersAsync).GetValue("x-call"));
        Assert.Equal("shout", call.GetTrailers().GetValue("x-call"));
        Assert.Equal(StatusCode.OK, call.GetStatus().StatusCode);
    }

    [Fact]
    public async Task A_server_interceptor_sees_every_kind_of_call()
    {
        var seen = new ConcurrentQueue<string>();
        await using var server = await TalkServer.StartAsync(options => options.Interceptors.Add<NotesMethods>(seen));
        using var channel = server.Connect();
        var client = new Talk.TalkClient(channel);

        await client.AskAsync(new Question(), Given.Call("ask"));
        using var gather = client.Gather(Given.Call("gather"));
        await gather.RequestStream.CompleteAsync();
        await gather;
        using var count = client.Count(new Question(), Given.Call("count"));
        Assert.False(await count.ResponseStream.MoveNext(Given.Token));
        using var chat = client.Chat(Given.Call("chat"));
        await chat.RequestStream.CompleteAsync();
        Assert.False(await chat.ResponseStream.MoveNext(Given.Token));

        Assert.Equal(
            ["unary /Ask ask", "client stream /Gather gather", "server stream /Count count", "duplex /Chat chat"],
            seen.Select(line => line.Replace("grpctests.talk.v1.Talk/", "", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_server_interceptor_can_refuse_before_the_handler_runs()
    {
        await using var server = await TalkServer.StartAsync(options => options.Interceptors.Add<RefusesStrangers>());
        using var channel = server.Connect();
        var client = new Talk.TalkClient(channel);

        var refused = await Assert.ThrowsAsync<RpcException>(async () =>
            await client.AskAsync(new Question { Wait = true }, Given.Call("stranger")));
        var answer = await client.AskAsync(new Question { Text = "hello" }, Given.Call("friend", ("authorization", "Bearer key")));

        Assert.Equal(StatusCode.Unauthenticated, refused.StatusCode);
        Assert.Equal("friend", refused.Trailers.GetValue("x-expected"));
        Assert.False(server.Calls.Of("stranger").Began.Task.IsCompleted);
        Assert.Equal("hello", answer.Text);
    }

    [Fact]
    public async Task Call_credentials_are_added_to_a_plain_channel_only_when_that_is_allowed()
    {
        await using var server = await TalkServer.StartAsync(options => options.Interceptors.Add<RefusesStrangers>());
        var credentials = CallCredentials.Compose(
            CallCredentials.FromInterceptor((context, metadata) =>
            {
                metadata.Add("x-asked-for", context.MethodName);
                return Task.CompletedTask;
            }),
            CallCredentials.FromInterceptor(async (_, metadata) =>
            {
                await Task.Yield();
                metadata.Add("authorization", "Bearer key");
            }));
        var options = Given.Call("credentials").WithCredentials(credentials);

        using var careful = server.Connect();
        var refused = await Assert.ThrowsAsync<RpcException>(async () =>
            await new Talk.TalkClient(careful).AskAsync(new Question(), options));
        using var trusting = server.Connect(channel => channel.UnsafeUseInsecureChannelCallCredentials = true);
        using var call = new Talk.TalkClient(trusting).AskAsync(new Question(), options);
        await call;

        Assert.Equal(StatusCode.Unauthenticated, refused.StatusCode);
        Assert.Equal("Ask", call.GetTrailers().GetValue("x-asked-for"));
    }

    private sealed class AddsToPath(string name) : Interceptor
    {
        public override TResponse BlockingUnaryCall<TRequest, TResponse>(
            TRequest request,
            ClientInterceptorContext<TRequest, TResponse> context,
            BlockingUnaryCallContinuation<TRequest, TResponse> continuation) => continuation(request, Add(context));

        public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
            TRequest request,
            ClientInterceptorContext<TRequest, TResponse> context,
            AsyncUnaryCallContinuation<TRequest, TResponse> continuation) => continuation(request, Add(context));

        public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(
            TRequest request,
            ClientInterceptorContext<TRequest, TResponse> context,
            AsyncServerStreamingCallContinuation<TRequest, TResponse> continuation) => continuation(request, Add(context));

        public override AsyncClientStreamingCall<TRequest, TResponse> AsyncClientStreamingCall<TRequest, TResponse>(
            ClientInterceptorContext<TRequest, TResponse> context,
            AsyncClientStreamingCallContinuation<TRequest, TResponse> continuation) => continuation(Add(context));

        public override AsyncDuplexStreamingCall<TRequest, TResponse> AsyncDuplexStreamingCall<TRequest, TResponse>(
            ClientInterceptorContext<TRequest, TResponse> context,
            AsyncDuplexStreamingCallContinuation<TRequest, TResponse> continuation) => continuation(Add(context));

        private ClientInterceptorContext<TRequest, TResponse> Add<TRequest, TResponse>(
            ClientInterceptorContext<TRequest, TResponse> context)
            where TRequest : class
            where TResponse : class
        {
            var headers = new Metadata();
            foreach (var entry in context.Options.Headers ?? Metadata.Empty)
            {
                headers.Add(entry);
            }

            headers.Add("x-path", name);
            return new(context.Method, context.Host, context.Options.WithHeaders(headers));
        }
    }

    private sealed class Shouts : Interceptor
    {
        public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
            TRequest request,
            ClientInterceptorContext<TRequest, TResponse> context,
            AsyncUnaryCallContinuation<TRequest, TResponse> continuation)
        {
            var call = continuation(request, context);
            return new AsyncUnaryCall<TResponse>(
                ShoutAsync(call.ResponseAsync), call.ResponseHeadersAsync, call.GetStatus, call.GetTrailers, call.Dispose);
        }

        private static async Task<T> ShoutAsync<T>(Task<T> response)
        {
            var message = await response;
            if (message is Answer answer)
            {
                answer.Text = answer.Text.ToUpperInvariant();
            }

            return message;
        }
    }

    private sealed class NotesMethods(ConcurrentQueue<string> seen) : Interceptor
    {
        public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
            TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
        {
            Note("unary", context);
            return continuation(request, context);
        }

        public override Task<TResponse> ClientStreamingServerHandler<TRequest, TResponse>(
            IAsyncStreamReader<TRequest> requestStream,
            ServerCallContext context,
            ClientStreamingServerMethod<TRequest, TResponse> continuation)
        {
            Note("client stream", context);
            return continuation(requestStream, context);
        }

        public override Task ServerStreamingServerHandler<TRequest, TResponse>(
            TRequest request,
            IServerStreamWriter<TResponse> responseStream,
            ServerCallContext context,
            ServerStreamingServerMethod<TRequest, TResponse> continuation)
        {
            Note("server stream", context);
            return continuation(request, responseStream, context);
        }

        public override Task DuplexStreamingServerHandler<TRequest, TResponse>(
            IAsyncStreamReader<TRequest> requestStream,
            IServerStreamWriter<TResponse> responseStream,
            ServerCallContext context,
            DuplexStreamingServerMethod<TRequest, TResponse> continuation)
        {
            Note("duplex", context);
            return continuation(requestStream, responseStream, context);
        }

        private void Note(string kind, ServerCallContext context) =>
            seen.Enqueue($"{kind} {context.Method} {context.RequestHeaders.GetValue("x-call")}");
    }

    private sealed class RefusesStrangers : Interceptor
    {
        public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
            TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation) =>
            context.RequestHeaders.GetValue("authorization") == "Bearer key"
                ? continuation(request, context)
                : throw new RpcException(
                    new Status(StatusCode.Unauthenticated, "Who are you?"), new Metadata { { "x-expected", "friend" } });
    }
}
