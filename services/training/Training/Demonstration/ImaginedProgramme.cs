using PeerPlatform.Platform.Calendar;
using PeerPlatform.Platform.Texts;
using PeerPlatform.Training.Agencies;
using PeerPlatform.Training.Policies;
using PeerPlatform.Training.Qualification;
using PeerPlatform.Training.Sessions;
using PeerPlatform.Training.Supporters;

namespace PeerPlatform.Training.Demonstration;

/// <summary>
/// Half a year of a programme that never was, ending today: sessions that are over and some to come, and supporters who stand differently:
/// ready, ready until the quarter ends, on the way, without the ethics code, at the very beginning.
/// </summary>
internal sealed class ImaginedProgramme
{
    private const int JoinedDaysAgo = 130;
    private static readonly TimeSpan Morning = TimeSpan.FromHours(9);
    private static readonly TimeSpan Evening = TimeSpan.FromHours(18);
    private readonly AgencyToday _today;
    private readonly IReadOnlyList<(Guid Id, string Name)> _people;
    private readonly List<Session> _sessions = [];
    private readonly Dictionary<Guid, SupporterRecord> _records;

    public ImaginedProgramme(AgencyToday today, IReadOnlyList<(Guid Id, string Name)> people)
    {
        _today = today;
        _people = people;
        _records = people.Index().ToDictionary(p => p.Item.Id, p => SupporterRecord.StartingOn(today.Today.AddDays(IsNew(p.Index) ? -1 : -JoinedDaysAgo)));
        HoldInitialTraining();
        HoldEachQuarter();
        Attest();
        PlanComing();
        Supporters = [.. people.Select(p => Supporter.Begin(p.Id, p.Name, _records[p.Id].JoinedOn, today))];
        foreach (var supporter in Supporters)
        {
            supporter.Change(_records[supporter.Id], today);
        }
    }

    public IReadOnlyList<Session> Sessions => _sessions;

    public IReadOnlyList<Supporter> Supporters { get; }

    /// <summary>A short one, in force for as long as the programme is imagined to exist.</summary>
    public static PolicyText EthicsCode(AgencyToday today, (Guid Id, string Name) publisher)
    {
        using var stream = typeof(ImaginedProgramme).Assembly.GetManifestResourceStream("demonstration/ethics-code.txt")!;
        using var reader = new StreamReader(stream);
        var since = today.Today.AddDays(-JoinedDaysAgo - 10);
        return new PolicyText
        {
            Policy = "ethics-code",
            Version = 1,
            RequiredFrom = since,
            Text = reader.ReadToEnd().Trim(),
            Language = Language.En,
            Changes = "",
            PublishedBy = publisher.Id,
            PublisherName = publisher.Name,
            PublishedOn = since,
        };
    }

    /// <summary>The last of every six has only begun.</summary>
    private static bool IsNew(int place) => place % 6 == 5;

    /// <summary>The one before has come to the first day only.</summary>
    private static bool IsOnTheWay(int place) => place % 6 == 4;

    private static bool HasNotAttested(int place) => place % 6 == 3;

    /// <summary>Has the quarter's hours still to do.</summary>
    private static bool MissesThisQuarter(int place) => place % 6 == 2;

    private void HoldInitialTraining()
    {
        Hold("The first day: what a peer is", -120, 360, live: true, ["values-and-ethics", "role-conflict"], place => !IsNew(place));
        Hold("The second day: our own stories, and what others' pain does", -113, 360, live: true, ["lived-experience", "vicarious-trauma"], place => !IsNew(place) && !IsOnTheWay(place));
        Hold("When the law asks for a report", -100, 90, live: false, ["mandated-reporting"], place => !IsNew(place) && !IsOnTheWay(place));
    }

    private void HoldEachQuarter()
    {
        var first = _today.Today.AddDays(-JoinedDaysAgo);
        for (var quarter = Quarter.Of(first); quarter <= Quarter.Of(_today.Today); quarter = quarter.Next)
        {
            var (from, through) = (quarter.First > first ? quarter.First : first, quarter.Last < _today.Today ? quarter.Last : _today.Today.AddDays(-1));
            if (from >= through)
            {
                continue;
            }

            var isThis = quarter == Quarter.Of(_today.Today);
            bool Comes(int place) => !IsNew(place) && !IsOnTheWay(place) && !(isThis && MissesThisQuarter(place));
            var middle = from.AddDays((through.DayNumber - from.DayNumber) / 2);
            Hold("Listening to a colleague", middle.DayNumber - _today.Today.DayNumber, 240, live: true, ["listening", "boundaries"], Comes);
            foreach (var (place, person) in _people.Index().Where(p => Comes(p.Index)))
            {
                Change(person.Id, r => r with { Meetings = r.Meetings.Add(new(middle, place % 2 == 0 ? MeetingKind.Supervision : MeetingKind.CoReflection)) });
            }
        }
    }

    private void Attest()
    {
        foreach (var (_, person) in _people.Index().Where(p => !IsNew(p.Index) && !HasNotAttested(p.Index)))
        {
            Change(person.Id, r => r with { Attestations = [new(_today.Today.AddDays(-110), "ethics-code", 1)] });
        }
    }

    private void PlanComing()
    {
        var full = Plan("Suicidal intensity: asking, staying, finding help together", 6, Evening, 120, seats: 2, live: true, ["suicidal-intensity"]);
        var open = Plan("The second day: our own stories, and what others' pain does", 13, Morning, 360, seats: 12, live: true, ["lived-experience", "vicarious-trauma"]);
        Plan("When the law asks for a report", 30, Morning, 90, seats: 200, live: false, ["mandated-reporting"]);
        foreach (var (place, person) in _people.Index())
        {
            if (place < 3)
            {
                full.Enrol(person.Id, person.Name, _today.Now);
            }
            else if (IsOnTheWay(place))
            {
                open.Enrol(person.Id, person.Name, _today.Now);
            }
        }
    }

    /// <summary>A session that is over, and on the record of those who came.</summary>
    private void Hold(string title, int day, int minutes, bool live, string[] topics, Func<int, bool> comes)
    {
        var session = Plan(title, day, Morning, minutes, seats: 24, live, topics);
        var present = _people.Index().Where(p => comes(p.Index)).Select(p => p.Item).Take(session.Seats).ToList();
        foreach (var (id, name) in present)
        {
            session.Enrol(id, name, session.StartsAt.AddDays(-1));
        }

        session.MarkAttendance(present.Select(p => p.Id).ToHashSet());
        var on = _today.Days.DayAt(session.EndsAt);
        session.Hold(session.EndsAt, on);
        foreach (var (id, _) in present)
        {
            Change(id, r => r with { Trainings = r.Trainings.Add(new(on, minutes, live, [.. topics], session.Id)) });
        }
    }

    private Session Plan(string title, int day, TimeSpan at, int minutes, int seats, bool live, string[] topics)
    {
        var starts = _today.Days.StartOf(_today.Today.AddDays(day)) + at;
        var session = Session.Plan(new SessionPlan(
            title, topics, live, starts, starts.AddMinutes(minutes), minutes, seats, "Ines Ferrer and Paul Adeyemi, a woman and a man",
            live ? "Training room, ground floor" : "", live ? "" : "https://training.example/at-your-own-pace",
            live ? [Accessibility.StepFree, Accessibility.QuietRoom] : [Accessibility.Captions]));
        _sessions.Add(session);
        return session;
    }

    private void Change(Guid person, Func<SupporterRecord, SupporterRecord> change) => _records[person] = change(_records[person]);
}
