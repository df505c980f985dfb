using System.Collections.Immutable;
using System.Text.Json.Serialization;
using PeerPlatform.Platform.Calendar;

namespace PeerPlatform.Training.Qualification;

/// <summary>
/// Everything that decides whether a person may be asked for support (P-4.7). Every date is a day in the agency's time zone
/// (<see cref="AgencyDays"/>). The order inside a list means nothing.
/// </summary>
/// <param name="JoinedOn">The first day as a supporter; training of before counts, nothing is asked for the days of before.</param>
/// <param name="Equivalences">Training of before or elsewhere that the agency took as its own.</param>
/// <param name="Leaves">May overlap.</param>
internal sealed record SupporterRecord(
    DateOnly JoinedOn,
    ImmutableArray<CompletedTraining> Trainings,
    ImmutableArray<AcceptedEquivalence> Equivalences,
    ImmutableArray<Attestation> Attestations,
    ImmutableArray<AttendedMeeting> Meetings,
    ImmutableArray<Leave> Leaves)
{
    /// <summary>How many entries there are of any kind.</summary>
    [JsonIgnore]
    public int Count => Trainings.Length + Equivalences.Length + Attestations.Length + Meetings.Length + Leaves.Length;

    /// <summary>One meeting of a kind and a day counts once, whoever notes it.</summary>
    public SupporterRecord With(AttendedMeeting meeting) => Meetings.Contains(meeting) ? this : this with { Meetings = Meetings.Add(meeting) };

    /// <summary>A person of whom nothing is known but the first day.</summary>
    public static SupporterRecord StartingOn(DateOnly joinedOn) => new(joinedOn, [], [], [], [], []);
}

/// <summary>One training that was attended to its end (P-4.4).</summary>
/// <param name="Minutes">0 or more; a training may cover a topic and give no hours.</param>
/// <param name="Live">With others at the same time, in a room or online; not at one's own pace.</param>
/// <param name="Topics">Codes of the curriculum.</param>
/// <param name="SessionId">The session that gave it; it decides nothing.</param>
internal readonly record struct CompletedTraining(DateOnly CompletedOn, int Minutes, bool Live, ImmutableArray<string> Topics, Guid? SessionId = null);

/// <summary>Earlier training that counts for topics and for hours in all, never for a quarter's hours.</summary>
/// <param name="AcceptedOn">The day the agency said yes; it counts from then on.</param>
/// <param name="TrainedOn">The day of the training itself; what expires is counted from here.</param>
/// <param name="LiveMinutes">0 or more.</param>
internal readonly record struct AcceptedEquivalence(DateOnly AcceptedOn, DateOnly TrainedOn, int LiveMinutes, ImmutableArray<string> Topics);

/// <summary>A person's word to a version of a policy (P-1.6).</summary>
internal readonly record struct Attestation(DateOnly AttestedOn, string Policy, int Version);

/// <summary>Supervision or co-reflection that the person took part in; what was said is nowhere (P-4.8).</summary>
internal readonly record struct AttendedMeeting(DateOnly HeldOn, MeetingKind Kind);

/// <summary>Who meets (P-4.8).</summary>
internal enum MeetingKind
{
    /// <summary>With a supervisor, alone or in a group.</summary>
    Supervision,

    /// <summary>Among supporters.</summary>
    CoReflection,
}

/// <summary>Days on which nothing is asked. Known from its first day on.</summary>
/// <param name="Through">The last day; null while no end is known.</param>
internal readonly record struct Leave(DateOnly From, DateOnly? Through)
{
    public bool Covers(DateOnly day) => From <= day && (Through is not { } last || day <= last);
}
