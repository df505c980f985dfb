using PeerPlatform.Contracts.Events;

namespace PeerPlatform.Reporting.Figures;

internal enum TurnOf
{
    /// <summary>Into the role of a supporter or out of it.</summary>
    Role,

    /// <summary>To qualified or to not.</summary>
    Qualification,
}

/// <summary>One turn of one person, as an event told it: the id, what turned, and when it counts. Never a name, and never why.</summary>
internal sealed class SupporterTurn
{
    private SupporterTurn()
    {
    }

    public Guid MemberId { get; private init; }

    public TurnOf What { get; private init; }

    /// <summary>Of two turns of the same kind the higher is the newer.</summary>
    public int Turn { get; private init; }

    /// <summary>True into the role, or to qualified.</summary>
    public bool Begins { get; private init; }

    /// <summary>The day in the agency's time zone; of what came too late for its quarter, the first day of the next quarter that was open.</summary>
    public DateOnly CountsOn { get; private init; }

    public static SupporterTurn Of(SupporterSelected happened) => Of(happened.MemberId, TurnOf.Role, happened.Turn, true, happened.SelectedOn);

    public static SupporterTurn Of(SupporterStoodDown happened) => Of(happened.MemberId, TurnOf.Role, happened.Turn, false, happened.StoodDownOn);

    public static SupporterTurn Of(SupporterQualified happened) => Of(happened.MemberId, TurnOf.Qualification, happened.Turn, true, happened.QualifiedOn);

    public static SupporterTurn Of(SupporterQualificationLapsed happened) =>
        Of(happened.MemberId, TurnOf.Qualification, happened.Turn, false, happened.LapsedOn);

    /// <summary>
    /// The turn as it counts when it is told on that day. Null when it changes nothing: it is known, or a newer one has counted
    /// in a quarter that is over.
    /// </summary>
    /// <param name="known">Of the same person.</param>
    public SupporterTurn? ToldOn(DateOnly today, IEnumerable<SupporterTurn> known)
    {
        var open = SettledQuarter.FirstOpen(today).First;
        return known.Any(k => k.MemberId == MemberId && k.What == What && (k.Turn == Turn || (k.Turn > Turn && k.CountsOn < open)))
            ? null
            : Of(MemberId, What, Turn, Begins, CountsOn < open ? open : CountsOn);
    }

    private static SupporterTurn Of(Guid member, TurnOf what, int turn, bool begins, DateOnly day) =>
        new() { MemberId = member, What = what, Turn = turn, Begins = begins, CountsOn = day };
}
