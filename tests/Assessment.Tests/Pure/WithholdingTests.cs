using PeerPlatform.Assessment.Results;
using PeerPlatform.Assessment.Waves;

namespace PeerPlatform.Assessment.Tests;

public sealed class WithholdingTests
{
    private const int Rounds = 20_000;

    [Fact]
    public void Large_groups_are_all_shown_when_nothing_is_left_over() =>
        Assert.Equal([true, true, true], Withholding.Decide([new(9, 5), new(30, 12), new(5, 5)], ungrouped: 0));

    [Fact]
    public void A_group_with_four_answers_takes_the_smallest_shown_one_with_it() =>
        Assert.Equal([false, false, true], Withholding.Decide([new(9, 4), new(30, 8), new(40, 12)], ungrouped: 0));

    [Fact]
    public void Four_invited_are_not_shown_whatever_they_did() =>
        Assert.False(Withholding.IsLargeEnough(new(4, 5)));

    [Fact]
    public void A_group_in_which_nobody_answered_takes_no_other_with_it() =>
        Assert.Equal([false, true, true], Withholding.Decide([new(9, 0), new(30, 8), new(40, 12)], ungrouped: 0));

    [Fact]
    public void Two_small_groups_with_too_few_together_take_a_third() =>
        Assert.Equal([false, false, false, true], Withholding.Decide([new(9, 1), new(9, 2), new(30, 8), new(40, 12)], ungrouped: 0));

    [Fact]
    public void Two_small_groups_with_enough_together_take_no_other() =>
        Assert.Equal([false, false, true, true], Withholding.Decide([new(9, 4), new(9, 3), new(30, 8), new(40, 12)], ungrouped: 0));

    [Fact]
    public void Answers_without_a_group_are_protected_like_a_small_group() =>
        Assert.Equal([false, true], Withholding.Decide([new(30, 8), new(40, 12)], ungrouped: 2));

    [Fact]
    public void No_withheld_group_can_be_had_by_subtracting_the_shown_ones_from_the_total()
    {
        for (var seed = 0; seed < Rounds; seed++)
        {
            var (groups, ungrouped) = AnyGroups(new Random(seed));
            var shown = Withholding.Decide(groups, ungrouped);

            var left = groups.Where((_, i) => !shown[i]).Select(g => g.Answered).Append(ungrouped).Where(a => a > 0).ToList();
            if (Withholding.RemainderIsSafe(groups, shown, ungrouped))
            {
                Assert.True(left.Count != 1, $"seed {seed}: one group alone is left of the total");
                Assert.True(left.Sum() is 0 or >= Withholding.Smallest, $"seed {seed}: {left.Sum()} people are left of the total");
            }
            else
            {
                // Then the total is withheld too, and there is nothing to subtract from.
                Assert.True(shown.All(s => !s), $"seed {seed}: groups are shown and what they leave is not safe");
            }

            Assert.True(groups.Where((_, i) => shown[i]).All(g => g is { Invited: >= 5, Answered: >= 5 }), $"seed {seed}: a small group is shown");
        }
    }

    [Fact]
    public void More_answers_in_a_shown_group_never_hide_it()
    {
        for (var seed = 0; seed < Rounds; seed++)
        {
            var random = new Random(seed);
            var (groups, ungrouped) = AnyGroups(random);
            var shown = Withholding.Decide(groups, ungrouped);
            var candidates = Enumerable.Range(0, groups.Length).Where(i => shown[i]).ToArray();
            if (candidates.Length == 0)
            {
                continue;
            }

            var chosen = candidates[random.Next(candidates.Length)];
            groups[chosen] = groups[chosen] with { Invited = groups[chosen].Invited + 9, Answered = groups[chosen].Answered + random.Next(1, 10) };
            Assert.True(Withholding.Decide(groups, ungrouped)[chosen], $"seed {seed}");
        }
    }

    [Fact]
    public void No_more_is_withheld_than_needed()
    {
        for (var seed = 0; seed < Rounds; seed++)
        {
            var (groups, ungrouped) = AnyGroups(new Random(seed));
            var shown = Withholding.Decide(groups, ungrouped);
            var taken = Enumerable.Range(0, groups.Length).Where(i => !shown[i] && Withholding.IsLargeEnough(groups[i])).ToArray();
            if (taken.Length > 0)
            {
                shown[taken.MaxBy(i => groups[i].Answered)] = true;
                Assert.False(Withholding.RemainderIsSafe(groups, shown, ungrouped), $"seed {seed}");
            }
        }
    }

    [Fact]
    public void Which_groups_are_shown_does_not_depend_on_their_order()
    {
        for (var seed = 0; seed < Rounds; seed++)
        {
            var random = new Random(seed);
            var (groups, ungrouped) = AnyGroups(random);
            groups = [.. groups.DistinctBy(g => g.Answered)];
            var order = Enumerable.Range(0, groups.Length).ToArray();
            random.Shuffle(order);
            var shown = Withholding.Decide(groups, ungrouped);
            var shuffled = Withholding.Decide([.. order.Select(i => groups[i])], ungrouped);
            Assert.Equal(order.Select(i => shown[i]), shuffled);
        }
    }

    /// <summary>The attack itself, on the figures as they are published: total minus everything shown, for each scale.</summary>
    [Fact]
    public void Published_figures_of_random_waves_withstand_subtraction_scale_by_scale()
    {
        var withheldScalesOfShownGroups = 0;
        for (var seed = 0; seed < 2_000; seed++)
        {
            var random = new Random(seed);
            var (wave, tally, ids) = AnyWave(random);
            var figures = WaveFigures.Of(wave, tally);
            Assert.Equal(figures.Everybody.Shown, tally.Everybody.Answered >= Withholding.Smallest);
            for (var scale = 0; scale < 3; scale++)
            {
                if (figures.Everybody.Scales[scale] is not { } total)
                {
                    Assert.All(figures.Groups, g => Assert.Null(g.Scales[scale]));
                    continue;
                }

                var left = total.Scored - figures.Groups.Sum(g => g.Scales[scale]?.Scored ?? 0);
                var leftBands = total.Bands.Select((count, band) => count - figures.Groups.Sum(g => g.Scales[scale]?.Bands[band] ?? 0));
                Assert.True(left is 0 or >= Withholding.Smallest, $"seed {seed}, scale {scale}: {left} people are left of the total");
                Assert.Equal(left, leftBands.Sum());
                var parts = ids.Where((_, i) => figures.Groups[i].Scales[scale] is null)
                    .Select(id => tally.Of(id).Scales[scale].Scored)
                    .Append(tally.Ungrouped.Scales[scale].Scored)
                    .Count(scored => scored > 0);
                Assert.True(parts != 1, $"seed {seed}, scale {scale}: one group alone is left of the total");
                withheldScalesOfShownGroups += figures.Groups.Count(g => g.Shown && g.Scales[scale] is null);
            }

            Assert.All(figures.Groups.Where(g => !g.Shown), g =>
            {
                Assert.Null(g.Invited);
                Assert.Null(g.Answered);
                Assert.All(g.Scales, Assert.Null);
            });
        }

        // The loop has met the hard case: a shown group whose scale had to be withheld.
        Assert.True(withheldScalesOfShownGroups > 100);
    }

    private static (GroupCount[] Groups, int Ungrouped) AnyGroups(Random random)
    {
        var groups = Enumerable.Range(0, random.Next(1, 12)).Select(_ =>
        {
            var invited = random.Next(5, 40);
            return new GroupCount(invited, random.Next(4) == 0 ? random.Next(0, 5) : random.Next(0, invited + 1));
        }).ToArray();
        return (groups, random.Next(3) == 0 ? random.Next(0, 5) : 0);
    }

    private static (Wave Wave, WaveTally Tally, Guid[] Ids) AnyWave(Random random)
    {
        var sizes = Enumerable.Range(0, random.Next(1, 8)).Select(_ => random.Next(5, 20)).ToArray();
        var agency = RosteredAgency.Of(sizes, random.Next(0, 5));
        var wave = Waves.Open(agency);
        var tally = new WaveTally(Sheets.Cbi, wave.Groups);
        foreach (var group in wave.Groups)
        {
            var willing = random.NextDouble();
            for (var i = 0; i < group.Invited; i++)
            {
                if (random.NextDouble() < willing)
                {
                    tally.Add(group.GroupId, AnyResponses(random));
                }
            }
        }

        return (wave, tally, [.. wave.Groups.Where(g => g.GroupId is not null).Select(g => g.GroupId!.Value)]);
    }

    private static string AnyResponses(Random random)
    {
        var skipping = random.NextDouble();
        return string.Create(19, random, (sheet, r) =>
        {
            for (var i = 0; i < sheet.Length; i++)
            {
                sheet[i] = r.NextDouble() < skipping ? '-' : (char)('0' + r.Next(5));
            }
        });
    }
}
