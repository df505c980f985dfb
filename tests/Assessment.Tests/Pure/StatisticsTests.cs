using PeerPlatform.Assessment.Results;

namespace PeerPlatform.Assessment.Tests;

public sealed class StatisticsTests
{
    [Fact]
    public void Alpha_of_five_people_and_three_items_is_as_worked_by_hand()
    {
        // Variances of the items (n in the denominator): 2, 1.04, 2.24; of the totals 8 13 10 15 4: 14.8.
        // 3/2 × (1 − 5.28/14.8) = 0.96486…
        var alpha = AlphaOf(3, [2, 3, 3], [4, 4, 5], [3, 3, 4], [5, 5, 5], [1, 2, 1]);
        Assert.Equal(1.5 * (1 - (5.28 / 14.8)), alpha!.Value, 12);
    }

    [Fact]
    public void Items_that_always_agree_have_alpha_one() =>
        Assert.Equal(1.0, AlphaOf(2, [0, 0], [50, 50], [100, 100], [25, 25], [75, 75])!.Value, 12);

    [Fact]
    public void Items_that_have_nothing_to_do_with_each_other_have_alpha_zero() =>
        Assert.Equal(0.0, AlphaOf(2, [0, 0], [0, 100], [100, 0], [100, 100], [0, 0], [0, 100], [100, 0], [100, 100])!.Value, 12);

    [Fact]
    public void Items_that_contradict_each_other_have_a_negative_alpha() =>
        Assert.True(AlphaOf(2, [0, 100], [25, 100], [50, 50], [75, 0], [100, 0]) < 0);

    [Fact]
    public void There_is_no_alpha_for_four_people_for_one_item_or_when_all_totals_are_equal()
    {
        Assert.Null(AlphaOf(2, [0, 0], [50, 50], [100, 100], [25, 25]));
        Assert.Null(AlphaOf(1, [0], [50], [100], [25], [75]));
        Assert.Null(AlphaOf(2, [0, 100], [100, 0], [50, 50], [25, 75], [75, 25]));
    }

    [Theory]
    [InlineData(4, 2.7764)]
    [InlineData(5, 2.5706)]
    [InlineData(9, 2.2622)]
    [InlineData(14, 2.1448)]
    [InlineData(29, 2.0452)]
    [InlineData(99, 1.9842)]
    [InlineData(9999, 1.9602)]
    public void Students_t_agrees_with_the_printed_table(int degreesOfFreedom, double printed) =>
        Assert.Equal(printed, Statistics.StudentT975(degreesOfFreedom), 0.001);

    [Fact]
    public void A_scales_figures_are_as_worked_by_hand()
    {
        // Scores 25, 50, 50, 75, 100: mean 60, squares sum 21,250, sd = sqrt((21,250 − 18,000)/4) = 28.504,
        // 2.776 × 28.504 / sqrt(5) = 35.39.
        var tally = new ScaleTally(new(Sheets.Cbi, Sheets.Cbi.Scales[0]));
        foreach (var value in new[] { 25, 50, 50, 75, 100 })
        {
            tally.Add([value, value, value, value, value, value], 6, 6 * value);
        }

        tally.Add([100, 100, -1, -1, -1, -1], 2, 200);
        var figures = ScaleFigures.Of(tally);
        Assert.Equal((5, 60.0, 28.5, 24.6, 95.4, 1.0), (figures.Scored, figures.Mean, figures.Sd, figures.Low95, figures.High95, figures.Alpha));
        Assert.Equal([1, 4], figures.Bands);
        Assert.Equal([0, 0, 1, 0, 0, 2, 0, 1, 0, 1], figures.Histogram);
        Assert.Equal(1, tally.NotScored);
    }

    [Fact]
    public void The_interval_stays_within_the_scale()
    {
        var tally = new ScaleTally(new(Sheets.Cbi, Sheets.Cbi.Scales[0]));
        foreach (var value in new[] { 0, 0, 0, 0, 100 })
        {
            tally.Add([value, value, value, value, value, value], 6, 6 * value);
        }

        Assert.Equal(0, ScaleFigures.Of(tally).Low95);
    }

    private static double? AlphaOf(int items, params int[][] people)
    {
        var reliability = new Reliability(items);
        foreach (var person in people)
        {
            reliability.Add(person);
        }

        return reliability.Alpha();
    }
}
