using System.Collections.Concurrent;
using Grpc.Core;
using PeerPlatform.Contracts.Assessment.V1;
using PeerPlatform.Contracts.Tenancy.V1;
using PeerPlatform.Platform.Refusals;

namespace PeerPlatform.Platform.Tests.Notes;

/// <summary>What arrived over gRPC, and how the next calls are answered.</summary>
internal sealed class RpcMood
{
    private int _unavailable;

    public ConcurrentQueue<(Guid? Tenant, Guid? Network, Guid? Member, DateTime Deadline)> Arrived { get; } = new();

    public TaskCompletionSource? Hangs { get; set; }

    /// <summary>What fails while a call is answered.</summary>
    public Exception? Fault { get; set; }

    /// <summary>Each call that arrives asks the same question once more before it answers.</summary>
    public bool AsksOn { get; set; }

    public void BeUnavailable(int times) => _unavailable = times;

    public void ThrowFault()
    {
        if (Fault is not null)
        {
            throw Fault;
        }
    }

    public bool IsUnavailable() => Interlocked.Decrement(ref _unavailable) >= 0;
}

/// <summary>Answers with the tenant of the scope, which came with the call's credential.</summary>
internal sealed class NotesDirectory(TenantScope scope, RpcMood mood, DirectoryService.DirectoryServiceClient next) : DirectoryService.DirectoryServiceBase
{
    public override async Task<GetAgencyResponse> GetAgency(GetAgencyRequest request, ServerCallContext context)
    {
        mood.Arrived.Enqueue((scope.TenantId, scope.NetworkId, scope.Caller?.MemberId, context.Deadline));
        mood.ThrowFault();
        if (mood.AsksOn)
        {
            mood.AsksOn = false;
            await next.GetAgencyAsync(new GetAgencyRequest());
        }

        if (mood.IsUnavailable())
        {
            throw new RpcException(new Status(StatusCode.Unavailable, "Not now."));
        }

        if (mood.Hangs is { } hangs)
        {
            await hangs.Task;
        }

        return new GetAgencyResponse { AgencyId = scope.TenantId?.ToString() ?? "", NetworkId = scope.NetworkId?.ToString() ?? "" };
    }
}

/// <summary>Refuses with the kind named in the request.</summary>
internal sealed class NotesRefusals(TenantScope scope, RpcMood mood) : WaveFactsService.WaveFactsServiceBase
{
    public override Task StreamWaveFacts(
        StreamWaveFactsRequest request, IServerStreamWriter<StreamWaveFactsResponse> responseStream, ServerCallContext context)
    {
        mood.Arrived.Enqueue((scope.TenantId, scope.NetworkId, scope.Caller?.MemberId, context.Deadline));
        mood.ThrowFault();
        return Enum.TryParse<RefusalKind>(request.WaveId, out var kind)
            ? throw new NoteRefused(kind).ToRpcException()
            : responseStream.WriteAsync(new StreamWaveFactsResponse { Header = new WaveHeader { WaveId = request.WaveId } });
    }
}

internal sealed record NoteRefused(RefusalKind Kind) : Refusal(Kind, "This note cannot be taken.", "text", "Send another one.");
