namespace PeerPlatform.Training.Sessions;

/// <summary>One supporter at one session; those without a seat wait in the order of <see cref="Place"/>.</summary>
internal sealed class Enrolment
{
    public required Guid MemberId { get; init; }

    public required string Name { get; init; }

    /// <summary>Counts enrolments of the session from 1; who withdraws and comes back gets a new one.</summary>
    public required int Place { get; init; }

    public bool HasSeat { get; set; }

    public bool Attended { get; set; }

    /// <summary>Wrong codes at the door.</summary>
    public int WrongCodes { get; set; }
}
