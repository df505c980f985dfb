using PeerPlatform.Platform.Calendar;

namespace PeerPlatform.Training.Qualification;

/// <summary>The next day on which a standing differs, so that a nightly look touches only the people of that day (P-4.7).</summary>
internal static class NextChange
{
    /// <summary>
    /// The first day after <paramref name="day"/> with another standing by what is on record now, later dates included; null when that day never comes.
    /// On all days before it the standing is the same.
    /// </summary>
    public static DateOnly? After(DateOnly day, SupporterRecord record, RuleBook rules)
    {
        var now = Standing.At(day, record, rules);
        var settled = Settled(record);
        var (at, standing) = (day, now);
        while (FirstPossible(at, standing, record, rules, settled) is { } next)
        {
            standing = Standing.At(next, record, rules);
            if (!standing.IsSameAs(now))
            {
                return next;
            }

            at = next;
        }

        return null;
    }

    /// <summary>The first later day on which something happens that a standing can depend on.</summary>
    private static DateOnly? FirstPossible(DateOnly day, Standing standing, SupporterRecord record, RuleBook rules, DateOnly settled)
    {
        var turn = Quarter.Of(day).Next.First;
        IEnumerable<DateOnly> possible =
        [
            record.JoinedOn,
            .. record.Trainings.Select(t => t.CompletedOn),
            .. record.Equivalences.Select(e => e.AcceptedOn),
            .. record.Attestations.Select(a => a.AttestedOn),
            .. record.Meetings.Select(m => m.HeldOn),
            .. record.Leaves.Select(l => l.From),
            .. rules.Policies.Select(v => v.RequiredFrom),
            .. standing.Findings.Select(f => f.LapsesOn).OfType<DateOnly>(),
            .. standing.LapsesOn is { } lapse ? [lapse.AddDays(-rules.NoticeDays)] : (DateOnly[])[],
            .. turn <= settled ? [turn] : (DateOnly[])[],
        ];
        return possible.Where(d => d > day).Cast<DateOnly?>().Min();
    }

    /// <summary>From this day on the turn of a quarter can take a standing away and never give one: every later quarter asks in full and nothing is on record for it.</summary>
    private static DateOnly Settled(SupporterRecord record)
    {
        IEnumerable<DateOnly> days =
        [
            record.JoinedOn,
            .. record.Trainings.Select(t => t.CompletedOn),
            .. record.Meetings.Select(m => m.HeldOn),
            .. record.Leaves.Select(l => l.Through ?? l.From),
        ];
        return Quarter.Of(days.Max()).Next.Next.First;
    }
}
