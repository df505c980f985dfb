namespace Pipelines.Sockets.Unofficial;

/// <summary>Calls the handlers of a delegate one by one without copying its list.</summary>
public static class Delegates
{
    public static bool IsSingle(MulticastDelegate handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return handler.HasSingleTarget;
    }

    /// <summary>The handlers in the order of their subscription; none for null.</summary>
    public static DelegateEnumerable<T> AsEnumerable<T>(T? handler)
        where T : MulticastDelegate => new(handler);

    /// <summary>The handlers of a delegate.</summary>
    public readonly struct DelegateEnumerable<T>
        where T : MulticastDelegate
    {
        private readonly T? _handler;

        internal DelegateEnumerable(T? handler) => _handler = handler;

        public DelegateEnumerator<T> GetEnumerator() => new(_handler);
    }

    /// <summary>Walks the handlers of a delegate.</summary>
    public struct DelegateEnumerator<T> : IDisposable
        where T : MulticastDelegate
    {
        private Delegate.InvocationListEnumerator<T> _handlers;

        internal DelegateEnumerator(T? handler) => _handlers = Delegate.EnumerateInvocationList(handler);

        public T Current => _handlers.Current;

        public bool MoveNext() => _handlers.MoveNext();

        public readonly void Dispose()
        {
        }
    }
}
