namespace Grpc.Core;

/// <summary>How a message is written.</summary>
[Flags]
public enum WriteFlags
{
    /// <summary>More will follow: the message may wait in a buffer.</summary>
    BufferHint = 0x1,

    /// <summary>This message goes uncompressed.</summary>
    NoCompress = 0x2,
}

/// <summary>Carries the flags for writing messages.</summary>
public sealed class WriteOptions(WriteFlags flags = default)
{
    /// <summary>No flag set.</summary>
    public static readonly WriteOptions Default = new();

    public WriteFlags Flags { get; } = flags;
}

/// <summary>What a call made while serving another shall take over from it.</summary>
public class ContextPropagationOptions(bool propagateDeadline = true, bool propagateCancellation = true)
{
    public bool IsPropagateDeadline { get; } = propagateDeadline;
    public bool IsPropagateCancellation { get; } = propagateCancellation;
}

/// <summary>Links a call to the one being served; only the implementation that serves can make one.</summary>
public abstract class ContextPropagationToken
{
    internal ContextPropagationToken()
    {
    }
}

/// <summary>What a caller may say about one call. A value: every <c>With…</c> gives a changed copy.</summary>
public struct CallOptions(
    Metadata? headers = null,
    DateTime? deadline = null,
    CancellationToken cancellationToken = default,
    WriteOptions? writeOptions = null,
    ContextPropagationToken? propagationToken = null,
    CallCredentials? credentials = null)
{
    /// <summary>Sent before the first message.</summary>
    public Metadata? Headers { get; private set; } = headers;

    /// <summary>In UTC; null waits for ever.</summary>
    public DateTime? Deadline { get; private set; } = deadline;

    public CancellationToken CancellationToken { get; private set; } = cancellationToken;
    public WriteOptions? WriteOptions { get; private set; } = writeOptions;
    public ContextPropagationToken? PropagationToken { get; private set; } = propagationToken;

    /// <summary>Added to the channel's own credentials, for this call.</summary>
    public CallCredentials? Credentials { get; private set; } = credentials;

    /// <summary>True to wait for a connection where the call would else fail at once as Unavailable.</summary>
    public bool IsWaitForReady { get; private set; }

    public readonly CallOptions WithHeaders(Metadata headers) => this with { Headers = headers };
    public readonly CallOptions WithDeadline(DateTime deadline) => this with { Deadline = deadline };

    public readonly CallOptions WithCancellationToken(CancellationToken cancellationToken) =>
        this with { CancellationToken = cancellationToken };

    public readonly CallOptions WithWriteOptions(WriteOptions writeOptions) => this with { WriteOptions = writeOptions };
    public readonly CallOptions WithCredentials(CallCredentials credentials) => this with { Credentials = credentials };
    public readonly CallOptions WithWaitForReady(bool waitForReady = true) => this with { IsWaitForReady = waitForReady };
}
