namespace Pipelines.Sockets.Unofficial.Arenas;

/// <summary>A sequence whose element type is kept aside, so that a struct can hold a sequence of itself.</summary>
public readonly struct Sequence
{
    private readonly Array? _block;
    private readonly int _start;
    private readonly int _length;

    internal Sequence(Array? block, int start, int length)
    {
        _block = block;
        _start = start;
        _length = length;
    }

    public long Length => _length;

    /// <summary>The sequence with its element type again; any other type than the original one throws InvalidCastException.</summary>
    public Sequence<T> Cast<T>() => new((T[]?)_block, _start, _length);
}

/// <summary>
/// Elements that an <see cref="Arena{T}"/> lent out: valid until the arena's next Reset. Always a single segment here,
/// as this arena never splits an allocation.
/// </summary>
public readonly struct Sequence<T>
{
    private readonly T[]? _block;
    private readonly int _start;
    private readonly int _length;

    internal Sequence(T[]? block, int start, int length)
    {
        _block = block;
        _start = start;
        _length = length;
    }

    public long Length => _length;

    public bool IsEmpty => _length == 0;

    public bool IsSingleSegment => true;

    public Span<T> FirstSpan => _block.AsSpan(_start, _length);

    public SpanEnumerable Spans => new(this);

    public ref T this[int index] => ref FirstSpan[index];

    public Enumerator GetEnumerator() => new(this);

    public Sequence Untyped() => new(_block, _start, _length);

    /// <summary>Walks the elements by reference.</summary>
    public struct Enumerator
    {
        private readonly Sequence<T> _sequence;
        private int _at;

        internal Enumerator(Sequence<T> sequence)
        {
            _sequence = sequence;
            _at = -1;
        }

        public readonly ref T Current => ref _sequence[_at];

        public bool MoveNext() => ++_at < _sequence._length;

        /// <summary>Moves on and returns the element; throws at the end.</summary>
        public ref T GetNext()
        {
            if (!MoveNext())
            {
                throw new InvalidOperationException("The sequence has no further element.");
            }

            return ref Current;
        }
    }

    /// <summary>The sequence's segments, of which there is one.</summary>
    public readonly struct SpanEnumerable
    {
        private readonly Sequence<T> _sequence;

        internal SpanEnumerable(Sequence<T> sequence) => _sequence = sequence;

        public SpanEnumerator GetEnumerator() => new(_sequence);
    }

    /// <summary>Walks the segments.</summary>
    public struct SpanEnumerator
    {
        private readonly Sequence<T> _sequence;
        private bool _moved;

        internal SpanEnumerator(Sequence<T> sequence) => _sequence = sequence;

        public readonly Span<T> Current => _sequence.FirstSpan;

        public bool MoveNext()
        {
            var first = !_moved;
            _moved = true;
            return first;
        }
    }
}
