using System.Globalization;
using PeerPlatform.Contracts.Events;
using PeerPlatform.Platform.Calendar;
using PeerPlatform.Reporting.Figures;

namespace PeerPlatform.Reporting.Tests;

public sealed class FigureRulesTests
{
    private static readonly Guid Agency = Guid.CreateVersion7();
    private static readonly Guid Network = Guid.CreateVersion7();
    private static readonly DateOnly InSpring = new(2026, 5, 10);

    private readonly List<SupporterTurn> _turns = [];
    private readonly List<QuarterFigures> _kept = [];

    [Fact]
    public void Somebody_in_the_role_is_counted_and_qualified_only_while_both_hold()
    {
        var (sam, alex, lee) = (Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());
        Tell(InSpring, Selected(sam, InSpring, 1), Selected(alex, InSpring, 1), Selected(lee, InSpring, 1));
        Tell(InSpring, Qualified(sam, InSpring, 1), Qualified(alex, InSpring, 1), Lapsed(alex, InSpring, 2), Qualified(lee, InSpring, 1));
        Tell(InSpring, StoodDown(lee, InSpring, 2));

        Assert.Equal((2, 1, 0, 3, 1), Figures(InSpring).Single());
    }

    [Fact]
    public void Whoever_is_qualified_without_ever_having_been_selected_is_counted_apart()
    {
        Tell(InSpring, Qualified(Guid.NewGuid(), InSpring, 1));

        Assert.Equal((0, 0, 1, 0, 0), Figures(InSpring).Single());
    }

    [Fact]
    public void A_quarter_in_which_nothing_happened_says_who_is_still_there()
    {
        Tell(InSpring, Selected(Guid.NewGuid(), InSpring, 1));

        Assert.Equal([(1, 0, 0, 1, 0), (1, 0, 0, 0, 0), (1, 0, 0, 0, 0)], Figures(InSpring.AddMonths(6)));
    }

    [Fact]
    public void Before_anything_was_told_there_is_no_quarter() => Assert.Empty(Figures(InSpring));

    [Theory]
    [InlineData("2026-06-30", "2026-Q2")]
    [InlineData("2026-07-01", "2026-Q2")]
    [InlineData("2026-07-03", "2026-Q2")]
    [InlineData("2026-07-04", "2026-Q3")]
    [InlineData("2027-01-02", "2026-Q4")]
    [InlineData("2027-01-04", "2027-Q1")]
    public void Word_of_a_quarter_is_taken_in_until_three_days_after_it(string today, string open) =>
        Assert.Equal(open, SettledQuarter.FirstOpen(DateOnly.Parse(today, CultureInfo.InvariantCulture)).ToString());

    [Theory]
    [InlineData("2026-07-04", false)]
    [InlineData("2026-07-05", true)]
    public void A_quarter_is_fixed_a_day_after_the_last_word_that_it_takes_in(string today, bool isFixed) =>
        Assert.Equal(isFixed, Quarter.Of(InSpring).IsFixed(DateOnly.Parse(today, CultureInfo.InvariantCulture)));

    [Fact]
    public void What_comes_too_late_counts_in_the_next_quarter_and_changes_no_fixed_one()
    {
        var (sam, alex) = (Guid.NewGuid(), Guid.NewGuid());
        var later = new DateOnly(2026, 8, 1);
        Tell(InSpring, Selected(sam, InSpring, 1));
        var before = Figures(later)[0];

        Tell(later, Selected(alex, InSpring, 1), StoodDown(sam, InSpring, 2));

        Assert.Equal([before, (1, 0, 0, 1, 1)], Figures(later));
    }

    [Fact]
    public void An_overtaken_word_that_comes_after_its_quarter_changes_nothing()
    {
        var sam = Guid.NewGuid();
        Tell(InSpring, Selected(sam, InSpring, 3));
        var later = new DateOnly(2026, 8, 1);
        Keep(later);

        Tell(later, StoodDown(sam, InSpring, 2), Selected(sam, InSpring, 1), Selected(sam, InSpring, 3));

        Assert.Equal([(1, 0, 0, 1, 0), (1, 0, 0, 0, 0)], Figures(later));
    }

    [Fact]
    public void Whoever_stood_down_is_known_by_id_for_one_quarter_more_and_then_no_longer()
    {
        var (sam, alex) = (Guid.NewGuid(), Guid.NewGuid());
        Tell(InSpring, Selected(sam, InSpring, 1), Qualified(sam, InSpring, 1), Selected(alex, InSpring, 1));
        Tell(InSpring, StoodDown(sam, InSpring, 2), Lapsed(sam, InSpring, 2));

        Keep(new DateOnly(2026, 7, 10));
        Assert.Equal(3, _turns.Count);
        Assert.Contains(_turns, t => t.MemberId == sam);
        Keep(new DateOnly(2026, 10, 10));
        Assert.Equal(alex, Assert.Single(_turns).MemberId);
        Assert.Equal([(1, 0, 0, 2, 1), (1, 0, 0, 0, 0), (1, 0, 0, 0, 0)], Figures(new DateOnly(2026, 10, 10)));
    }

    [Fact]
    public void However_deliveries_are_ordered_and_repeated_within_a_quarter_its_figures_are_the_same()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            var history = History(random, Enumerable.Repeat(InSpring, 40));
            var inOrder = After(history.Select(t => (t.CountsOn, t)));
            var deliveries = history.SelectMany(t => Enumerable.Repeat((InSpring, t), random.Next(1, 5))).ToArray();
            random.Shuffle(deliveries);

            Assert.True(inOrder.SequenceEqual(After(deliveries)), $"Seed {seed} counts differently.");
        }
    }

    [Fact]
    public void What_is_kept_and_erased_meanwhile_changes_no_figure_and_what_came_in_less_what_went_out_is_there()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            var days = Enumerable.Range(0, 60).Select(_ => new DateOnly(2025, 1, 1).AddDays(random.Next(900))).Order();
            var history = History(random, days);
            var end = history[^1].CountsOn.AddDays(200);
            var whole = After(history.Select(t => (t.CountsOn, t)), end);
            var piecewise = After(history.Select(t => (t.CountsOn, t)), end, keeps: true);

            Assert.True(whole.SequenceEqual(piecewise), $"Seed {seed}: keeping changes a figure.");
            Assert.All(
                whole.Zip(whole.Skip(1)),
                pair => Assert.Equal(pair.First.Supporters + pair.Second.Selected - pair.Second.StoodDown, pair.Second.Supporters));
        }
    }

    private static SupporterTurn Selected(Guid member, DateOnly day, int turn) => SupporterTurn.Of(new SupporterSelected(Agency, Network, member, day, turn));

    private static SupporterTurn StoodDown(Guid member, DateOnly day, int turn) => SupporterTurn.Of(new SupporterStoodDown(Agency, Network, member, day, turn));

    private static SupporterTurn Qualified(Guid member, DateOnly day, int turn) => SupporterTurn.Of(new SupporterQualified(Agency, Network, member, day, turn));

    private static SupporterTurn Lapsed(Guid member, DateOnly day, int turn) =>
        SupporterTurn.Of(new SupporterQualificationLapsed(Agency, Network, member, day, turn));

    /// <summary>Turns of six people as recruitment and training tell them, one on each day: nobody is qualified anew after they stood down.</summary>
    private static List<SupporterTurn> History(Random random, IEnumerable<DateOnly> days)
    {
        var people = Enumerable.Range(0, 6).Select(_ => Guid.NewGuid()).ToArray();
        var turns = new Dictionary<(Guid, bool), int>();
        return [.. days.Select(day =>
        {
            var member = people[random.Next(people.Length)];
            var hasStoodDown = turns.GetValueOrDefault((member, true)) is > 0 and var role && role % 2 == 0;
            var isRole = random.Next(2) == 0 || (hasStoodDown && turns.GetValueOrDefault((member, false)) % 2 == 0);
            var turn = turns[(member, isRole)] = turns.GetValueOrDefault((member, isRole)) + 1;
            return (isRole, turn % 2 == 1) switch
            {
                (true, true) => Selected(member, day, turn),
                (true, false) => StoodDown(member, day, turn),
                (false, true) => Qualified(member, day, turn),
                (false, false) => Lapsed(member, day, turn),
            };
        })];
    }

    private static List<(int Supporters, int Qualified, int Others, int Selected, int StoodDown)> After(
        IEnumerable<(DateOnly Day, SupporterTurn Turn)> deliveries, DateOnly? end = null, bool keeps = false)
    {
        var world = new FigureRulesTests();
        foreach (var (day, turn) in deliveries)
        {
            if (keeps)
            {
                world.Keep(day);
            }

            world.Tell(day, turn);
        }

        return world.Figures(end ?? InSpring);
    }

    private void Tell(DateOnly today, params SupporterTurn[] told) =>
        Array.ForEach(told, turn =>
        {
            if (turn.ToldOn(today, _turns) is { } counted)
            {
                _turns.Add(counted);
            }
        });

    private void Keep(DateOnly today)
    {
        var agency = new FiguresOfAgency(_kept, _turns);
        var over = agency.ToKeep(today);
        if (over.Count > 0)
        {
            var gone = agency.NotNeededAfter(Quarter.Of(over[^1].From));
            _kept.AddRange(over);
            _turns.RemoveAll(gone.Contains);
        }
    }

    private List<(int Supporters, int Qualified, int Others, int Selected, int StoodDown)> Figures(DateOnly today) =>
        [.. new FiguresOfAgency(_kept, _turns).All(today).Select(f => (f.Supporters, f.QualifiedSupporters, f.OthersQualified, f.Selected, f.StoodDown))];
}
