using PeerPlatform.Platform.Calendar;
using PeerPlatform.Platform.Texts;

namespace PeerPlatform.Training.Qualification;

/// <summary>
/// An amount asked for in every calendar quarter. A quarter that has ended must have reached its amount, or must have been made up since;
/// the present one has until its end. Decision 0011 states the rule.
/// </summary>
/// <param name="Full">What a whole quarter asks for.</param>
/// <param name="Step">A part of a quarter asks for whole steps only, rounded down.</param>
internal readonly record struct QuarterlyAmount(int Full, int Step)
{
    /// <summary>As far ahead as anybody looks; beyond, nothing lapses.</summary>
    private const int QuartersAhead = 400;

    /// <summary>Pro rata: the full amount times the active days over the days of the quarter, rounded down to whole steps; 0 to <see cref="Full"/>.</summary>
    /// <param name="knownOn">Leaves that begin later are not known yet.</param>
    public int AskedIn(Quarter quarter, SupporterRecord record, DateOnly knownOn)
    {
        var active = ActiveDays(quarter, record, knownOn);
        return active == quarter.Days ? Full : Full * active / quarter.Days / Step * Step;
    }

    /// <param name="between">The person's amount from a day through a day.</param>
    public Finding Find(Requirement requirement, DateOnly day, SupporterRecord record, Func<DateOnly, DateOnly, int> between)
    {
        var present = Quarter.Of(day);
        if (LastAsked(present, record, day) is { } past)
        {
            var since = between(past.Quarter.First, day);
            if (since < past.Asked)
            {
                return new Finding(requirement, false, null, since, past.Asked, past.Quarter, []);
            }
        }

        var have = between(present.First, day);
        return new Finding(requirement, true, Lapse(present, have, record, day), have, AskedIn(present, record, day), present, []);
    }

    /// <summary>The latest ended quarter that asked for anything: leave pauses what is asked and wipes out nothing that was missed before.</summary>
    private (Quarter Quarter, int Asked)? LastAsked(Quarter present, SupporterRecord record, DateOnly knownOn)
    {
        var joined = Quarter.Of(record.JoinedOn);
        for (var quarter = present; quarter > joined;)
        {
            quarter = quarter.Previous;
            if (AskedIn(quarter, record, knownOn) is > 0 and var asked)
            {
                return (quarter, asked);
            }
        }

        return null;
    }

    /// <summary>The day after the first quarter, from the present one on, that ends with less than it asks for.</summary>
    private DateOnly? Lapse(Quarter present, int have, SupporterRecord record, DateOnly knownOn)
    {
        var quarter = present;
        for (var ahead = 0; ahead < QuartersAhead && quarter.Year < DateOnly.MaxValue.Year; ahead++, quarter = quarter.Next)
        {
            if (AskedIn(quarter, record, knownOn) > (ahead == 0 ? have : 0))
            {
                return quarter.Next.First;
            }
        }

        return null;
    }

    private static int ActiveDays(Quarter quarter, SupporterRecord record, DateOnly knownOn)
    {
        var (first, last) = (quarter.First, quarter.Last);
        if (record.JoinedOn > first)
        {
            first = record.JoinedOn;
        }

        var days = Math.Max(0, last.DayNumber - first.DayNumber + 1);
        if (days == 0 || !IsTouched(first, last, record, knownOn))
        {
            return days;
        }

        for (var day = first; day <= last; day = day.AddDays(1))
        {
            foreach (var leave in record.Leaves)
            {
                if (leave.From <= knownOn && leave.Covers(day))
                {
                    days--;
                    break;
                }
            }
        }

        return days;
    }

    private static bool IsTouched(DateOnly first, DateOnly last, SupporterRecord record, DateOnly knownOn)
    {
        foreach (var leave in record.Leaves)
        {
            if (leave.From <= knownOn && leave.From <= last && (leave.Through is not { } through || through >= first))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The quarter from its first to its last day.</summary>
    public static LocalText Name(Quarter quarter)
    {
        var (first, last) = (LocalText.Day(quarter.First), LocalText.Day(quarter.Last));
        return new($"{first.En} to {last.En}", $"del {first.Es} al {last.Es}");
    }
}
