using PeerPlatform.Platform.Calendar;
using PeerPlatform.Platform.Data;

namespace PeerPlatform.Reporting.Figures;

/// <summary>An agency's figures of one quarter (P-6.1). Kept once they are fixed; before that they are counted anew at each look.</summary>
internal sealed class QuarterFigures : IImmutableRow
{
    private QuarterFigures()
    {
    }

    /// <summary>The quarter's first day.</summary>
    public DateOnly From { get; private init; }

    /// <summary>People in the role at its end.</summary>
    public int Supporters { get; private init; }

    /// <summary>Those of them who were qualified then.</summary>
    public int QualifiedSupporters { get; private init; }

    /// <summary>People who were qualified at its end and of whose role nothing was ever told: supervisors, and supporters who came by an import or were chosen elsewhere.</summary>
    public int OthersQualified { get; private init; }

    /// <summary>Turns into the role in it.</summary>
    public int Selected { get; private init; }

    /// <summary>Turns out of the role in it, whatever the reason.</summary>
    public int StoodDown { get; private init; }

    public static QuarterFigures Of(Quarter quarter, IEnumerable<SupporterTurn> turns)
    {
        var until = turns.Where(t => t.CountsOn <= quarter.Last).ToList();
        var people = until.GroupBy(t => t.MemberId).Select(PersonAtEnd.Of).ToList();
        var moves = until.Where(t => t.What == TurnOf.Role && t.CountsOn >= quarter.First).ToList();
        return new QuarterFigures
        {
            From = quarter.First,
            Supporters = people.Count(p => p.InRole == true),
            QualifiedSupporters = people.Count(p => p is { InRole: true, Qualified: true }),
            OthersQualified = people.Count(p => p is { InRole: null, Qualified: true }),
            Selected = moves.Count(t => t.Begins),
            StoodDown = moves.Count(t => !t.Begins),
        };
    }
}

/// <param name="InRole">Null when nothing was ever told of the person's role.</param>
internal sealed record PersonAtEnd(bool? InRole, bool Qualified)
{
    public bool CountsForNothing => InRole != true && !Qualified;

    public static PersonAtEnd Of(IEnumerable<SupporterTurn> turnsOfPerson)
    {
        var newest = turnsOfPerson.GroupBy(t => t.What).ToDictionary(g => g.Key, g => g.MaxBy(t => t.Turn)!.Begins);
        return new PersonAtEnd(
            newest.TryGetValue(TurnOf.Role, out var inRole) ? inRole : null,
            newest.GetValueOrDefault(TurnOf.Qualification));
    }
}
