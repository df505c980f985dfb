using System.Text.Json;
using System.Text.Json.Serialization;

namespace PeerPlatform.Faults.Tests;

internal enum Outcome
{
    /// <summary>On its way; the last word only when the client died.</summary>
    Sent,

    /// <summary>The platform said that it is done.</summary>
    Acked,

    /// <summary>The platform said no.</summary>
    Refused,

    /// <summary>No answer, or one that does not tell.</summary>
    Unknown,

    /// <summary>Asked again after an unknown, the platform said that it was done already.</summary>
    FoundDone,
}

/// <param name="Kind">Such as <c>answer</c>.</param>
/// <param name="Key">The business key: what must have its effect once.</param>
/// <param name="Wave">The wave it belongs to, when it belongs to one.</param>
/// <param name="Said">Status and type of the answer, for whoever looks for a fault.</param>
internal sealed record Entry(int Command, int Attempt, string Kind, string Key, string? Wave, Outcome Outcome, string? Said);

/// <summary>What the client has sent and heard, each line on disk before the next step is taken.</summary>
internal sealed class Ledger : IDisposable
{
    private static readonly JsonSerializerOptions Json = new() { Converters = { new JsonStringEnumConverter() } };
    private readonly FileStream _file;
    private readonly Lock _turn = new();

    public Ledger(string path)
    {
        Path = path;
        _file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read);
    }

    public string Path { get; }

    public void Note(Entry entry)
    {
        var line = JsonSerializer.SerializeToUtf8Bytes(entry, Json);
        lock (_turn)
        {
            _file.Write(line);
            _file.WriteByte((byte)'\n');
            _file.Flush(flushToDisk: true);
        }
    }

    /// <summary>As it lies on disk.</summary>
    public IReadOnlyList<Entry> Read()
    {
        using var reader = new StreamReader(new FileStream(Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        var entries = new List<Entry>();
        while (reader.ReadLine() is { } line)
        {
            entries.Add(JsonSerializer.Deserialize<Entry>(line, Json)!);
        }

        return entries;
    }

    public void Dispose() => _file.Dispose();
}
