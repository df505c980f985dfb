using System.Text.Json;
using PeerPlatform.Contracts.Events;

namespace PeerPlatform.Platform.Messaging;

/// <summary>An event that is on its way to others, written in the commit that made it true.</summary>
[NetworkWide("The dispatcher publishes for every tenant; the payload names its own.")]
internal sealed class OutboxMessage
{
    /// <summary>When a told row is due that is kept in case it has to be told again.</summary>
    public const long Never = long.MaxValue;

    private static readonly TimeSpan UnreadAtMost = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan UnsentAtMost = TimeSpan.FromMinutes(1);

    /// <summary>Order of the commits of this database.</summary>
    public long Sequence { get; private set; }

    public Guid MessageId { get; private set; }

    /// <summary>The entity that raised it, by type and key. Events of one aggregate are told in the order of their commits.</summary>
    public string Aggregate { get; private set; } = "";

    /// <summary>Full name of the event type in contracts.</summary>
    public string Type { get; private set; } = "";

    public string Payload { get; private set; } = "";

    /// <summary>
    /// True when it no longer holds up those behind it: the broker has confirmed it, or no queue took it.
    /// </summary>
    public bool Published { get; private set; }

    /// <summary>The day on which it was first tried to tell it, never finer; its age counts from there.</summary>
    public DateOnly? FirstTriedOn { get; private set; }

    public int Attempts { get; private set; }

    /// <summary>UTC ticks before which it is not tried again, by the clock of <see cref="OutboxClaim.Now"/>; 0 until something went wrong.</summary>
    public long NotBefore { get; private set; }

    /// <summary>True when the broker has confirmed it, so that nothing is left to do unless it has to be told again.</summary>
    public bool IsTold => NotBefore == Never;

    public static OutboxMessage For(IEvent happened, string aggregate) => new()
    {
        // Random: an id that tells the time would tell when.
        MessageId = Guid.NewGuid(),
        Aggregate = aggregate,
        Type = happened.GetType().FullName!,
        Payload = JsonSerializer.Serialize(happened, happened.GetType(), PlatformJson.Options),
    };

    public IEvent Open() =>
        (IEvent)JsonSerializer.Deserialize(
            Payload,
            typeof(IEvent).Assembly.GetType(Type) ?? throw new InvalidOperationException($"Contracts know no event {Type}."),
            PlatformJson.Options)!;

    /// <summary>
    /// The first and the last <see cref="NotBefore"/> of rows that are put off at that time. None is put off for longer: a later one
    /// was written by a clock that has been set back since, and is due.
    /// </summary>
    public static (long From, long Until) PutOffAt(DateTimeOffset now) => (now.UtcTicks + 1, (now + UnreadAtMost).UtcTicks);

    public bool IsPutOff(DateTimeOffset now) => PutOffAt(now) is var (from, until) && NotBefore >= from && NotBefore <= until;

    public void TriedOn(DateOnly today) => FirstTriedOn ??= today;

    /// <summary>It is told, and kept in case it has to be told again.</summary>
    public void Retain()
    {
        Published = true;
        NotBefore = Never;
    }

    /// <summary>No queue took it. It holds up no other and is offered again, later each time up to five minutes.</summary>
    public void KeepUnread(DateTimeOffset now)
    {
        Published = true;
        PutOff(now, UnreadAtMost);
    }

    /// <summary>It could not be sent; later each time up to a minute.</summary>
    public void Postpone(DateTimeOffset now) => PutOff(now, UnsentAtMost);

    private void PutOff(DateTimeOffset now, TimeSpan atMost)
    {
        Attempts = Math.Min(Attempts + 1, 30);
        NotBefore = (now + TimeSpan.FromSeconds(Math.Min(atMost.TotalSeconds, Math.Pow(2, Attempts)))).UtcTicks;
    }
}

/// <summary>How long rows are kept that nobody waits for any more, in days (decision 0005).</summary>
internal static class Retention
{
    /// <summary>What a broker that forgets was told, and what nobody reads, for as long as it may be told again.</summary>
    public const int OutboxDays = 30;

    /// <summary>What a durable broker has confirmed, should it lose its data: longer than anything waits in a queue that is read.</summary>
    public const int ConfirmedDays = 3;

    /// <summary>Longer than anything can come a second time: outbox rows, and dead letters that are replayed.</summary>
    public const int InboxDays = 90;

    public static DateOnly Today(TimeProvider clock) => DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
}

/// <summary>A message whose effect is already saved; kept so that a second delivery does nothing.</summary>
[NetworkWide("A delivery belongs to a handler, not to a tenant.")]
internal sealed class InboxMessage
{
    public required Guid MessageId { get; init; }

    public required string Handler { get; init; }

    /// <summary>The day of the effect, never finer; the row is kept for <see cref="Retention.InboxDays"/> from there.</summary>
    public required DateOnly HandledOn { get; init; }
}
