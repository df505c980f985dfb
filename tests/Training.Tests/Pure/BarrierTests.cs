using PeerPlatform.Platform.Calendar;
using PeerPlatform.Training.Barriers;

namespace PeerPlatform.Training.Tests;

public sealed class BarrierTests
{
    private static readonly Quarter Quarter = new(2026, 4);
    private static readonly DateOnly Within = new(2026, 11, 22);
    private static readonly DateOnly After = new(2027, 1, 1);

    [Fact]
    public void Fewer_than_five_people_are_told_like_nobody()
    {
        var (four, none) = (Named(people: 4), Named(people: 0));

        Assert.All(Enum.GetValues<BarrierKind>(), kind => Assert.Equal(none.AtLeast(kind, After), four.AtLeast(kind, After)));
        Assert.Null(four.AtLeast(BarrierKind.WhoLeads, After));
    }

    [Theory]
    [InlineData(5, 5)]
    [InlineData(9, 5)]
    [InlineData(10, 10)]
    [InlineData(23, 20)]
    public void A_figure_is_a_multiple_of_five_so_that_one_person_more_or_less_does_not_show(int people, int told) =>
        Assert.Equal(told, Named(people).AtLeast(BarrierKind.WhoLeads, After));

    [Fact]
    public void Nothing_of_a_running_quarter_is_told_so_that_no_two_looks_can_be_subtracted()
    {
        var quarter = Named(people: 30);

        Assert.Null(quarter.AtLeast(BarrierKind.WhoLeads, Quarter.Last));
        Assert.Equal(30, quarter.AtLeast(BarrierKind.WhoLeads, After));
    }

    [Fact]
    public void A_figure_that_would_stand_for_every_supporter_is_withheld() =>
        Assert.Null(Named(people: 5, supporters: 5).AtLeast(BarrierKind.WhoLeads, After));

    [Fact]
    public void A_person_counts_once_a_quarter_however_often_they_try()
    {
        var quarter = BarrierQuarter.Begin(Quarter);
        var member = Guid.NewGuid();

        Assert.Null(quarter.Name(member, new HashSet<BarrierKind> { BarrierKind.WhoLeads, BarrierKind.Access }, 40, Within));
        for (var i = 0; i < 10; i++)
        {
            Assert.IsType<BarriersNamedAlready>(quarter.Name(member, new HashSet<BarrierKind> { BarrierKind.WhoLeads }, 40, Within));
        }

        Assert.All(quarter.Named, named => Assert.Equal(1, named.People));
        Assert.True(quarter.HasNamed(member));
    }

    [Fact]
    public void Neither_kinds_nor_marks_hold_a_member_and_after_the_quarter_the_marks_are_gone()
    {
        var quarter = BarrierQuarter.Begin(Quarter);
        var members = Enumerable.Range(0, 6).Select(_ => Guid.NewGuid()).ToList();
        members.ForEach(m => quarter.Name(m, new HashSet<BarrierKind> { BarrierKind.TooClose }, 40, Within));

        Assert.Equal(quarter.Marks.Order(StringComparer.Ordinal), quarter.Marks);
        Assert.DoesNotContain(members, m => quarter.Marks.Any(mark => mark.Contains(m.ToString("N"), StringComparison.OrdinalIgnoreCase)));
        quarter.ForgetWho(Quarter.Last);
        Assert.Equal(6, quarter.Marks.Count);
        quarter.ForgetWho(After);

        Assert.Empty(quarter.Marks);
        Assert.Empty(quarter.Salt);
        Assert.All(members, m => Assert.False(quarter.HasNamed(m)));
        Assert.Equal(5, quarter.AtLeast(BarrierKind.TooClose, After));
    }

    [Fact]
    public void Naming_nothing_and_naming_for_a_quarter_that_is_over_are_refused()
    {
        var quarter = BarrierQuarter.Begin(Quarter);

        Assert.IsType<NoBarrierNamed>(quarter.Name(Guid.NewGuid(), new HashSet<BarrierKind>(), 40, Within));
        Assert.IsType<QuarterOver>(quarter.Name(Guid.NewGuid(), new HashSet<BarrierKind> { BarrierKind.Other }, 40, After));
    }

    private static BarrierQuarter Named(int people, int supporters = 40)
    {
        var quarter = BarrierQuarter.Begin(Quarter);
        for (var i = 0; i < people; i++)
        {
            Assert.Null(quarter.Name(Guid.NewGuid(), new HashSet<BarrierKind> { BarrierKind.WhoLeads }, supporters, Within));
        }

        return quarter;
    }
}
