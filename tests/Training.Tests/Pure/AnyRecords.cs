using System.Collections.Immutable;
using PeerPlatform.Platform.Calendar;
using PeerPlatform.Platform.Texts;
using PeerPlatform.Training.Qualification;

namespace PeerPlatform.Training.Tests;

/// <summary>Rules, records and days of every shape, small enough that edges meet often; the same seed makes the same.</summary>
internal sealed class AnyRecords(int seed)
{
    private static readonly string[] Topics = ["a", "b", "c"];
    private static readonly DateOnly Begin = new(2023, 11, 1);
    private const int Span = 900;

    private readonly Random _random = new(seed);

    public DateOnly Day() => _random.Next(4) switch
    {
        0 => Quarter.Of(Begin.AddDays(_random.Next(Span))).First.AddDays(_random.Next(-1, 2)),
        1 => new DateOnly(2024, 2, 28).AddDays(_random.Next(3)),
        _ => Begin.AddDays(_random.Next(Span)),
    };

    public RuleBook Rules()
    {
        var name = new LocalText("name", "nombre");
        List<Requirement> requirements =
        [
            new TopicsCovered("topics", name, "test", [.. Topics.Take(_random.Next(1, 3))], _random.Next(3) == 0 ? _random.Next(1, 14) : null),
            new TopicsCovered("certificate", name, "test", ["c"], _random.Next(2) == 0 ? _random.Next(1, 14) : null),
            new LiveHoursInAll("live", name, "test", _random.Next(1, 8) * 30),
            new PolicyAttested("ethics", name, "test", "ethics"),
            new PolicyAttested("later", name, "test", "later", WhenPublished: true),
            new HoursEachQuarter("hours", name, "test", _random.Next(1, 5) * 60, 15),
            new MeetingsEachQuarter("meetings", name, "test", _random.Next(1, 3), [MeetingKind.Supervision]),
        ];
        // Few at a time, or hardly anybody would ever be qualified.
        return new RuleBook(
            "test",
            1,
            name,
            _random.Next(91),
            [.. requirements.Where(_ => _random.Next(3) == 0).DefaultIfEmpty(requirements[5])],
            [
                .. Enumerable.Range(1, _random.Next(1, 4)).Select(version => new PolicyVersion("ethics", version, version == 1 ? Begin.AddYears(-1) : Day())),
                .. Enumerable.Range(1, _random.Next(3)).Select(version => new PolicyVersion("later", version, Day())),
            ],
            Topics.ToDictionary(t => t, _ => name));
    }

    public SupporterRecord Record() => new(
        _random.Next(3) == 0 ? Day() : Begin.AddDays(-_random.Next(200)),
        [.. Many(14, Training)],
        [.. Many(2, Equivalence)],
        [.. Many(3, Attestation)],
        [.. Many(10, Meeting)],
        [.. Many(3, Leave)]);

    public CompletedTraining Training() => new(Day(), _random.Next(8) * 30, _random.Next(3) > 0, SomeTopics());

    public AcceptedEquivalence Equivalence()
    {
        var accepted = Day();
        return new(accepted, accepted.AddDays(-_random.Next(400)), _random.Next(4) * 30, SomeTopics());
    }

    public Attestation Attestation() => new(Day(), _random.Next(3) > 0 ? "ethics" : "later", _random.Next(1, 4));

    public AttendedMeeting Meeting() => new(Day(), _random.Next(3) > 0 ? MeetingKind.Supervision : MeetingKind.CoReflection);

    public Leave Leave()
    {
        var from = Day();
        return new(from, _random.Next(5) == 0 ? null : from.AddDays(_random.Next(250)));
    }

    /// <summary>The same record in another order.</summary>
    public SupporterRecord Shuffled(SupporterRecord record) => record with
    {
        Trainings = Shuffled(record.Trainings),
        Equivalences = Shuffled(record.Equivalences),
        Attestations = Shuffled(record.Attestations),
        Meetings = Shuffled(record.Meetings),
        Leaves = Shuffled(record.Leaves),
    };

    private ImmutableArray<T> Shuffled<T>(ImmutableArray<T> items)
    {
        var all = items.ToArray();
        _random.Shuffle(all);
        return [.. all];
    }

    private IEnumerable<T> Many<T>(int most, Func<T> make) => Enumerable.Range(0, _random.Next(most + 1)).Select(_ => make());

    private ImmutableArray<string> SomeTopics() => [.. Topics.Where(_ => _random.Next(2) == 0)];
}
