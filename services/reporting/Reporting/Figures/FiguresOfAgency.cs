using PeerPlatform.Platform.Calendar;

namespace PeerPlatform.Reporting.Figures;

/// <summary>
/// What one agency's quarters come to. In which order turns were told, and how often, makes no difference as long as their quarter is open.
/// </summary>
/// <param name="kept">Quarters that are fixed and kept.</param>
/// <param name="turns">What is known of people since; at least the newest turn of everybody who counts.</param>
internal sealed class FiguresOfAgency(IReadOnlyCollection<QuarterFigures> kept, IReadOnlyCollection<SupporterTurn> turns)
{
    /// <summary>From the oldest to the one that runs; none before anything was told.</summary>
    public IReadOnlyList<QuarterFigures> All(DateOnly today) => [.. kept.OrderBy(k => k.From), .. NotKept(today)];

    /// <summary>Those that are fixed by now and are not kept yet, from the oldest.</summary>
    public IReadOnlyList<QuarterFigures> ToKeep(DateOnly today) => [.. NotKept(today).Where(q => Quarter.Of(q.From).IsFixed(today))];

    /// <summary>
    /// What no later figure needs once the quarter is kept: overtaken turns, and everything of people who count for nothing any more
    /// and of whom nothing was told for a whole quarter (so that what comes twice is known until then).
    /// </summary>
    public IReadOnlyList<SupporterTurn> NotNeededAfter(Quarter last) =>
    [
        .. turns.GroupBy(t => t.MemberId).SelectMany(person => IsForgotten(person, last)
            ? person
            : person.GroupBy(t => t.What).SelectMany(kind => Overtaken(kind, last))),
    ];

    private static bool IsForgotten(IEnumerable<SupporterTurn> person, Quarter last) =>
        person.All(t => t.CountsOn < last.First) && PersonAtEnd.Of(person).CountsForNothing;

    private static IEnumerable<SupporterTurn> Overtaken(IEnumerable<SupporterTurn> kind, Quarter last) =>
        kind.Where(t => t.CountsOn <= last.Last).OrderByDescending(t => t.Turn).Skip(1);

    private IEnumerable<QuarterFigures> NotKept(DateOnly today)
    {
        if (turns.Count == 0 && kept.Count == 0)
        {
            yield break;
        }

        var running = Quarter.Of(today);
        for (var quarter = FirstNotKept(); quarter.First <= running.First; quarter = quarter.Next)
        {
            yield return QuarterFigures.Of(quarter, turns);
        }
    }

    private Quarter FirstNotKept() =>
        kept.Count > 0 ? Quarter.Of(kept.Max(k => k.From)).Next : Quarter.Of(turns.Min(t => t.CountsOn));
}
