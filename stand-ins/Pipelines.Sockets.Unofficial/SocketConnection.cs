using System.IO.Pipelines;
using System.Net.Sockets;

namespace Pipelines.Sockets.Unofficial;

/// <summary>How the package is to use a socket; none of its options has an effect here.</summary>
[Flags]
public enum SocketConnectionOptions
{
    None = 0,
}

/// <summary>Pipes over a connected socket. Disposing of the connection closes the socket.</summary>
public sealed class SocketConnection : IMeasuredDuplexPipe, IDisposable
{
    private readonly Socket _socket;
    private readonly StreamPump _pump;

    private SocketConnection(Socket socket, PipeOptions? send, PipeOptions? receive)
    {
        _socket = socket;
        _pump = new StreamPump(
            new NetworkStream(socket, ownsSocket: true), send, receive, () => socket.Shutdown(SocketShutdown.Send));
    }

    public PipeReader Input => _pump.Input;

    public PipeWriter Output => _pump.Output;

    public long TotalBytesSent => _pump.TotalBytesSent;

    public long TotalBytesReceived => _pump.TotalBytesReceived;

    public long BytesSent => _pump.TotalBytesSent;

    public long BytesRead => _pump.TotalBytesReceived;

    /// <summary>What the last receive returned: 0 when the peer closed, -1 before the first.</summary>
    public int LastReceived => _pump.LastReceived;

    /// <summary>What ended the connection first, None while it lives.</summary>
    public PipeShutdownKind ShutdownKind => _pump.ShutdownKind;

    /// <summary>The socket's error, if that is what ended the connection.</summary>
    public SocketError SocketError => _pump.SocketError;

    public static SocketConnection Create(
        Socket socket,
        PipeOptions? sendPipeOptions,
        PipeOptions? receivePipeOptions,
        SocketConnectionOptions connectionOptions = SocketConnectionOptions.None,
        string? name = null)
    {
        ArgumentNullException.ThrowIfNull(socket);
        _ = (connectionOptions, name);
        return new SocketConnection(socket, sendPipeOptions, receivePipeOptions);
    }

    /// <summary>The package verifies here that it finds its dependencies; this one has none beyond .NET itself.</summary>
    public static void AssertDependencies()
    {
    }

    /// <summary>Small requests go out at once instead of waiting for more.</summary>
    public static void SetRecommendedClientOptions(Socket socket)
    {
        ArgumentNullException.ThrowIfNull(socket);
        if (socket.ProtocolType == ProtocolType.Tcp)
        {
            socket.NoDelay = true;
        }
    }

    /// <summary>Says that the protocol itself ended the connection; false if something else did before.</summary>
    public bool TrySetProtocolShutdown(PipeShutdownKind kind) => _pump.TryShutdown(kind);

    public Counters GetCounters()
    {
        try
        {
            return new Counters(_socket.Available);
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            return new Counters(Counters.Unknown);
        }
    }

    public void Dispose() => _pump.Dispose();

    /// <summary>Bytes on their way, for messages about timeouts; -1 where not known.</summary>
    public readonly struct Counters
    {
        internal const long Unknown = -1;

        internal Counters(long availableOnSocket)
        {
            BytesAvailableOnSocket = availableOnSocket;
            BytesWaitingToBeRead = Unknown;
            BytesWaitingToBeSent = Unknown;
        }

        public long BytesAvailableOnSocket { get; }

        public long BytesWaitingToBeRead { get; }

        public long BytesWaitingToBeSent { get; }
    }
}
