using System.IO.Pipelines;
using System.Net.Sockets;

namespace Pipelines.Sockets.Unofficial;

/// <summary>
/// Moves bytes between a stream and two pipes. Each direction has one loop, and only the loop completes its end of the
/// pipe: memory that the socket still fills is never given back.
/// </summary>
internal sealed class StreamPump : IMeasuredDuplexPipe, IDisposable
{
    private readonly Stream _stream;
    private readonly Action _endSending;
    private readonly Pipe _receiving;
    private readonly Pipe _sending;
    private long _sent;
    private long _received;
    private int _lastReceived = -1;
    private int _shutdownKind;
    private int _socketError;

    /// <summary>Starts both loops. <paramref name="endSending"/> tells the peer that nothing more will come.</summary>
    public StreamPump(Stream stream, PipeOptions? send, PipeOptions? receive, Action endSending)
    {
        _stream = stream;
        _endSending = endSending;
        _receiving = new Pipe(receive ?? PipeOptions.Default);
        _sending = new Pipe(send ?? PipeOptions.Default);
        _ = Task.Run(ReceiveAsync);
        _ = Task.Run(SendAsync);
    }

    public PipeReader Input => _receiving.Reader;

    public PipeWriter Output => _sending.Writer;

    public long TotalBytesSent => Interlocked.Read(ref _sent);

    public long TotalBytesReceived => Interlocked.Read(ref _received);

    /// <summary>What the last read returned: 0 at the end of the stream, -1 before the first.</summary>
    public int LastReceived => Volatile.Read(ref _lastReceived);

    public PipeShutdownKind ShutdownKind => (PipeShutdownKind)Volatile.Read(ref _shutdownKind);

    public SocketError SocketError => (SocketError)Volatile.Read(ref _socketError);

    /// <summary>Keeps the reason if it is the first.</summary>
    public bool TryShutdown(PipeShutdownKind kind, SocketError error = SocketError.Success)
    {
        var first = Interlocked.CompareExchange(ref _shutdownKind, (int)kind, (int)PipeShutdownKind.None)
            == (int)PipeShutdownKind.None;
        if (first)
        {
            Volatile.Write(ref _socketError, (int)error);
        }

        return first;
    }

    public void Dispose()
    {
        TryShutdown(PipeShutdownKind.PipeDisposed);
        _sending.Reader.CancelPendingRead();
        _stream.Dispose();
    }

    private async Task ReceiveAsync()
    {
        Exception? failure = null;
        try
        {
            var writer = _receiving.Writer;
            while (true)
            {
                var count = await _stream.ReadAsync(writer.GetMemory()).ConfigureAwait(false);
                Volatile.Write(ref _lastReceived, count);
                if (count == 0)
                {
                    TryShutdown(PipeShutdownKind.ReadEndOfStream);
                    break;
                }

                Interlocked.Add(ref _received, count);
                writer.Advance(count);
                if ((await writer.FlushAsync().ConfigureAwait(false)).IsCompleted)
                {
                    TryShutdown(PipeShutdownKind.ReadFlushCompleted);
                    break;
                }
            }
        }
#pragma warning disable CA1031 // Handed to whoever reads the pipe.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            failure = Explain(exception, reading: true);
        }

        await _receiving.Writer.CompleteAsync(failure).ConfigureAwait(false);
    }

    private async Task SendAsync()
    {
        Exception? failure = null;
        try
        {
            var reader = _sending.Reader;
            ReadResult read;
            do
            {
                read = await reader.ReadAsync().ConfigureAwait(false);
                foreach (var segment in read.Buffer)
                {
                    await _stream.WriteAsync(segment).ConfigureAwait(false);
                    Interlocked.Add(ref _sent, segment.Length);
                }

                await _stream.FlushAsync().ConfigureAwait(false);
                reader.AdvanceTo(read.Buffer.End);
            }
            while (!read.IsCompleted && !read.IsCanceled);

            TryShutdown(PipeShutdownKind.WriteEndOfStream);
            _endSending();
        }
#pragma warning disable CA1031 // Handed to whoever writes to the pipe.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            failure = Explain(exception, reading: false);
        }

        await _sending.Reader.CompleteAsync(failure).ConfigureAwait(false);
    }

    private Exception Explain(Exception exception, bool reading)
    {
        switch (exception)
        {
            case ObjectDisposedException:
                TryShutdown(reading ? PipeShutdownKind.ReadDisposed : PipeShutdownKind.WriteDisposed);
                return exception;
            case IOException { InnerException: SocketException socket }:
                return Explain(socket, reading);
            case SocketException socket:
                TryShutdown(
                    reading ? PipeShutdownKind.ReadSocketError : PipeShutdownKind.WriteSocketError, socket.SocketErrorCode);
                return socket.SocketErrorCode is SocketError.ConnectionReset or SocketError.ConnectionAborted or SocketError.Shutdown
                    ? new ConnectionResetException(socket.Message, socket)
                    : socket;
            case IOException:
                TryShutdown(reading ? PipeShutdownKind.ReadIOException : PipeShutdownKind.WriteIOException);
                return exception;
            default:
                TryShutdown(reading ? PipeShutdownKind.ReadException : PipeShutdownKind.WriteException);
                return exception;
        }
    }
}
