using Grpc.Core;
using Grpc.Core.Interceptors;
using PeerPlatform.Platform.Operations;
using PeerPlatform.Platform.Refusals;

namespace PeerPlatform.Platform.Rpc;

/// <summary>
/// Answers with "unavailable" where the database of who is asked does not answer: as a fault without a name the caller would take
/// it for an answer, and give up what is worth trying again.
/// </summary>
internal sealed class TellSilence : Interceptor
{
    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        try
        {
            return await continuation(request, context);
        }
        catch (Exception e) when (Silence.OfDatabase(e))
        {
            throw new DatabaseSilent().ToRpcException();
        }
    }

    public override async Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request, IServerStreamWriter<TResponse> responseStream, ServerCallContext context, ServerStreamingServerMethod<TRequest, TResponse> continuation)
    {
        try
        {
            await continuation(request, responseStream, context);
        }
        catch (Exception e) when (Silence.OfDatabase(e))
        {
            throw new DatabaseSilent().ToRpcException();
        }
    }
}
