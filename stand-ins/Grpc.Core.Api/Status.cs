namespace Grpc.Core;

/// <summary>The outcome of a call; numbers and meanings are fixed by the gRPC protocol.</summary>
public enum StatusCode
{
    OK = 0,

    /// <summary>Given up by the caller.</summary>
    Cancelled = 1,

    /// <summary>An error without a better code, such as an exception on the server.</summary>
    Unknown = 2,

    /// <summary>Wrong whatever the state of the system.</summary>
    InvalidArgument = 3,

    /// <summary>Time ran out, even if the work may have been done.</summary>
    DeadlineExceeded = 4,
    NotFound = 5,
    AlreadyExists = 6,

    /// <summary>The caller is known and may not do this.</summary>
    PermissionDenied = 7,

    /// <summary>A quota, a message size or a disk is used up.</summary>
    ResourceExhausted = 8,

    /// <summary>The state must change first; trying again does not help.</summary>
    FailedPrecondition = 9,

    /// <summary>A conflict with another caller; try again from the start.</summary>
    Aborted = 10,
    OutOfRange = 11,
    Unimplemented = 12,
    Internal = 13,

    /// <summary>Not reachable at this moment; the call may be tried again.</summary>
    Unavailable = 14,
    DataLoss = 15,

    /// <summary>No valid credentials for the call.</summary>
    Unauthenticated = 16,
}

/// <summary>The code and the text that end a call.</summary>
public struct Status
{
    /// <summary>OK without text.</summary>
    public static readonly Status DefaultSuccess = new(StatusCode.OK, "");

    /// <summary>Cancelled without text.</summary>
    public static readonly Status DefaultCancelled = new(StatusCode.Cancelled, "");

    public Status(StatusCode statusCode, string detail)
        : this(statusCode, detail, null)
    {
    }

    public Status(StatusCode statusCode, string detail, Exception? debugException) =>
        (StatusCode, Detail, DebugException) = (statusCode, detail, debugException);

    public StatusCode StatusCode { get; }

    /// <summary>Text for the caller; it crosses the wire.</summary>
    public string Detail { get; }

    /// <summary>What happened on this side; never sent.</summary>
    public Exception? DebugException { get; }

    public override readonly string ToString() => DebugException is null
        ? $"Status(StatusCode=\"{StatusCode}\", Detail=\"{Detail}\")"
        : $"Status(StatusCode=\"{StatusCode}\", Detail=\"{Detail}\", DebugException=\"{DebugException.GetType()}: {DebugException.Message}\")";
}

/// <summary>A call that ended with another code than OK; thrown to a caller, or by a server to choose the code.</summary>
public class RpcException : Exception
{
    public RpcException(Status status)
        : this(status, Metadata.Empty)
    {
    }

    public RpcException(Status status, string message)
        : this(status, Metadata.Empty, message)
    {
    }

    public RpcException(Status status, Metadata trailers)
        : this(status, trailers, status.ToString())
    {
    }

    public RpcException(Status status, Metadata trailers, string message)
        : base(message, status.DebugException) => (Status, Trailers) = (status, trailers);

    public Status Status { get; }
    public StatusCode StatusCode => Status.StatusCode;

    /// <summary>The metadata that came (or shall go) with the status.</summary>
    public Metadata Trailers { get; }
}
