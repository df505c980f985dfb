using PeerPlatform.Platform.Calendar;
using PeerPlatform.Training.Qualification;

namespace PeerPlatform.Training.Tests;

/// <summary>What must hold whatever the rules, the record and the day (P-4.7).</summary>
public sealed class QualificationLawsTests
{
    private const int Rounds = 5_000;
    private const int SlowRounds = 800;

    [Fact]
    public void The_answer_is_that_of_asking_day_after_day()
    {
        var seen = new Dictionary<StandingState, int>();
        for (var seed = 0; seed < SlowRounds; seed++)
        {
            var any = new AnyRecords(seed);
            var (rules, record, day) = (any.Rules(), any.Record(), any.Day());

            var standing = Standing.At(day, record, rules);

            var (state, lapsesOn) = NaiveStanding.At(day, record, rules);
            Assert.True((state, lapsesOn) == (standing.State, standing.LapsesOn), $"seed {seed}: {standing.State} until {standing.LapsesOn}, and day after day {state} until {lapsesOn}");
            seen[state] = seen.GetValueOrDefault(state) + 1;
        }

        Assert.All(Enum.GetValues<StandingState>(), state => Assert.True(seen.GetValueOrDefault(state) >= 10, $"too few are {state} to say anything: {seen.GetValueOrDefault(state)}"));
    }

    [Fact]
    public void More_training_never_makes_less_qualified()
    {
        for (var seed = 0; seed < Rounds; seed++)
        {
            var any = new AnyRecords(seed);
            var (rules, record, day) = (any.Rules(), any.Record(), any.Day());
            var more = (seed % 4) switch
            {
                0 => record with { Trainings = record.Trainings.Add(any.Training()) },
                1 => record with { Equivalences = record.Equivalences.Add(any.Equivalence()) },
                2 => record with { Attestations = record.Attestations.Add(any.Attestation()) },
                _ => record with { Meetings = record.Meetings.Add(any.Meeting()) },
            };

            var (less, moreOf) = (Standing.At(day, record, rules), Standing.At(day, more, rules));

            Assert.True(moreOf.State >= less.State, $"seed {seed}: {less.State} has become {moreOf.State}");
            Assert.All(less.Findings, first =>
            {
                var second = moreOf.Findings.Single(f => f.Requirement.Code == first.Requirement.Code);
                Assert.True(second.IsMet || !first.IsMet, $"seed {seed}: {first.Requirement.Code} is no longer met");
                Assert.True(
                    !first.IsMet || second.LapsesOn is null || second.LapsesOn >= first.LapsesOn,
                    $"seed {seed}: {first.Requirement.Code} lapses earlier, {second.LapsesOn} and not {first.LapsesOn}");
            });
        }
    }

    [Fact]
    public void The_order_of_records_changes_nothing()
    {
        for (var seed = 0; seed < Rounds; seed++)
        {
            var any = new AnyRecords(seed);
            var (rules, record, day) = (any.Rules(), any.Record(), any.Day());

            Assert.True(
                Said(day, record, rules) == Said(day, any.Shuffled(record), rules),
                $"seed {seed}: another order says something else");
        }
    }

    [Fact]
    public void A_record_dated_after_the_day_changes_nothing()
    {
        for (var seed = 0; seed < Rounds; seed++)
        {
            var any = new AnyRecords(seed);
            var (rules, record, day) = (any.Rules(), any.Record(), any.Day());

            Assert.True(
                Said(day, record, rules) == Said(day, NaiveStanding.KnownOn(day, record), rules),
                $"seed {seed}: what comes after {day} is told already");
        }
    }

    [Fact]
    public void The_next_change_is_the_first_day_with_another_standing()
    {
        var changes = 0;
        for (var seed = 0; seed < SlowRounds; seed++)
        {
            var any = new AnyRecords(seed);
            var (rules, record, day) = (any.Rules(), any.Record(), any.Day());

            var next = NextChange.After(day, record, rules);

            var now = Standing.At(day, record, rules);
            var first = Enumerable.Range(1, 1_400).Select(day.AddDays).Where(later => !Standing.At(later, record, rules).IsSameAs(now)).Select(d => (DateOnly?)d).FirstOrDefault();
            Assert.True(next == first, $"seed {seed}: from {day} it says {next}, and looking every day finds {first}");
            changes += next is null ? 0 : 1;
        }

        Assert.True(changes > SlowRounds / 4, "too few change to say anything");
    }

    [Fact]
    public void A_part_of_a_quarter_never_asks_more_than_the_whole_and_fewer_days_never_more()
    {
        for (var seed = 0; seed < Rounds; seed++)
        {
            var any = new AnyRecords(seed);
            var (record, day) = (any.Record(), any.Day());
            var amount = new QuarterlyAmount(240, 15);
            var quarter = Quarter.Of(day);

            var asked = amount.AskedIn(quarter, record, day);

            Assert.True(asked is >= 0 and <= 240 && asked % 15 == 0, $"seed {seed}: {asked} minutes");
            Assert.True(amount.AskedIn(quarter, record with { JoinedOn = record.JoinedOn.AddDays(1) }, day) <= asked, $"seed {seed}: joining later asks more");
            Assert.True(amount.AskedIn(quarter, record with { Leaves = record.Leaves.Add(any.Leave()) }, day) <= asked, $"seed {seed}: leave asks more");
        }
    }

    private static string Said(DateOnly day, SupporterRecord record, RuleBook rules)
    {
        var standing = Standing.At(day, record, rules);
        return string.Join('\n', standing.Findings.Select(f => f.Requirement.Explain(f, rules)).Prepend(standing.Summary()).Select(t => $"{t.En} {t.Es}"));
    }
}
