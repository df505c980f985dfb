using Grpc.Core;
using Grpc.Core.Interceptors;
using Microsoft.Extensions.DependencyInjection;

namespace PeerPlatform.Platform.Rpc;

/// <summary>Until when the caller of the current scope waits; a question asked on the way gets no longer.</summary>
internal sealed class CallDeadline
{
    /// <summary>UTC; the end of time when nobody said.</summary>
    public DateTime Until { get; set; } = DateTime.MaxValue;
}

/// <summary>Notes the deadline with which a call arrived.</summary>
internal sealed class NoteDeadline : Interceptor
{
    public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        Note(context);
        return continuation(request, context);
    }

    public override Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request, IServerStreamWriter<TResponse> responseStream, ServerCallContext context, ServerStreamingServerMethod<TRequest, TResponse> continuation)
    {
        Note(context);
        return continuation(request, responseStream, context);
    }

    private static void Note(ServerCallContext context) =>
        context.GetHttpContext().RequestServices.GetRequiredService<CallDeadline>().Until = context.Deadline;
}
