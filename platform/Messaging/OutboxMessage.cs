using System.Text.Json;
using PeerPlatform.Contracts.Events;

namespace PeerPlatform.Platform.Messaging;

/// <summary>An event that is on its way to others, written in the commit that made it true.</summary>
[NetworkWide("The dispatcher publishes for every tenant; the payload names its own.")]
internal sealed class OutboxMessage
{
    /// <summary>Order of the commits of this database.</summary>
    public long Sequence { get; private set; }

    public Guid MessageId { get; private set; }

    /// <summary>Full name of the event type in contracts.</summary>
    public string Type { get; private set; } = "";

    public string Payload { get; private set; } = "";

    /// <summary>True once the broker has confirmed it.</summary>
    public bool Published { get; private set; }

    public int Attempts { get; private set; }

    /// <summary>UTC ticks before which it is not tried again, so that an unsendable row does not block its neighbours.</summary>
    public long NotBefore { get; private set; }

    public static OutboxMessage For(IEvent happened) => new()
    {
        MessageId = Guid.CreateVersion7(),
        Type = happened.GetType().FullName!,
        Payload = JsonSerializer.Serialize(happened, happened.GetType(), PlatformJson.Options),
    };

    public IEvent Open() =>
        (IEvent)JsonSerializer.Deserialize(
            Payload,
            typeof(IEvent).Assembly.GetType(Type) ?? throw new InvalidOperationException($"Contracts know no event {Type}."),
            PlatformJson.Options)!;

    public void MarkPublished() => Published = true;

    public void Postpone(DateTimeOffset now)
    {
        Attempts++;
        NotBefore = now.AddSeconds(Math.Min(60, Math.Pow(2, Attempts))).UtcTicks;
    }
}

/// <summary>A message whose effect is already saved; kept so that a second delivery does nothing.</summary>
[NetworkWide("A delivery belongs to a handler, not to a tenant.")]
internal sealed class InboxMessage
{
    public required Guid MessageId { get; init; }

    public required string Handler { get; init; }
}
