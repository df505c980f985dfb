using System.Diagnostics;
using System.Globalization;
using PeerPlatform.Training.Curriculum;
using PeerPlatform.Training.Qualification;
using PeerPlatform.Training.Tests;

namespace PeerPlatform.Bench;

/// <summary>The standing of 100,000 supporters with 40 records each at a date, on one core, slowest of three; and what the plain reference needs for some of them.</summary>
internal static class QualificationFigure
{
    private const int Supporters = 100_000;
    private const int ByReference = 200;
    private const int Rounds = 3;

    private static readonly DateOnly Day = new(2026, 11, 22);

    public static Task<IReadOnlyList<Figure>> MeasureAsync()
    {
        var rules = new ShippedRules().Of("us-ia")! with { Policies = [new("ethics-code", 1, new(2024, 1, 1)), new("ethics-code", 2, new(2027, 1, 15))] };
        var random = new Random(4);
        var people = Enumerable.Range(0, Supporters).Select(_ => Person(random)).ToArray();

        var slowest = TimeSpan.Zero;
        var standings = new Standing[Supporters];
        for (var round = 0; round < Rounds; round++)
        {
            var clock = Stopwatch.StartNew();
            for (var i = 0; i < Supporters; i++)
            {
                standings[i] = Standing.At(Day, people[i], rules);
            }

            slowest = clock.Elapsed > slowest ? clock.Elapsed : slowest;
        }

        var reference = Stopwatch.StartNew();
        for (var i = 0; i < ByReference; i++)
        {
            var (state, lapsesOn) = NaiveStanding.At(Day, people[i], rules);
            if ((state, lapsesOn) != (standings[i].State, standings[i].LapsesOn))
            {
                throw new InvalidOperationException($"Supporter {i}: {standings[i].State} until {standings[i].LapsesOn}, and by the reference {state} until {lapsesOn}.");
            }
        }

        var each = reference.Elapsed / ByReference;
        var times = each / (slowest / Supporters);
        var shares = string.Join(", ", Enum.GetValues<StandingState>().Select(s => string.Create(
            CultureInfo.InvariantCulture, $"{standings.Count(x => x.State == s) / (double)Supporters:P0} {s}")));
        return Task.FromResult<IReadOnlyList<Figure>>(
        [
            new Figure($"qualification of 100,000 supporters with 40 records each at a date, one core, slowest of three ({shares})", "≤ 5 s on two cores",
                string.Create(CultureInfo.InvariantCulture, $"{slowest.TotalSeconds:F2} s (asking day after day takes {times:N0} times as long: {each.TotalMilliseconds:F1} ms a supporter, {ByReference} of them, the same answers)"),
                slowest.TotalSeconds <= 5),
        ]);
    }

    /// <summary>Three years as a supporter: 24 trainings, 2 equivalences, 3 attestations, 10 meetings and a leave.</summary>
    private static SupporterRecord Person(Random random)
    {
        var joined = Day.AddDays(-random.Next(1_000, 1_200));
        DateOnly Since() => joined.AddDays(random.Next(Day.DayNumber - joined.DayNumber + 1));
        var topics = Topic.Shipped.Select(t => t.Code).ToArray();
        var leave = Since();
        return new SupporterRecord(
            joined,
            [
                .. Enumerable.Range(0, 4).Select(i => new CompletedTraining(joined.AddDays(i), 180, Live: true, [topics[i]])),
                .. Enumerable.Range(0, 20).Select(_ => new CompletedTraining(Since(), random.Next(1, 5) * 60, random.Next(2) == 0, [topics[random.Next(topics.Length)]])),
            ],
            [
                new AcceptedEquivalence(joined, joined.AddDays(-random.Next(700)), 60, ["mandated-reporting"]),
                new AcceptedEquivalence(Since(), joined.AddDays(-random.Next(700)), 60, ["boundaries"]),
            ],
            [new Attestation(joined, "ethics-code", 1), new Attestation(Since(), "confidentiality", 1), new Attestation(Since(), "emergency-protocol", 1)],
            [.. Enumerable.Range(0, 10).Select(_ => new AttendedMeeting(Since(), (MeetingKind)random.Next(2)))],
            [new Leave(leave, leave.AddDays(random.Next(60)))]);
    }
}
