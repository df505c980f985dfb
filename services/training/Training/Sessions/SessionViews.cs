using PeerPlatform.Platform.Texts;
using PeerPlatform.Training.Agencies;

namespace PeerPlatform.Training.Sessions;

/// <summary>A session as everybody who may come sees it; nobody sees who else comes.</summary>
/// <param name="StartsAt">In the agency's time zone.</param>
/// <param name="Mine">Null without an enrolment of one's own; otherwise <c>seat</c>, <c>waiting</c> or <c>attended</c>.</param>
/// <param name="WaitingBefore">How many wait before the signed-in person; null unless they wait.</param>
internal sealed record OfferedSession(
    Guid Id,
    string Title,
    string[] Topics,
    bool Live,
    DateTimeOffset StartsAt,
    DateTimeOffset EndsAt,
    int Minutes,
    int FreeSeats,
    int Waiting,
    string LedBy,
    string Place,
    string? Link,
    Accessibility[] Accessibility,
    SessionState State,
    string? Mine,
    int? WaitingBefore)
{
    public static OfferedSession Of(Session session, Guid member, AgencyToday today, Language language)
    {
        var mine = session.Of(member);
        return new OfferedSession(
            session.Id,
            session.Title,
            [.. session.Topics.Select(t => today.Rules.TopicName(t).In(language))],
            session.Live,
            today.Days.Local(session.StartsAt),
            today.Days.Local(session.EndsAt),
            session.Minutes,
            session.FreeSeats,
            session.Waiting,
            session.LedBy,
            session.Place,
            // The way in is for those who come.
            mine is { HasSeat: true } && session.Link.Length > 0 ? session.Link : null,
            [.. session.Accessibility],
            session.State,
            mine switch { null => null, { Attended: true } => "attended", { HasSeat: true } => "seat", _ => "waiting" },
            mine is { HasSeat: false } ? session.Enrolments.Count(e => !e.HasSeat && e.Place < mine.Place) : null);
    }
}

/// <summary>A session as whoever leads or runs it sees it.</summary>
/// <param name="DoorCode">Six digits to show at the door.</param>
/// <param name="People">Those with a seat first, then those who wait, each in the order in which they enrolled.</param>
internal sealed record SessionForTrainer(
    Guid Id,
    string Title,
    string[] Topics,
    bool Live,
    DateTimeOffset StartsAt,
    DateTimeOffset EndsAt,
    int Minutes,
    int Seats,
    int FreeSeats,
    int Waiting,
    string LedBy,
    string Place,
    string Link,
    Accessibility[] Accessibility,
    SessionState State,
    string DoorCode,
    EnrolledPerson[] People)
{
    public static SessionForTrainer Of(Session session, AgencyToday today, Language language) => new(
        session.Id,
        session.Title,
        [.. session.Topics.Select(t => today.Rules.TopicName(t).In(language))],
        session.Live,
        today.Days.Local(session.StartsAt),
        today.Days.Local(session.EndsAt),
        session.Minutes,
        session.Seats,
        session.FreeSeats,
        session.Waiting,
        session.LedBy,
        session.Place,
        session.Link,
        [.. session.Accessibility],
        session.State,
        session.DoorCode,
        [.. session.Enrolments.OrderByDescending(e => e.HasSeat).ThenBy(e => e.Place).Select(e => new EnrolledPerson(e.MemberId, e.Name, e.HasSeat, e.Attended))]);
}

internal sealed record EnrolledPerson(Guid MemberId, string Name, bool HasSeat, bool Attended);
