using System.Globalization;
using System.Security.Cryptography;
using PeerPlatform.Platform.Data;
using PeerPlatform.Platform.Refusals;

namespace PeerPlatform.Training.Sessions;

internal enum SessionState
{
    /// <summary>Takes enrolments.</summary>
    Planned,

    /// <summary>Over; whoever attended has it on record.</summary>
    Held,

    CalledOff,
}

/// <summary>What helps people to come (P-4.3).</summary>
internal enum Accessibility
{
    StepFree,
    Captions,
    SignLanguage,
    QuietRoom,
    ByPhone,
}

/// <summary>A training that supporters can come to, or do at their own pace until a day (P-4.3, P-4.4).</summary>
internal sealed class Session : Aggregate
{
    public const int MostSeats = 500;
    public const int LongestMinutes = 24 * 60;
    private const int MostWrongCodes = 5;
    private static readonly TimeSpan DoorOpensBefore = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan DoorClosesAfter = TimeSpan.FromMinutes(30);

    private Session()
    {
    }

    public Guid Id { get; private set; }

    public string Title { get; private set; } = "";

    public List<string> Topics { get; private set; } = [];

    /// <summary>With others at the same time; otherwise at one's own pace until <see cref="EndsAt"/>.</summary>
    public bool Live { get; private set; }

    public DateTimeOffset StartsAt { get; private set; }

    public DateTimeOffset EndsAt { get; private set; }

    /// <summary>What it gives on record, 1 to 1,440; breaks may make it less than it lasts.</summary>
    public int Minutes { get; private set; }

    public int Seats { get; private set; }

    /// <summary>Who leads it, in words that let somebody avoid it without having to say why.</summary>
    public string LedBy { get; private set; } = "";

    /// <summary>A room, or how to get in online.</summary>
    public string Place { get; private set; } = "";

    /// <summary>An https address; empty without one.</summary>
    public string Link { get; private set; } = "";

    public List<Accessibility> Accessibility { get; private set; } = [];

    public SessionState State { get; private set; }

    /// <summary>The day of those who attended; null until it is over.</summary>
    public DateOnly? HeldOn { get; private set; }

    /// <summary>Six digits, shown by the trainer at the door.</summary>
    public string DoorCode { get; private set; } = "";

    /// <summary>The place that the next enrolment gets.</summary>
    public int NextPlace { get; private set; } = 1;

    public List<Enrolment> Enrolments { get; private set; } = [];

    public int FreeSeats => Math.Max(0, Seats - Enrolments.Count(e => e.HasSeat));

    public int Waiting => Enrolments.Count(e => !e.HasSeat);

    /// <summary>A new session, with what was checked by its use case.</summary>
    public static Session Plan(SessionPlan plan) => new()
    {
        Id = Guid.CreateVersion7(),
        Title = plan.Title,
        Topics = [.. plan.Topics],
        Live = plan.Live,
        StartsAt = plan.StartsAt,
        EndsAt = plan.EndsAt,
        Minutes = plan.Minutes,
        Seats = plan.Seats,
        LedBy = plan.LedBy,
        Place = plan.Place,
        Link = plan.Link,
        Accessibility = [.. plan.Accessibility],
        DoorCode = RandomNumberGenerator.GetInt32(1_000_000).ToString("D6", CultureInfo.InvariantCulture),
    };

    /// <summary>Gives a seat, or a place on the waiting list. A second time changes nothing.</summary>
    public Refusal? Enrol(Guid member, string name, DateTimeOffset now)
    {
        if (Closed(now) is { } refusal)
        {
            return refusal;
        }

        if (Of(member) is null)
        {
            Enrolments = [.. Enrolments, new Enrolment { MemberId = member, Name = name, Place = NextPlace++, HasSeat = FreeSeats > 0 }];
        }

        return null;
    }

    /// <summary>Gives the seat back; whoever waits longest has it at once.</summary>
    public Refusal? Withdraw(Guid member, DateTimeOffset now)
    {
        if (Closed(now) is { } refusal)
        {
            return refusal;
        }

        if (Of(member) is not { } mine)
        {
            return new NotEnrolled();
        }

        Enrolments = [.. Enrolments.Where(e => e != mine)];
        MoveUp();
        return null;
    }

    /// <summary>More seats let people in from the waiting list; fewer than are taken are refused, for nobody loses a seat.</summary>
    public Refusal? ChangeSeats(int seats)
    {
        if (State != SessionState.Planned)
        {
            return new SessionOver();
        }

        if (seats < Enrolments.Count(e => e.HasSeat))
        {
            return new SeatsTaken(Enrolments.Count(e => e.HasSeat));
        }

        Seats = seats;
        MoveUp();
        return null;
    }

    /// <summary>The supporter types the code that the trainer shows: from half an hour before the beginning to half an hour after the end.</summary>
    public Refusal? CheckIn(Guid member, string code, DateTimeOffset now)
    {
        if (Of(member) is not { HasSeat: true } mine)
        {
            return new NotEnrolled();
        }

        if (State != SessionState.Planned || now < StartsAt - DoorOpensBefore || now > EndsAt + DoorClosesAfter)
        {
            return new DoorClosed();
        }

        if (mine.WrongCodes >= MostWrongCodes)
        {
            return new TooManyWrongCodes();
        }

        if (code != DoorCode)
        {
            Replace(mine, wrongCodes: mine.WrongCodes + 1, attended: mine.Attended);
            return new WrongCode();
        }

        Replace(mine, mine.WrongCodes, attended: true);
        return null;
    }

    /// <summary>The trainer's list: exactly these were there. Somebody who waited and came is given a seat.</summary>
    public Refusal? MarkAttendance(IReadOnlySet<Guid> present)
    {
        if (State != SessionState.Planned)
        {
            return new SessionOver();
        }

        if (present.Any(member => Of(member) is null))
        {
            return new StrangerOnList();
        }

        Enrolments = [.. Enrolments.Select(e => Copy(e, e.HasSeat || present.Contains(e.MemberId), e.WrongCodes, present.Contains(e.MemberId)))];
        Seats = Math.Max(Seats, Enrolments.Count(e => e.HasSeat));
        return null;
    }

    /// <summary>The session is over; the use case puts it on the record of those who attended, in the same commit.</summary>
    /// <param name="endedOn">The day on which it ended where the agency is.</param>
    public Refusal? Hold(DateTimeOffset now, DateOnly endedOn)
    {
        if (State != SessionState.Planned)
        {
            return new SessionOver();
        }

        if (now < StartsAt)
        {
            return new NotBegun();
        }

        State = SessionState.Held;
        HeldOn = endedOn;
        return null;
    }

    public Refusal? CallOff()
    {
        if (State != SessionState.Planned)
        {
            return new SessionOver();
        }

        State = SessionState.CalledOff;
        return null;
    }

    public Enrolment? Of(Guid member) => Enrolments.FirstOrDefault(e => e.MemberId == member);

    private Refusal? Closed(DateTimeOffset now) =>
        State != SessionState.Planned ? new SessionOver() : now >= (Live ? StartsAt : EndsAt) ? new EnrolmentOver() : null;

    private void MoveUp()
    {
        var free = FreeSeats;
        var next = Enrolments.Where(e => !e.HasSeat).OrderBy(e => e.Place).Take(free).Select(e => e.MemberId).ToHashSet();
        Enrolments = [.. Enrolments.Select(e => Copy(e, e.HasSeat || next.Contains(e.MemberId), e.WrongCodes, e.Attended))];
    }

    private void Replace(Enrolment one, int wrongCodes, bool attended) =>
        Enrolments = [.. Enrolments.Select(e => e == one ? Copy(e, e.HasSeat, wrongCodes, attended) : e)];

    private static Enrolment Copy(Enrolment e, bool hasSeat, int wrongCodes, bool attended) =>
        new() { MemberId = e.MemberId, Name = e.Name, Place = e.Place, HasSeat = hasSeat, WrongCodes = wrongCodes, Attended = attended };
}

/// <summary>What a trainer asks for, checked.</summary>
internal sealed record SessionPlan(
    string Title,
    IReadOnlyList<string> Topics,
    bool Live,
    DateTimeOffset StartsAt,
    DateTimeOffset EndsAt,
    int Minutes,
    int Seats,
    string LedBy,
    string Place,
    string Link,
    IReadOnlyList<Accessibility> Accessibility);
