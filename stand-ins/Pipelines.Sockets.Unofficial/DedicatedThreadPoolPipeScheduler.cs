using System.Diagnostics;
using System.IO.Pipelines;

namespace Pipelines.Sockets.Unofficial;

/// <summary>
/// Runs work on threads of its own, so that a busy thread pool does not hold up replies. When more items wait than its queue
/// may hold, and after Dispose, the thread pool takes them.
/// </summary>
public sealed class DedicatedThreadPoolPipeScheduler : PipeScheduler, IDisposable
{
    private readonly Queue<(Action<object?> Action, object? State)> _waiting = [];
    private readonly int _longestQueue;
    private int _idle;
    private long _servicedByQueue;
    private long _servicedByPool;
    private bool _disposed;

    public DedicatedThreadPoolPipeScheduler(
        string? name = null,
        int workerCount = 5,
        int useThreadPoolQueueLength = 10,
        ThreadPriority priority = ThreadPriority.Normal)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(workerCount);
        WorkerCount = workerCount;
        _longestQueue = useThreadPoolQueueLength;
        for (var worker = 0; worker < workerCount; worker++)
        {
            new Thread(Work)
            {
                Name = $"{name ?? nameof(DedicatedThreadPoolPipeScheduler)} {worker + 1}",
                IsBackground = true,
                Priority = priority,
            }.Start();
        }
    }

    public int WorkerCount { get; }

    /// <summary>Workers that wait for work.</summary>
    public int AvailableCount => Volatile.Read(ref _idle);

    public long TotalServicedByQueue => Interlocked.Read(ref _servicedByQueue);

    public long TotalServicedByPool => Interlocked.Read(ref _servicedByPool);

    public override void Schedule(Action<object?> action, object? state)
    {
        ArgumentNullException.ThrowIfNull(action);
        lock (_waiting)
        {
            if (!_disposed && _waiting.Count < _longestQueue)
            {
                _waiting.Enqueue((action, state));
                Monitor.Pulse(_waiting);
                return;
            }
        }

        Interlocked.Increment(ref _servicedByPool);
        System.Threading.ThreadPool.UnsafeQueueUserWorkItem(action, state, preferLocal: false);
    }

    /// <summary>Lets the workers finish what waits, then end.</summary>
    public void Dispose()
    {
        lock (_waiting)
        {
            _disposed = true;
            Monitor.PulseAll(_waiting);
        }
    }

    private void Work()
    {
        while (TryTake(out var item))
        {
            Interlocked.Increment(ref _servicedByQueue);
            try
            {
                item.Action(item.State);
            }
#pragma warning disable CA1031 // One caller's failing continuation must not take the worker from all others.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                Trace.TraceError(exception.ToString());
            }
        }
    }

    private bool TryTake(out (Action<object?> Action, object? State) item)
    {
        lock (_waiting)
        {
            _idle++;
            while (_waiting.Count == 0 && !_disposed)
            {
                Monitor.Wait(_waiting);
            }

            _idle--;
            return _waiting.TryDequeue(out item);
        }
    }
}
