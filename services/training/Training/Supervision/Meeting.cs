using System.Security.Cryptography;
using PeerPlatform.Platform.Data;
using PeerPlatform.Platform.Refusals;

namespace PeerPlatform.Training.Supervision;

/// <summary>How supporters meet about their work (P-4.8; [4] app. B: one-on-one or group).</summary>
internal enum MeetingForm
{
    /// <summary>A supporter and the supervisor.</summary>
    OneToOne,

    /// <summary>A supervisor and several supporters.</summary>
    Group,

    /// <summary>Supporters among themselves.</summary>
    CoReflection,
}

internal enum MeetingState
{
    Planned,

    /// <summary>It took place; whoever was there has it on record.</summary>
    Held,
}

/// <summary>
/// Supervision or co-reflection: its day, form, length and who was there. There is no place for anything that was said, and none for a time of
/// day (P-4.8). Ids are random, for one made of the clock would tell when it was written down.
/// </summary>
internal sealed class Meeting : Aggregate
{
    public const int ShortestMinutes = 5;
    public const int LongestMinutes = 8 * 60;
    public const int LargestGroup = 30;
    public const int CodeLength = 8;

    /// <summary>So many days after a co-reflection its code is still taken.</summary>
    public const int CodeDays = 14;

    /// <summary>Without letters and digits that look alike.</summary>
    private const string CodeAlphabet = "ABCDEFGHJKMNPQRSTUVWXYZ23456789";
    private const int FewestWhoReflect = 2;

    private Meeting()
    {
    }

    public Guid Id { get; private set; }

    public MeetingForm Form { get; private set; }

    public DateOnly Day { get; private set; }

    /// <summary>5 to 480.</summary>
    public int Minutes { get; private set; }

    /// <summary>The supervisor, who alone sees and changes it; of a co-reflection whoever began it.</summary>
    public Guid LedBy { get; private set; }

    public MeetingState State { get; private set; }

    /// <summary>By which others say that they were at a co-reflection; empty for supervision.</summary>
    public string Code { get; private set; } = "";

    public List<Attendee> People { get; private set; } = [];

    /// <summary>With what was checked by its use case.</summary>
    /// <param name="people">Of the supervisor's team; one of them, or a group.</param>
    public static Meeting Plan(Guid supervisor, MeetingForm form, DateOnly day, int minutes, IEnumerable<Guid> people) => new()
    {
        Id = Guid.NewGuid(),
        Form = form,
        Day = day,
        Minutes = minutes,
        LedBy = supervisor,
        People = [.. people.Select(p => new Attendee { MemberId = p })],
    };

    /// <summary>A co-reflection that took place, as one of those who were there says; it counts once a second person has said so.</summary>
    public static Meeting Reflect(Guid member, DateOnly day, int minutes) => new()
    {
        Id = Guid.NewGuid(),
        Form = MeetingForm.CoReflection,
        Day = day,
        Minutes = minutes,
        LedBy = member,
        Code = RandomNumberGenerator.GetString(CodeAlphabet, CodeLength),
        People = [new Attendee { MemberId = member, Attended = true }],
    };

    /// <summary>The supervisor's list: exactly these were there.</summary>
    public Refusal? Hold(IReadOnlySet<Guid> present, DateOnly today)
    {
        if (State == MeetingState.Held)
        {
            return new MeetingHeldAlready();
        }

        if (Day > today)
        {
            return new MeetingNotYet();
        }

        if (present.Count == 0)
        {
            return new NobodyWasThere();
        }

        if (present.Any(p => People.TrueForAll(a => a.MemberId != p)))
        {
            return new NotOfYourTeam("present");
        }

        People = [.. People.Select(a => new Attendee { MemberId = a.MemberId, Attended = present.Contains(a.MemberId) })];
        State = MeetingState.Held;
        return null;
    }

    /// <summary>Null when it may be erased: what took place stays.</summary>
    public Refusal? CallOff() => State == MeetingState.Held ? new MeetingHeldAlready() : null;

    /// <summary>Somebody says by the code that they were there too. A second time changes nothing.</summary>
    /// <param name="counts">Those for whom the meeting counts from now on: everybody at the second person, later only the new one.</param>
    public Refusal? Join(Guid member, DateOnly today, out IReadOnlyList<Guid> counts)
    {
        counts = [];
        if (today > Day.AddDays(CodeDays))
        {
            return new CodeOver();
        }

        if (People.Exists(a => a.MemberId == member))
        {
            return null;
        }

        People = [.. People, new Attendee { MemberId = member, Attended = true }];
        State = MeetingState.Held;
        counts = People.Count == FewestWhoReflect ? [.. People.Select(a => a.MemberId)] : [member];
        return null;
    }
}

internal sealed class Attendee
{
    public required Guid MemberId { get; init; }

    public bool Attended { get; init; }
}
