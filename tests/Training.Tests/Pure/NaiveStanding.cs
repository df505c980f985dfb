using PeerPlatform.Training.Qualification;

namespace PeerPlatform.Training.Tests;

/// <summary>
/// The rules of decision 0011 once more, as slow and as plain as can be: each requirement is asked "is it met on this day?", and when it lapses
/// is found by asking day after day. Shares no arithmetic with what it checks.
/// </summary>
internal static class NaiveStanding
{
    private const int DaysAhead = 1_500;

    public static (StandingState State, DateOnly? LapsesOn) At(DateOnly day, SupporterRecord record, RuleBook rules)
    {
        if (day < record.JoinedOn)
        {
            return (StandingState.NotQualified, null);
        }

        var known = KnownOn(day, record);
        if (!rules.Requirements.All(r => IsMet(r, day, known, rules)))
        {
            return (StandingState.NotQualified, null);
        }

        DateOnly? lapses = Enumerable.Range(1, DaysAhead)
            .Select(day.AddDays)
            .Where(later => !rules.Requirements.All(r => IsMet(r, later, known, rules)))
            .Select(later => (DateOnly?)later)
            .FirstOrDefault();
        return lapses is { } on && on <= day.AddDays(rules.NoticeDays) ? (StandingState.Lapsing, on) : (StandingState.Qualified, lapses);
    }

    /// <summary>The record without anything that is dated after the day.</summary>
    public static SupporterRecord KnownOn(DateOnly day, SupporterRecord record) => record with
    {
        Trainings = [.. record.Trainings.Where(t => t.CompletedOn <= day)],
        Equivalences = [.. record.Equivalences.Where(e => e.AcceptedOn <= day)],
        Attestations = [.. record.Attestations.Where(a => a.AttestedOn <= day)],
        Meetings = [.. record.Meetings.Where(m => m.HeldOn <= day)],
        Leaves = [.. record.Leaves.Where(l => l.From <= day)],
    };

    private static bool IsMet(Requirement requirement, DateOnly day, SupporterRecord record, RuleBook rules) => requirement switch
    {
        TopicsCovered topics => topics.Topics.All(topic =>
            record.Trainings.Where(t => t.Topics.Contains(topic)).Select(t => t.CompletedOn)
                .Concat(record.Equivalences.Where(e => e.Topics.Contains(topic)).Select(e => e.TrainedOn))
                .Any(on => topics.ValidMonths is not { } months || day <= on.AddMonths(months))),
        LiveHoursInAll hours =>
            record.Trainings.Where(t => t.Live).Sum(t => t.Minutes) + record.Equivalences.Sum(e => e.LiveMinutes) >= hours.Minutes,
        PolicyAttested { WhenPublished: true } policy when !rules.Policies.Any(v => v.Policy == policy.Policy && v.RequiredFrom <= day) => true,
        PolicyAttested policy => rules.Policies.Where(v => v.Policy == policy.Policy && v.RequiredFrom <= day).Select(v => v.Version).DefaultIfEmpty().Max() is > 0 and var asked
            && record.Attestations.Any(a => a.Policy == policy.Policy && a.Version >= asked),
        HoursEachQuarter hours => Quarterly(
            hours.Minutes, hours.StepMinutes, day, record, from => record.Trainings.Where(t => t.CompletedOn >= from).Sum(t => t.Minutes)),
        MeetingsEachQuarter meetings => Quarterly(
            meetings.Meetings, 1, day, record, from => record.Meetings.Count(m => m.HeldOn >= from && meetings.Kinds.Contains(m.Kind))),
        _ => throw new NotSupportedException($"Say here what {requirement} means."),
    };

    private static bool Quarterly(int full, int step, DateOnly day, SupporterRecord record, Func<DateOnly, int> since)
    {
        var first = new DateOnly(day.Year, (day.Month - 1) / 3 * 3 + 1, 1);
        while (first > record.JoinedOn)
        {
            var days = Enumerable.Range(1, first.DayNumber - first.AddMonths(-3).DayNumber).Select(back => first.AddDays(-back)).ToList();
            var active = days.Count(d => d >= record.JoinedOn && !record.Leaves.Any(l => l.From <= d && d <= (l.Through ?? DateOnly.MaxValue)));
            var asked = (int)Math.Floor((decimal)full * active / days.Count / step) * step;
            first = first.AddMonths(-3);
            if (asked > 0)
            {
                return since(first) >= asked;
            }
        }

        return true;
    }
}
