namespace Grpc.Core;

/// <summary>Whether a channel has a working connection, after gRPC's connectivity semantics.</summary>
public enum ConnectivityState
{
    /// <summary>Not trying to connect; the next call wakes it.</summary>
    Idle,

    /// <summary>A connection is being made.</summary>
    Connecting,

    /// <summary>Calls can go out.</summary>
    Ready,

    /// <summary>The last attempt failed and another will be made after a pause.</summary>
    TransientFailure,

    /// <summary>Closed for good; new calls fail at once.</summary>
    Shutdown,
}
