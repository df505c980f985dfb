using System.Runtime.CompilerServices;

namespace Pipelines.Sockets.Unofficial.Arenas;

/// <summary>How the package shares memory between arenas; this arena has an array of its own and shares nothing.</summary>
[Flags]
public enum ArenaFlags
{
    None = 0,
}

/// <summary>Where the package lets an arena's memory come from; here it comes from arrays only, so that none can be made.</summary>
public abstract class Allocator<T>
{
    private protected Allocator()
    {
    }
}

/// <summary>The size of an arena's block in bytes, 0 for the usual one. Flags and retention have no effect here.</summary>
public sealed class ArenaOptions(
    ArenaFlags flags = ArenaFlags.None, int blockSizeBytes = 0, Func<long, long, long>? retentionPolicy = null)
{
    public ArenaFlags Flags { get; } = flags;

    public int BlockSizeBytes { get; } = blockSizeBytes;

    public Func<long, long, long>? RetentionPolicy { get; } = retentionPolicy;
}

/// <summary>
/// Lends out arrays piece by piece and takes all back at once, so that parsing a reply costs no garbage. For one thread at a
/// time. An allocation stays where it is until <see cref="Reset"/>, whatever is allocated after it.
/// </summary>
public sealed class Arena<T> : IDisposable
{
    /// <summary>Below the 85,000 bytes from which an array is a large object, collected only rarely.</summary>
    private const int UsualBlockBytes = 64 * 1024;

    private readonly int _blockLength;
    private T[] _block = [];
    private int _used;

    public Arena(ArenaOptions? options = null, Allocator<T>? allocator = null)
    {
        _ = allocator;
        var bytes = options is { BlockSizeBytes: > 0 } given ? given.BlockSizeBytes : UsualBlockBytes;
        _blockLength = Math.Max(1, bytes / Unsafe.SizeOf<T>());
    }

    /// <summary>Elements with their default value. A length below 0 is refused.</summary>
    public Sequence<T> Allocate(int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        if (length > _blockLength)
        {
            return new Sequence<T>(new T[length], 0, length);
        }

        if (length > _block.Length - _used)
        {
            _block = new T[_blockLength];
            _used = 0;
        }

        var lent = new Sequence<T>(_block, _used, length);
        _used += length;
        return lent;
    }

    /// <summary>Takes back all that was lent out and forgets its contents.</summary>
    public void Reset()
    {
        Array.Clear(_block, 0, _used);
        _used = 0;
    }

    /// <summary>Leaves the memory to the garbage collector, so that a reader still at work stays unharmed.</summary>
    public void Dispose()
    {
    }
}
