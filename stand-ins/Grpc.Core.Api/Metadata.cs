using System.Buffers;
using System.Collections;
using System.Text;

namespace Grpc.Core;

/// <summary>Headers or trailers of a call, in order; a key may come more than once.</summary>
public sealed class Metadata : IList<Metadata.Entry>
{
    /// <summary>How the key of a binary value ends.</summary>
    public const string BinaryHeaderSuffix = "-bin";

    /// <summary>Shared, empty and read-only.</summary>
    public static readonly Metadata Empty = new(isReadOnly: true);

    private readonly List<Entry> entries = [];

    public Metadata()
    {
    }

    private Metadata(bool isReadOnly) => IsReadOnly = isReadOnly;

    public int Count => entries.Count;
    public bool IsReadOnly { get; }

    public Entry this[int index]
    {
        get => entries[index];
        set => Writable()[index] = value;
    }

    /// <summary>The last entry with the key, or null.</summary>
    public Entry? Get(string key) => entries.FindLast(entry => Matches(entry, key));

    /// <summary>The text of the last entry with the key, or null.</summary>
    public string? GetValue(string key) => Get(key)?.Value;

    /// <summary>The bytes of the last entry with the key, or null.</summary>
    public byte[]? GetValueBytes(string key) => Get(key)?.ValueBytes;

    /// <summary>All entries with the key, in order.</summary>
    public IEnumerable<Entry> GetAll(string key) => entries.Where(entry => Matches(entry, key));

    public void Add(Entry item) => Writable().Add(item);
    public void Add(string key, string value) => Add(new Entry(key, value));

    /// <summary>Adds a binary value; the key must end in <see cref="BinaryHeaderSuffix"/>.</summary>
    public void Add(string key, byte[] valueBytes) => Add(new Entry(key, valueBytes));

    public void Insert(int index, Entry item) => Writable().Insert(index, item);
    public void Clear() => Writable().Clear();
    public bool Remove(Entry item) => Writable().Remove(item);
    public void RemoveAt(int index) => Writable().RemoveAt(index);
    public bool Contains(Entry item) => entries.Contains(item);
    public int IndexOf(Entry item) => entries.IndexOf(item);
    public void CopyTo(Entry[] array, int arrayIndex) => entries.CopyTo(array, arrayIndex);
    public IEnumerator<Entry> GetEnumerator() => entries.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static bool Matches(Entry entry, string key) =>
        string.Equals(entry.Key, key, StringComparison.OrdinalIgnoreCase);

    private List<Entry> Writable() =>
        IsReadOnly ? throw new InvalidOperationException("This metadata is read-only.") : entries;

    /// <summary>One key with a text, or with bytes if the key ends in <see cref="BinaryHeaderSuffix"/>.</summary>
    public class Entry
    {
        private static readonly SearchValues<char> KeyCharacters =
            SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789._-");

        private readonly string? text;
        private readonly byte[]? bytes;

        /// <summary>A text entry; refuses a key with the binary suffix.</summary>
        public Entry(string key, string value)
        {
            ArgumentNullException.ThrowIfNull(value);
            Key = NormalizedKey(key, isBinary: false);
            text = value;
        }

        /// <summary>A binary entry; refuses a key without the binary suffix.</summary>
        public Entry(string key, byte[] valueBytes)
        {
            ArgumentNullException.ThrowIfNull(valueBytes);
            Key = NormalizedKey(key, isBinary: true);
            bytes = [.. valueBytes];
        }

        /// <summary>In lower case, as it goes over the wire.</summary>
        public string Key { get; }

        public bool IsBinary => Key.EndsWith(BinaryHeaderSuffix, StringComparison.Ordinal);

        /// <summary>The text; refused for a binary entry.</summary>
        public string Value => text ?? throw new InvalidOperationException("A binary metadata entry has no text value.");

        /// <summary>A copy of the bytes; of a text its ASCII form.</summary>
        public byte[] ValueBytes => bytes is null ? Encoding.ASCII.GetBytes(Value) : [.. bytes];

        public override string ToString() => IsBinary
            ? $"[Entry: key={Key}, valueBytes={Convert.ToHexString(ValueBytes)}]"
            : $"[Entry: key={Key}, value={Value}]";

        private static string NormalizedKey(string key, bool isBinary)
        {
            ArgumentException.ThrowIfNullOrEmpty(key);
#pragma warning disable CA1308 // HTTP/2 wants lower case on the wire.
            var normalized = key.ToLowerInvariant();
#pragma warning restore CA1308
            return normalized.AsSpan().ContainsAnyExcept(KeyCharacters)
                || normalized.EndsWith(BinaryHeaderSuffix, StringComparison.Ordinal) != isBinary
                ? throw new ArgumentException(
                    $"\"{key}\" is no key for a {(isBinary ? "binary" : "text")} value: letters, digits, dot, hyphen and underscore, "
                    + $"and \"{BinaryHeaderSuffix}\" at the end of a binary key only.",
                    nameof(key))
                : normalized;
        }
    }
}
