namespace Grpc.Core;

/// <summary>Messages that come in, one at a time.</summary>
public interface IAsyncStreamReader<out T>
{
    /// <summary>The message last moved to.</summary>
    T Current { get; }

    /// <summary>Waits for the next message; false when the stream has ended well.</summary>
    Task<bool> MoveNext(CancellationToken cancellationToken);
}

/// <summary>Messages that go out, one at a time: a write must end before the next begins.</summary>
public interface IAsyncStreamWriter<in T>
{
    /// <summary>For the writes that follow; null for the call's own options.</summary>
    WriteOptions? WriteOptions { get; set; }

    Task WriteAsync(T message);

    Task WriteAsync(T message, CancellationToken cancellationToken) => cancellationToken.CanBeCanceled
        ? throw new NotSupportedException("This stream's writes cannot be cancelled.")
        : WriteAsync(message);
}

/// <summary>What a client writes into; it says itself when it has no more.</summary>
public interface IClientStreamWriter<in T> : IAsyncStreamWriter<T>
{
    /// <summary>Ends the client's half of the call.</summary>
    Task CompleteAsync();
}

/// <summary>What a server writes into; it ends when the handler returns.</summary>
public interface IServerStreamWriter<in T> : IAsyncStreamWriter<T>;

/// <summary>Shorter forms for reading.</summary>
public static class AsyncStreamReaderExtensions
{
    /// <summary>Moves on without a token of its own.</summary>
    public static Task<bool> MoveNext<T>(this IAsyncStreamReader<T> streamReader)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(streamReader);
        return streamReader.MoveNext(CancellationToken.None);
    }
}
