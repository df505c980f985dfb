using PeerPlatform.Reporting.Facts;
using PeerPlatform.Reporting.Releases;

namespace PeerPlatform.Reporting.Tests;

/// <summary>The laws are checked on the text of the release, as an outsider has it, not on the rule's own words.</summary>
public sealed class ConservativeDisclosureTests
{
    private const int Runs = 1500;
    private static readonly DateOnly Today = new(2026, 11, 22);

    [Fact]
    public void No_shown_cell_and_no_difference_within_a_row_is_from_1_to_10()
    {
        ForRandomReleases((seed, _, document) =>
        {
            foreach (var row in document.Rows.Append(document.Total).Where(r => r.Shown))
            {
                Assert.All(Cells(row), cell => Assert.True(cell is 0 or >= 11, $"Seed {seed}: a shown cell is {cell}."));
            }
        });
    }

    [Fact]
    public void A_withheld_row_cannot_be_worked_out_from_total_and_shown_rows()
    {
        var uncovered = 0;
        ForRandomReleases((seed, _, document) =>
        {
            var withheld = document.Rows.Where(r => !r.Shown).ToList();
            if (!document.Total.Shown || withheld.Count == 0)
            {
                return;
            }

            uncovered++;
            Assert.True(withheld.DistinctBy(r => r.Agency).Count() >= 2, $"Seed {seed}: the total gives one agency away.");
            var remainder = Cells(document.Total).ToArray();
            foreach (var shown in document.Rows.Where(r => r.Shown))
            {
                remainder = [.. remainder.Zip(Cells(shown), (total, cell) => total - cell)];
            }

            Assert.All(remainder, cell => Assert.True(cell is 0 or >= 11, $"Seed {seed}: subtraction leaves {cell}."));
        });
        Assert.True(uncovered > 50, "The random waves no longer reach the case this law is about.");
    }

    [Fact]
    public void A_withheld_row_holds_no_figure()
    {
        ForRandomReleases((_, _, document) =>
        {
            foreach (var row in document.Rows.Append(document.Total).Where(r => !r.Shown))
            {
                Assert.NotNull(row.Why);
                Assert.Null(row.Invited);
                Assert.Null(row.Answered);
                Assert.Null(row.ResponseRate);
                Assert.All(row.Scales, scale =>
                {
                    Assert.Null(scale.Mean);
                    Assert.Null(scale.NotScored);
                    Assert.All(scale.Bands, band => Assert.True(band is { Count: null, Percent: null }));
                });
            }
        });
    }

    [Fact]
    public void A_row_is_withheld_only_for_a_cell_from_1_to_10()
    {
        var shownRows = 0;
        ForRandomReleases((seed, waves, document) =>
        {
            var safe = waves.Count(w => ConservativeDisclosure.Cells(w.Fact).All(cell => cell is 0 or >= 11));
            Assert.True(document.Rows.Count(r => r.Shown) == safe, $"Seed {seed}: {safe} rows are safe.");
            shownRows += safe;
        });
        Assert.True(shownRows > Runs / 2);
    }

    [Fact]
    public void The_order_in_which_facts_came_changes_nothing()
    {
        ForRandomReleases((_, waves, document) =>
            Assert.Equal(document.ToText(), Release.Make([.. waves.Reverse()], null, Today).Text));
    }

    [Theory]
    [InlineData("bands do not sum")]
    [InlineData("scored and not scored do not sum")]
    [InlineData("more answers than invited")]
    [InlineData("a negative count")]
    [InlineData("a sum above 100 a head")]
    [InlineData("squares that no scores have")]
    [InlineData("a sum that is no number")]
    [InlineData("a scale is missing")]
    [InlineData("another scale")]
    [InlineData("no scale at all")]
    public void Facts_that_do_not_add_up_withhold_their_row_and_the_total(string fault)
    {
        var good = Waves.Scale("personal", 40, 40, 20);
        var work = Waves.Scale("work", 50, 30, 20);
        var broken = fault switch
        {
            "bands do not sum" => Waves.Of("Odd", 150, 100, good with { Bands = [good.Bands[0], good.Bands[1] with { Count = 60 }] }, work),
            "scored and not scored do not sum" => Waves.Of("Odd", 150, 100, good with { NotScored = 40 }, work),
            "more answers than invited" => Waves.Of("Odd", 99, 100, good, work),
            "a negative count" => Waves.Of("Odd", 150, 100, good with { Bands = [good.Bands[0] with { Count = -20 }, good.Bands[1] with { Count = 100 }] }, work),
            "a sum above 100 a head" => Waves.Of("Odd", 150, 100, good with { Sum = 8100, SumOfSquares = 810000 }, work),
            "squares that no scores have" => Waves.Of("Odd", 150, 100, good with { SumOfSquares = 1 }, work),
            "a sum that is no number" => Waves.Of("Odd", 150, 100, good with { Sum = -1, SumOfSquares = -1 }, work),
            "a scale is missing" => Waves.Of("Odd", 150, 100, good),
            "another scale" => Waves.Of("Odd", 150, 100, good, work with { Code = "client" }),
            _ => Waves.Of("Odd", 150, 100),
        };

        var document = DocumentOf([Waves.Of("First", 150, good, work), broken, Waves.Of("Second", 150, good, work)]);

        var odd = Assert.Single(document.Rows, r => r.Agency == "Odd");
        Assert.False(odd.Shown);
        Assert.False(document.Total.Shown);
        Assert.All(document.Rows.Where(r => r.Agency != "Odd"), r => Assert.True(r.Shown));
    }

    [Fact]
    public void Two_agencies_whose_facts_do_not_add_up_withhold_the_total_however_large_they_are()
    {
        var odd = Waves.Scale("personal", 40, 40, 20) with { Sum = 8100, SumOfSquares = 810000 };
        var document = DocumentOf([Waves.Of("Large", 150, Waves.Scale("personal", 40, 40, 20)), Waves.Of("One", 150, odd), Waves.Of("Two", 150, odd)]);

        Assert.False(document.Total.Shown);
    }

    [Fact]
    public void One_withheld_agency_withholds_the_total()
    {
        var document = DocumentOf([Waves.Of("Large", 150, Waves.Scale("personal", 40, 40, 20)), Waves.Of("Small", 9, Waves.Scale("personal", 5, 0, 0))]);

        Assert.Equal([true, false], document.Rows.Select(r => r.Shown));
        Assert.False(document.Total.Shown);
    }

    [Fact]
    public void Two_withheld_waves_of_the_same_agency_withhold_the_total()
    {
        var small = Waves.Scale("personal", 15, 9, 0);
        var document = DocumentOf([Waves.Of("Large", 150, Waves.Scale("personal", 40, 40, 20)), Waves.Of("Small", 40, small), Waves.Of("Small", 40, small)]);

        Assert.Equal(2, document.Rows.Count(r => !r.Shown));
        Assert.False(document.Total.Shown);
    }

    [Fact]
    public void Two_withheld_agencies_that_leave_large_cells_let_the_total_be_shown()
    {
        var small = Waves.Scale("personal", 15, 9, 0);
        var document = DocumentOf([Waves.Of("Large", 150, Waves.Scale("personal", 40, 40, 20)), Waves.Of("One", 40, small), Waves.Of("Two", 40, small)]);

        Assert.True(document.Total.Shown);
        Assert.Equal(230, document.Total.Invited);
        Assert.Equal(148, document.Total.Answered);
        Assert.Equal(64, document.Total.ResponseRate);
        var scale = Assert.Single(document.Total.Scales);
        Assert.Equal([70, 58], scale.Bands.Select(b => b.Count!.Value));
        Assert.Equal([55, 45], scale.Bands.Select(b => b.Percent!.Value));
        Assert.Equal(47.7, scale.Mean);
        Assert.Equal(20, scale.NotScored);
    }

    private static void ForRandomReleases(Action<int, IReadOnlyList<WaitingWave>, ReleaseDocument> law)
    {
        for (var seed = 0; seed < Runs; seed++)
        {
            var waves = Waves.Random(new Random(seed));
            law(seed, waves, DocumentOf(waves));
        }
    }

    private static ReleaseDocument DocumentOf(IReadOnlyList<WaitingWave> waves) =>
        ReleaseDocument.Read(Release.Make(waves, null, Today).Text);

    private static IEnumerable<long> Cells(TableRow row)
    {
        yield return row.Invited!.Value;
        yield return row.Answered!.Value;
        yield return row.Invited.Value - row.Answered.Value;
        foreach (var scale in row.Scales)
        {
            yield return scale.NotScored!.Value;
            yield return row.Answered.Value - scale.NotScored.Value;
            foreach (var band in scale.Bands)
            {
                yield return band.Count!.Value;
            }
        }
    }
}
