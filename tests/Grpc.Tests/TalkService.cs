using System.Collections.Concurrent;
using Grpc.Core;
using Grpc.Tests.Protos;

namespace Grpc.Tests;

/// <summary>Serves what <c>talk.proto</c> promises and notes what it saw of each call.</summary>
internal sealed class TalkService(CallLog log) : Talk.TalkBase
{
    public override async Task<Answer> Ask(Question request, ServerCallContext context)
    {
        await BeginAsync(context);
        await ObeyAsync(request, context);
        return new Answer { Text = request.Text, Number = request.Text.Length };
    }

    public override async Task<Answer> Gather(IAsyncStreamReader<Question> requestStream, ServerCallContext context)
    {
        await BeginAsync(context);
        var texts = new List<string>();
        await foreach (var question in requestStream.ReadAllAsync(context.CancellationToken))
        {
            await ObeyAsync(question, context);
            texts.Add(question.Text);
        }

        return new Answer { Text = string.Join(' ', texts), Number = texts.Count };
    }

    public override async Task Count(Question request, IServerStreamWriter<Answer> responseStream, ServerCallContext context)
    {
        await BeginAsync(context);
        for (var number = 0; number < request.Count; number++)
        {
            await responseStream.WriteAsync(new Answer { Text = request.Text, Number = number }, context.CancellationToken);
        }

        await ObeyAsync(request, context);
    }

    public override async Task Chat(
        IAsyncStreamReader<Question> requestStream, IServerStreamWriter<Answer> responseStream, ServerCallContext context)
    {
        await BeginAsync(context);
        var number = 0;
        await foreach (var question in requestStream.ReadAllAsync(context.CancellationToken))
        {
            await ObeyAsync(question, context);
            await responseStream.WriteAsync(new Answer { Text = question.Text, Number = number++ }, context.CancellationToken);
        }
    }

    private static async Task BeginAsync(ServerCallContext context)
    {
        var headers = new Metadata();
        foreach (var entry in context.RequestHeaders.Where(entry => entry.Key.StartsWith("x-", StringComparison.Ordinal)))
        {
            headers.Add(entry);
            context.ResponseTrailers.Add(entry);
        }

        await context.WriteResponseHeadersAsync(headers);
    }

    private async Task ObeyAsync(Question question, ServerCallContext context)
    {
        if (question.Wait)
        {
            var call = log.Of(context.RequestHeaders.GetValue("x-call"));
            call.Began.TrySetResult();
            var givenUp = new TaskCompletionSource();
            await using var registration = context.CancellationToken.Register(givenUp.SetResult);
            await givenUp.Task;
            call.GivenUp.TrySetResult(context.Deadline);
            context.CancellationToken.ThrowIfCancellationRequested();
        }

        if (question.FailWith > 0)
        {
            var trailers = new Metadata { { "x-reason", "asked" } };
            throw new RpcException(new Status((StatusCode)question.FailWith, question.Text), trailers);
        }

        if (question.FailWith < 0)
        {
            throw new InvalidOperationException(question.Text);
        }
    }
}

/// <summary>What the server saw, by the value of the request entry <c>x-call</c>.</summary>
internal sealed class CallLog
{
    private readonly ConcurrentDictionary<string, SeenCall> calls = new();

    public SeenCall Of(string? id) => calls.GetOrAdd(id ?? "", _ => new SeenCall());
}

internal sealed class SeenCall
{
    /// <summary>Done when the handler has begun to wait.</summary>
    public TaskCompletionSource Began { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Done when the handler was told that nobody waits for it any more; the value is the deadline it was given.</summary>
    public TaskCompletionSource<DateTime> GivenUp { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Done when the response has gone.</summary>
    public TaskCompletionSource<SeenOnTheWire> Ended { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}

/// <summary>The encodings that were named, and whether the first request message was flagged as compressed.</summary>
internal sealed record SeenOnTheWire(string? RequestEncoding, bool RequestFlagged, string? ResponseEncoding);
