using System.Globalization;
using Grpc.Core;
using Grpc.Core.Interceptors;
using PeerPlatform.Platform.Identity;
using PeerPlatform.Platform.Operations;
using PeerPlatform.Platform.Refusals;

namespace PeerPlatform.Platform.Rpc;

/// <summary>
/// Gives every call its credential and its deadline (no later than the caller's own), and keeps calls from a service that has
/// not answered for a while.
/// </summary>
internal sealed class CallOfScope(string caller, GrpcTarget target, ServiceTokens tokens, TenantScope scope, CallDeadline arrived) : Interceptor
{
    /// <summary>The trailer that says after how many seconds it is worth asking again.</summary>
    public const string RetryAfter = "retry-after";

    private static readonly TimeSpan UnaryDeadline = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LeastPatience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan StreamDeadline = TimeSpan.FromSeconds(60);

    public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
        TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncUnaryCallContinuation<TRequest, TResponse> continuation)
    {
        ThrowWhileOpen();
        var with = With(context, UnaryDeadline);
        var call = continuation(request, with);
        return new AsyncUnaryCall<TResponse>(
            ObserveAsync(call.ResponseAsync, with.Options), call.ResponseHeadersAsync, call.GetStatus, call.GetTrailers, call.Dispose);
    }

    public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(
        TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncServerStreamingCallContinuation<TRequest, TResponse> continuation)
    {
        ThrowWhileOpen();
        var with = With(context, StreamDeadline);
        var call = continuation(request, with);
        return new AsyncServerStreamingCall<TResponse>(
            call.ResponseStream, ObserveAsync(call.ResponseHeadersAsync, with.Options), call.GetStatus, call.GetTrailers, call.Dispose);
    }

    private static bool IsSilence(RpcException e, bool wasPatient) =>
        (e.StatusCode == StatusCode.Unavailable && !e.Trailers.Any(t => t.Key == RefusalProblems.Trailer))
        || (e.StatusCode == StatusCode.DeadlineExceeded && wasPatient)
        || Silence.WentSilent(e);

    private void ThrowWhileOpen()
    {
        if (!target.Circuit.MayAsk())
        {
            var seconds = Math.Max(1, (int)Math.Ceiling(target.Circuit.Rest.TotalSeconds));
            throw new RpcException(
                new Status(StatusCode.Unavailable, $"{target.Service} has not answered for a while and is not asked right now."),
                new Metadata { { RetryAfter, seconds.ToString(CultureInfo.InvariantCulture) } });
        }
    }

    private async Task<T> ObserveAsync<T>(Task<T> answer, CallOptions options)
    {
        // Who had no time left says nothing about the service.
        var wasPatient = options.Deadline - DateTime.UtcNow >= LeastPatience;
        try
        {
            var value = await answer;
            target.Circuit.Succeeded();
            return value;
        }
        catch (RpcException e)
        {
            if (IsSilence(e, wasPatient))
            {
                target.Circuit.Failed();
            }
            else if (e.StatusCode is not (StatusCode.Cancelled or StatusCode.DeadlineExceeded))
            {
                target.Circuit.Succeeded();
            }

            throw;
        }
    }

    private ClientInterceptorContext<TRequest, TResponse> With<TRequest, TResponse>(
        ClientInterceptorContext<TRequest, TResponse> context, TimeSpan deadline)
        where TRequest : class
        where TResponse : class
    {
        var headers = new Metadata { { "authorization", $"Bearer {tokens.For(caller, scope)}" } };
        foreach (var same in target.Headers)
        {
            headers.Add(same);
        }

        var until = context.Options.Deadline ?? DateTime.UtcNow + deadline;
        return new ClientInterceptorContext<TRequest, TResponse>(
            context.Method, context.Host, context.Options.WithHeaders(headers).WithDeadline(until < arrived.Until ? until : arrived.Until));
    }
}
