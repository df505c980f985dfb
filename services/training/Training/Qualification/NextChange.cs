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
        DateOnly? first = null;
        void May(DateOnly candidate)
        {
            if (candidate > day && !(first <= candidate))
            {
                first = candidate;
            }
        }

        May(record.JoinedOn);
        foreach (var training in record.Trainings)
        {
            May(training.CompletedOn);
        }

        foreach (var earlier in record.Equivalences)
        {
            May(earlier.AcceptedOn);
        }

        foreach (var attestation in record.Attestations)
        {
            May(attestation.AttestedOn);
        }

        foreach (var meeting in record.Meetings)
        {
            May(meeting.HeldOn);
        }

        foreach (var leave in record.Leaves)
        {
            May(leave.From);
        }

        foreach (var version in rules.Policies)
        {
            May(version.RequiredFrom);
        }

        foreach (var finding in standing.Findings)
        {
            if (finding.LapsesOn is { } lapses)
            {
                May(lapses);
            }
        }

        if (standing.LapsesOn is { } lapse)
        {
            May(lapse.AddDays(-rules.NoticeDays));
        }

        var quarter = Quarter.Of(day).Next.First;
        if (quarter <= settled)
        {
            May(quarter);
        }

        return first;
    }

    /// <summary>From this day on the turn of a quarter can take a standing away and never give one: every later quarter asks in full and nothing is on record for it.</summary>
    private static DateOnly Settled(SupporterRecord record)
    {
        var last = record.JoinedOn;
        void Until(DateOnly day) => last = day > last ? day : last;
        foreach (var training in record.Trainings)
        {
            Until(training.CompletedOn);
        }

        foreach (var meeting in record.Meetings)
        {
            Until(meeting.HeldOn);
        }

        foreach (var leave in record.Leaves)
        {
            Until(leave.Through ?? leave.From);
        }

        return Quarter.Of(last).Next.Next.First;
    }
}
