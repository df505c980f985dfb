using System.IO.Pipelines;
using System.Net.Sockets;
using System.Runtime.CompilerServices;

namespace Pipelines.Sockets.Unofficial;

/// <summary>
/// Socket arguments that can be awaited: start the operation, call <see cref="Complete"/> if it ended at once, await. The result
/// is the number of bytes; a failure is thrown as SocketException. One operation and one awaiter at a time.
/// </summary>
public class SocketAwaitableEventArgs : SocketAsyncEventArgs, ICriticalNotifyCompletion
{
    private const int NotAborted = (int)SocketError.Success;

    private static readonly Action Ended = static () => { };

    private readonly PipeScheduler? _scheduler;
    private Action? _continuation;
    private int _abortedWith = NotAborted;

    /// <summary>Continues on the scheduler, without one wherever the operation ends; the execution context does not flow.</summary>
    public SocketAwaitableEventArgs(PipeScheduler? scheduler = null)
        : base(true) => _scheduler = scheduler;

    public bool IsCompleted => ReferenceEquals(Volatile.Read(ref _continuation), Ended);

    public SocketAwaitableEventArgs GetAwaiter() => this;

    public void Complete() => OnCompleted(this);

    /// <summary>Ends the wait with this error, whatever becomes of the operation.</summary>
    public void Abort(SocketError error = SocketError.OperationAborted)
    {
        Interlocked.CompareExchange(ref _abortedWith, (int)error, NotAborted);
        OnCompleted(this);
    }

    public int GetResult()
    {
        Volatile.Write(ref _continuation, null);
        var aborted = (SocketError)Interlocked.Exchange(ref _abortedWith, NotAborted);
        var error = aborted == SocketError.Success ? SocketError : aborted;
        return error == SocketError.Success ? BytesTransferred : throw new SocketException((int)error);
    }

    public void OnCompleted(Action continuation) => UnsafeOnCompleted(continuation);

    public void UnsafeOnCompleted(Action continuation)
    {
        if (Interlocked.CompareExchange(ref _continuation, continuation, null) is not null)
        {
            Run(continuation);
        }
    }

    protected override void OnCompleted(SocketAsyncEventArgs e)
    {
        var continuation = Interlocked.Exchange(ref _continuation, Ended);
        if (continuation is not null && !ReferenceEquals(continuation, Ended))
        {
            Run(continuation);
        }
    }

    private void Run(Action continuation)
    {
        if (_scheduler is null)
        {
            continuation();
        }
        else
        {
            _scheduler.Schedule(static state => ((Action)state!)(), continuation);
        }
    }
}
