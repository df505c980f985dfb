using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using RabbitMQ.Client;

namespace PeerPlatform.Platform.Messaging;

/// <summary>A message that was given up, as it lies in the dead-letter queue of the queue it came from.</summary>
internal sealed class DeadLetter
{
    private const int ShortDigest = 6;

    private readonly BasicGetResult _got;
    private readonly ReadQueue _queue;
    private readonly byte[] _body;
    private readonly object? _event;

    public DeadLetter(BasicGetResult got, ReadQueue queue)
    {
        _got = got;
        _queue = queue;
        _body = got.Body.ToArray();
        Id = got.BasicProperties.MessageId is { Length: > 0 } id ? id : $"body-{Convert.ToHexStringLower(SHA256.HashData(_body)[..ShortDigest])}";
        Type = Text(Header(EventWire.TypeHeader)) ?? "none";
        (_event, Reason) = Read();
    }

    public string Queue => _queue.Name;

    /// <summary>The message id, or a digest of the body when it has none.</summary>
    public string Id { get; }

    /// <summary>Name of the event type that the sender gave.</summary>
    public string Type { get; }

    public string Reason { get; }

    /// <summary>How often it died; more than once when it was replayed in vain by hand at the broker.</summary>
    public long Deaths => Death("count") is long count ? count : 1;

    /// <summary>The day in UTC on which it was given up, as the broker noted it.</summary>
    public DateOnly? DiedOn => Death("time") is AmqpTimestamp time
        ? DateOnly.FromDateTime(DateTimeOffset.FromUnixTimeSeconds(time.UnixTime).UtcDateTime)
        : null;

    public ulong DeliveryTag => _got.DeliveryTag;

    public ReadOnlyMemory<byte> Body => _body;

    /// <summary>As it was first sent: what the broker noted about its death is left behind.</summary>
    public BasicProperties Again => new()
    {
        MessageId = _got.BasicProperties.MessageId,
        ContentType = _got.BasicProperties.ContentType,
        DeliveryMode = DeliveryModes.Persistent,
        Headers = Header(EventWire.TypeHeader) is { } type ? new Dictionary<string, object?> { [EventWire.TypeHeader] = type } : null,
    };

    /// <summary>
    /// The event's ids, numbers, days and choices. A text may be somebody's name or words, so no text is ever shown, and
    /// neither is anything of a body that cannot be read.
    /// </summary>
    public IEnumerable<(string Name, string Value)> Fields() => _event is null
        ? [("body", string.Create(CultureInfo.InvariantCulture, $"{_body.Length} bytes, not shown"))]
        : _event.GetType().GetProperties().Select(p => (JsonNamingPolicy.CamelCase.ConvertName(p.Name), Shown(p.GetValue(_event))));

    private static string Shown(object? value) => value switch
    {
        null => "none",
        Guid or int or long or bool or Enum => Convert.ToString(value, CultureInfo.InvariantCulture)!,
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        _ => "(not shown)",
    };

    private (object? Event, string Reason) Read()
    {
        if (Type != _queue.Event.FullName)
        {
            return (null, "unknown type");
        }

        try
        {
            return (EventJson.Read(_body, _queue.Event) ?? throw new JsonException(), Death("reason") is { } reason ? Text(reason)! : "given up");
        }
        catch (JsonException)
        {
            return (null, "unreadable");
        }
    }

    private object? Header(string name) => _got.BasicProperties.Headers?.TryGetValue(name, out var value) == true ? value : null;

    private object? Death(string field) =>
        Header("x-death") is IList<object?> { Count: > 0 } deaths && deaths[0] is IDictionary<string, object?> last
        && last.TryGetValue(field, out var value) ? value : null;

    private static string? Text(object? value) => value switch
    {
        byte[] bytes => Encoding.UTF8.GetString(bytes),
        string text => text,
        _ => null,
    };
}
