using System.Runtime.CompilerServices;

namespace Grpc.Core;

/// <summary>What the four kinds of call have in common, asked from whoever runs the call.</summary>
public abstract class AsyncCall : IDisposable
{
    private readonly Func<object, Task<Metadata>> responseHeaders;
    private readonly Func<object, Status> status;
    private readonly Func<object, Metadata> trailers;
    private readonly Action<object> dispose;
    private readonly object state;

    private protected AsyncCall(
        Func<object, Task<Metadata>> responseHeaders, Func<object, Status> status,
        Func<object, Metadata> trailers, Action<object> dispose, object state) =>
        (this.responseHeaders, this.status, this.trailers, this.dispose, this.state) =
        (responseHeaders, status, trailers, dispose, state);

    private protected AsyncCall(
        Task<Metadata> responseHeaders, Func<Status> status, Func<Metadata> trailers, Action dispose)
        : this(_ => responseHeaders, _ => status(), _ => trailers(), _ => dispose(), status)
    {
    }

    public Task<Metadata> ResponseHeadersAsync => responseHeaders(state);

    /// <summary>Only once the call has ended.</summary>
    public Status GetStatus() => status(state);

    /// <summary>Only once the call has ended.</summary>
    public Metadata GetTrailers() => trailers(state);

    /// <summary>Cancels the call if it has not ended.</summary>
    public void Dispose()
    {
        dispose(state);
        GC.SuppressFinalize(this);
    }
}

/// <summary>One request, one response: await it.</summary>
public sealed class AsyncUnaryCall<TResponse> : AsyncCall
{
    public AsyncUnaryCall(
        Task<TResponse> responseAsync,
        Task<Metadata> responseHeadersAsync, Func<Status> getStatusFunc,
        Func<Metadata> getTrailersFunc, Action disposeAction)
        : base(responseHeadersAsync, getStatusFunc, getTrailersFunc, disposeAction) =>
        ResponseAsync = responseAsync;

    public AsyncUnaryCall(
        Task<TResponse> responseAsync,
        Func<object, Task<Metadata>> responseHeadersAsync, Func<object, Status> getStatusFunc,
        Func<object, Metadata> getTrailersFunc, Action<object> disposeAction, object state)
        : base(responseHeadersAsync, getStatusFunc, getTrailersFunc, disposeAction, state) =>
        ResponseAsync = responseAsync;

    public Task<TResponse> ResponseAsync { get; }

    public TaskAwaiter<TResponse> GetAwaiter() => ResponseAsync.GetAwaiter();

    public ConfiguredTaskAwaitable<TResponse> ConfigureAwait(bool continueOnCapturedContext) =>
        ResponseAsync.ConfigureAwait(continueOnCapturedContext);
}

/// <summary>A stream of requests, one response: await it after completing the stream.</summary>
public sealed class AsyncClientStreamingCall<TRequest, TResponse> : AsyncCall
{
    public AsyncClientStreamingCall(
        IClientStreamWriter<TRequest> requestStream, Task<TResponse> responseAsync,
        Task<Metadata> responseHeadersAsync, Func<Status> getStatusFunc,
        Func<Metadata> getTrailersFunc, Action disposeAction)
        : base(responseHeadersAsync, getStatusFunc, getTrailersFunc, disposeAction) =>
        (RequestStream, ResponseAsync) = (requestStream, responseAsync);

    public AsyncClientStreamingCall(
        IClientStreamWriter<TRequest> requestStream, Task<TResponse> responseAsync,
        Func<object, Task<Metadata>> responseHeadersAsync, Func<object, Status> getStatusFunc,
        Func<object, Metadata> getTrailersFunc, Action<object> disposeAction, object state)
        : base(responseHeadersAsync, getStatusFunc, getTrailersFunc, disposeAction, state) =>
        (RequestStream, ResponseAsync) = (requestStream, responseAsync);

    public IClientStreamWriter<TRequest> RequestStream { get; }
    public Task<TResponse> ResponseAsync { get; }

    public TaskAwaiter<TResponse> GetAwaiter() => ResponseAsync.GetAwaiter();

    public ConfiguredTaskAwaitable<TResponse> ConfigureAwait(bool continueOnCapturedContext) =>
        ResponseAsync.ConfigureAwait(continueOnCapturedContext);
}

/// <summary>One request, a stream of responses.</summary>
public sealed class AsyncServerStreamingCall<TResponse> : AsyncCall
{
    public AsyncServerStreamingCall(
        IAsyncStreamReader<TResponse> responseStream,
        Task<Metadata> responseHeadersAsync, Func<Status> getStatusFunc,
        Func<Metadata> getTrailersFunc, Action disposeAction)
        : base(responseHeadersAsync, getStatusFunc, getTrailersFunc, disposeAction) =>
        ResponseStream = responseStream;

    public AsyncServerStreamingCall(
        IAsyncStreamReader<TResponse> responseStream,
        Func<object, Task<Metadata>> responseHeadersAsync, Func<object, Status> getStatusFunc,
        Func<object, Metadata> getTrailersFunc, Action<object> disposeAction, object state)
        : base(responseHeadersAsync, getStatusFunc, getTrailersFunc, disposeAction, state) =>
        ResponseStream = responseStream;

    public IAsyncStreamReader<TResponse> ResponseStream { get; }
}

/// <summary>Two streams that run at the same time.</summary>
public sealed class AsyncDuplexStreamingCall<TRequest, TResponse> : AsyncCall
{
    public AsyncDuplexStreamingCall(
        IClientStreamWriter<TRequest> requestStream, IAsyncStreamReader<TResponse> responseStream,
        Task<Metadata> responseHeadersAsync, Func<Status> getStatusFunc,
        Func<Metadata> getTrailersFunc, Action disposeAction)
        : base(responseHeadersAsync, getStatusFunc, getTrailersFunc, disposeAction) =>
        (RequestStream, ResponseStream) = (requestStream, responseStream);

    public AsyncDuplexStreamingCall(
        IClientStreamWriter<TRequest> requestStream, IAsyncStreamReader<TResponse> responseStream,
        Func<object, Task<Metadata>> responseHeadersAsync, Func<object, Status> getStatusFunc,
        Func<object, Metadata> getTrailersFunc, Action<object> disposeAction, object state)
        : base(responseHeadersAsync, getStatusFunc, getTrailersFunc, disposeAction, state) =>
        (RequestStream, ResponseStream) = (requestStream, responseStream);

    public IClientStreamWriter<TRequest> RequestStream { get; }
    public IAsyncStreamReader<TResponse> ResponseStream { get; }
}
