using PeerPlatform.Contracts.Events;
using PeerPlatform.Platform.Data;
using PeerPlatform.Platform.Refusals;
using PeerPlatform.Training.Agencies;
using PeerPlatform.Training.Qualification;
using PeerPlatform.Training.Supervision;

namespace PeerPlatform.Training.Supporters;

/// <summary>A person who supports others or prepares to, with what they have done and their standing as it was last looked at (P-4.7).</summary>
internal sealed class Supporter : Aggregate
{
    private Supporter()
    {
    }

    /// <summary>The member's id.</summary>
    public Guid Id { get; private set; }

    public Guid AgencyId { get; private set; }

    public Guid NetworkId { get; private set; }

    public string Name { get; private set; } = "";

    public SupporterRecord Record { get; private set; } = SupporterRecord.StartingOn(DateOnly.MinValue);

    public StandingState State { get; private set; }

    /// <summary>The first day on which the person is no longer qualified if nothing is added.</summary>
    public DateOnly? LapsesOn { get; private set; }

    /// <summary>When the standing can differ next; null when only something new can change it.</summary>
    public DateTimeOffset? LookAgainAt { get; private set; }

    /// <summary>Counts the turns between qualified and not, from 0; of two events the higher is the newer.</summary>
    public int Turn { get; private set; }

    /// <summary>Looks after supporters, and takes the same training as they (P-4.9).</summary>
    public bool Supervises { get; private set; }

    /// <summary>Who looks after this person: sees the standing and records supervision, and nobody else's supervisor does (P-4.8).</summary>
    public Guid? SupervisorId { get; private set; }

    /// <summary>The day on which the role ended; null while they have it. Without it nothing is asked, and nothing makes them qualified.</summary>
    public DateOnly? StoodDownOn { get; private set; }

    /// <summary>Of what recruitment said last of the role; an older word that arrives late is not listened to. 0 for somebody of whom it said nothing.</summary>
    public int RoleTurn { get; private set; }

    /// <summary>Somebody who begins on a day, with nothing on record.</summary>
    public static Supporter Begin(Guid member, string name, DateOnly joinedOn, AgencyToday today)
    {
        var supporter = new Supporter { Id = member, AgencyId = today.Agency.AgencyId, NetworkId = today.Agency.NetworkId, Name = name };
        supporter.Change(SupporterRecord.StartingOn(joinedOn), today);
        return supporter;
    }

    /// <summary>Takes over what is on record now and looks at the standing at once.</summary>
    public void Change(SupporterRecord record, AgencyToday today)
    {
        Record = record;
        LookAgain(today);
    }

    public void Attend(AttendedMeeting meeting, AgencyToday today) => Change(Record.With(meeting), today);

    /// <param name="team">How many people this person looks after now: a team is handed over before its supervisor stops.</param>
    public Refusal? LetSupervise(bool supervises, int team)
    {
        if (!supervises && team > 0)
        {
            return new TeamNotHandedOver(team);
        }

        Supervises = supervises;
        return null;
    }

    /// <param name="supervisor">Null for nobody.</param>
    public Refusal? PutUnder(Supporter? supervisor)
    {
        if (supervisor is not null
            && (supervisor.Id == Id ? new OwnSupervisor() : !supervisor.Supervises ? new NotASupervisor() : supervisor.SupervisorId == Id ? new EachOtherSupervisor() : (Refusal?)null) is { } refusal)
        {
            return refusal;
        }

        SupervisorId = supervisor?.Id;
        return null;
    }

    /// <summary>The role is theirs, for the first time or again; what was on record before counts.</summary>
    public void TakeUp(int roleTurn, AgencyToday today)
    {
        if (roleTurn > RoleTurn)
        {
            (RoleTurn, StoodDownOn) = (roleTurn, null);
            LookAgain(today);
        }
    }

    /// <summary>The role ended: from this moment on they are not qualified, whatever is on record.</summary>
    public void StandDown(DateOnly on, int roleTurn, AgencyToday today)
    {
        if (roleTurn > RoleTurn)
        {
            (RoleTurn, StoodDownOn, Supervises, SupervisorId) = (roleTurn, on, false, null);
            LookAgain(today);
        }
    }

    /// <summary>Brings the standing up to today; whoever else must know hears of it when qualified has turned to not, or the other way.</summary>
    public void LookAgain(AgencyToday today)
    {
        var standing = Standing.At(today.Today, Record, today.Rules);
        var was = State != StandingState.NotQualified;
        (State, LapsesOn) = StoodDownOn is null ? (standing.State, standing.LapsesOn) : (StandingState.NotQualified, null);
        LookAgainAt = StoodDownOn is null && NextChange.After(today.Today, Record, today.Rules) is { } next ? today.Days.StartOf(next) : null;
        var isNow = State != StandingState.NotQualified;
        if (was != isNow)
        {
            Turn++;
            Raise(isNow
                ? new SupporterQualified(AgencyId, NetworkId, Id, today.Today, Turn)
                : new SupporterQualificationLapsed(AgencyId, NetworkId, Id, today.Today, Turn));
        }
    }
}

internal sealed record NotASupporter() : Refusal(
    RefusalKind.NotFound, "You are not on the list of supporters yet.", Remedy: "Ask your programme coordinator to add you.");

internal sealed record SupporterUnknown() : Refusal(
    RefusalKind.NotFound, "There is no such supporter here.", Remedy: "Go back to the list of supporters and choose one there.");
