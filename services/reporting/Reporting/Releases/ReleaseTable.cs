using PeerPlatform.Reporting.Facts;

namespace PeerPlatform.Reporting.Releases;

/// <summary>Builds a release's table out of facts, with nothing in it that the rule withholds.</summary>
internal static class ReleaseTable
{
    public static (IReadOnlyList<ColumnDefinition> Columns, IReadOnlyList<TableRow> Rows, TableRow Total) Build(
        IReadOnlyList<WaitingWave> waves)
    {
        var verdict = ConservativeDisclosure.Decide([.. waves.Select(w => w.Fact)]);

        // The rule took the commonest shape for the right one; a wave it did not call inconsistent has it.
        var pattern = waves.Where((_, i) => verdict.Rows[i] != Disclosure.Inconsistent).Select(w => w.Fact.Scales).FirstOrDefault() ?? [];
        return (
            Columns(pattern),
            [.. waves.Select((wave, i) => Row(wave, verdict.Rows[i], pattern))],
            Total([.. waves.Select(w => w.Fact)], verdict.Total, pattern));
    }

    private static TableRow Row(WaitingWave wave, Disclosure disclosure, IReadOnlyList<ScaleFact> pattern)
    {
        var named = new TableRow(wave.AgencyName, wave.Fact.Title, wave.Fact.ClosedOn, Shown: false, Why(disclosure), null, null, null, []);
        return Fill(named, disclosure, [wave.Fact], pattern);
    }

    private static TableRow Total(IReadOnlyList<WaveFact> waves, Disclosure disclosure, IReadOnlyList<ScaleFact> pattern) =>
        Fill(new TableRow(null, null, null, Shown: false, Why(disclosure), null, null, null, []), disclosure, waves, pattern);

    private static TableRow Fill(TableRow row, Disclosure disclosure, IReadOnlyList<WaveFact> of, IReadOnlyList<ScaleFact> pattern)
    {
        if (disclosure != Disclosure.Shown)
        {
            return row with { Scales = [.. pattern.Select(Withheld)] };
        }

        var invited = of.Sum(w => (long)w.Invited);
        var answered = of.Sum(w => (long)w.Answered);
        return row with
        {
            Shown = true,
            Invited = invited,
            Answered = answered,
            ResponseRate = Percent(answered, invited),
            Scales = [.. pattern.Select((scale, i) => Shown(scale, [.. of.Select(w => w.Scales[i])]))],
        };
    }

    private static TableScale Shown(ScaleFact named, IReadOnlyList<ScaleFact> of)
    {
        var scored = of.Sum(s => (long)s.Scored);
        return new TableScale(
            named.Code,
            named.Name,
            scored == 0 ? null : Math.Round(of.Sum(s => s.Sum) / scored, 1, MidpointRounding.AwayFromZero),
            [.. named.Bands.Select((band, b) =>
            {
                var count = of.Sum(s => (long)s.Bands[b].Count);
                return new TableBand(band.Code, band.Name, count, Percent(count, scored));
            })],
            of.Sum(s => (long)s.NotScored));
    }

    private static TableScale Withheld(ScaleFact named) => new(
        named.Code, named.Name, null, [.. named.Bands.Select(band => new TableBand(band.Code, band.Name, null, null))], null);

    private static int? Percent(long part, long whole) =>
        whole == 0 ? null : (int)Math.Round(100m * part / whole, MidpointRounding.AwayFromZero);

    private static string? Why(Disclosure disclosure) => disclosure switch
    {
        Disclosure.Shown => null,
        Disclosure.TooFew => $"A figure in this row stands for fewer than {ConservativeDisclosure.Fewest} people, so the whole row is withheld.",
        Disclosure.Inconsistent => "These figures do not add up, so none of them is shown.",
        Disclosure.WouldUncover => "With the total, a withheld row could be worked out, so the total is withheld too.",
        _ => throw new ArgumentOutOfRangeException(nameof(disclosure), disclosure, "No sentence for it."),
    };

    private static List<ColumnDefinition> Columns(IReadOnlyList<ScaleFact> scales)
    {
        List<ColumnDefinition> columns =
        [
            new("agency", "Agency", "The agency's name on the day of the release."),
            new("wave", "Survey", "The wave's name, as the agency's coordinator wrote it."),
            new("closedOn", "Closed on", "The day the wave closed, in the agency's time zone."),
            new("invited", "Invited", "How many members were invited."),
            new("answered", "Answered", "How many of them sent answers."),
            new("responseRate", "Response rate", "Answered out of invited, in percent, rounded to whole numbers."),
        ];
        foreach (var scale in scales)
        {
            columns.Add(new($"{scale.Code}.mean", $"{scale.Name}: mean", "Mean of the scores from 0 to 100 of everybody with enough answered items, one decimal."));
            foreach (var band in scale.Bands)
            {
                columns.Add(new($"{scale.Code}.{band.Code}.count", $"{scale.Name}: {band.Name}", $"How many people's score is in the band '{band.Name}'."));
                columns.Add(new($"{scale.Code}.{band.Code}.percent", $"{scale.Name}: {band.Name}, percent", $"People in the band '{band.Name}' out of everybody with a score, in percent, rounded to whole numbers."));
            }

            columns.Add(new($"{scale.Code}.notScored", $"{scale.Name}: no score", "How many people answered too few items of this scale for a score."));
        }

        return columns;
    }
}
