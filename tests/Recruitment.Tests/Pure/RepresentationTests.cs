using System.Collections.Immutable;
using PeerPlatform.Recruitment.Representation;

namespace PeerPlatform.Recruitment.Tests;

/// <summary>The team against the workforce, without telling of anybody.</summary>
public sealed class RepresentationTests
{
    [Fact]
    public void Groups_below_five_are_put_together_and_two_rows_are_the_least()
    {
        Assert.Equal(
            [("woman", 40, 9), ("man", 30, 6)],
            Rows(("woman", 40, 9), ("man", 30, 6)));
        // Two men on the team would be two people: they are put together with the next smallest until the group is large.
        Assert.Empty(Rows(("woman", 40, 9), ("man", 30, 2)));
        Assert.Equal(
            [("woman", 40, 9), (null, 36, 8)],
            Rows(("woman", 40, 9), ("man", 30, 6), ("other", 6, 2)));
    }

    [Fact]
    public void No_row_ever_holds_fewer_than_five_of_the_team_or_of_the_others()
    {
        var random = new Random(7);
        for (var i = 0; i < 2_000; i++)
        {
            var choices = Enumerable.Range(0, random.Next(1, 9)).Select(c =>
            {
                var team = random.Next(0, 9);
                return ($"c{c}", team + random.Next(0, 30), team);
            }).ToArray();

            Assert.All(Counted(choices).Rows(), r => Assert.True(r.Counted.Team >= 5 && r.Counted.Workforce - r.Counted.Team >= 5, $"{r}"));
            Assert.True(Counted(choices).Rows().Length != 1);
        }
    }

    [Fact]
    public void What_is_shown_changes_only_when_the_difference_tells_of_nobody()
    {
        var shown = Table(("woman", 40, 9), ("man", 30, 6));

        // One man joins the team: shown, it would say of him that he is one.
        Assert.Equal(6, Of(Table(("woman", 40, 9), ("man", 30, 7)).After(shown), "man").Team);
        // One more says something, of the others.
        Assert.Equal(40, Of(Table(("woman", 41, 9), ("man", 30, 6)).After(shown), "woman").Workforce);
        // Five at once.
        Assert.Equal(11, Of(Table(("woman", 40, 9), ("man", 35, 11)).After(shown), "man").Team);
        Assert.Equal(15, Of(Table(("woman", 40, 9), ("man", 45, 15)).After(shown), "man").Team);
        // Nine of the team and one of the others: of that one it would tell.
        Assert.Equal(6, Of(Table(("woman", 40, 9), ("man", 40, 15)).After(shown), "man").Team);
        // Five fewer on the team and one more elsewhere.
        Assert.Equal(30, Of(Table(("woman", 41, 9), ("man", 35, 6)).After(shown), "man").Workforce);
    }

    [Fact]
    public void Nothing_is_shown_before_it_can_be()
    {
        var table = Table(("woman", 40, 9), ("man", 30, 2)).After(CountedTable.Empty);

        Assert.Empty(table.Dimensions);
    }

    private static (string?, int, int)[] Rows(params (string, int, int)[] choices) =>
        [.. Counted(choices).Rows().Select(r => (r.Code, r.Counted.Workforce, r.Counted.Team))];

    private static CountedDimension Counted(params (string Code, int Workforce, int Team)[] choices) =>
        new(choices.ToImmutableSortedDictionary(c => c.Code, c => new Counted(c.Workforce, c.Team), StringComparer.Ordinal));

    private static CountedTable Table(params (string, int, int)[] choices) =>
        new(CountedTable.Empty.Dimensions.Add("gender", Counted(choices)));

    private static Counted Of(CountedTable table, string choice) => table.Dimensions["gender"].Choices[choice];
}
