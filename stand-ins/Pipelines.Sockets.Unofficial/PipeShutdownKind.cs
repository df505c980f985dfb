namespace Pipelines.Sockets.Unofficial;

/// <summary>
/// What ended a connection first. StackExchange.Redis was compiled against the numbers of ReadEndOfStream and
/// ProtocolExitClient; the others only appear by name in its messages.
/// </summary>
public enum PipeShutdownKind
{
    None = 0,
    PipeDisposed = 1,
    ReadEndOfStream = 100,
    ReadDisposed = 101,
    ReadIOException = 102,
    ReadException = 103,
    ReadSocketError = 104,
    ReadFlushCompleted = 105,
    WriteEndOfStream = 200,
    WriteDisposed = 201,
    WriteIOException = 203,
    WriteException = 204,
    WriteSocketError = 205,
    ProtocolExitClient = 400,
}
