using PeerPlatform.Assessment.Instruments;
using PeerPlatform.Assessment.Waves;
using PeerPlatform.Platform.Texts;

namespace PeerPlatform.Assessment.Results;

internal enum ResultsOf
{
    /// <summary>Everybody invited.</summary>
    Agency,

    /// <summary>A team, or the small teams together.</summary>
    Team,
}

/// <summary>A closed wave's results in words and figures (P-2.9).</summary>
/// <param name="SmallestGroup">Fewer people are never shown alone.</param>
/// <param name="Groups">Everybody first.</param>
internal sealed record ResultsPage(WaveSummary Wave, string Headline, int SmallestGroup, GroupResults[] Groups)
{
    public static ResultsPage Of(Wave wave, Instrument instrument, WaveFigures figures, Language language)
    {
        var everybody = figures.Everybody;
        var names = wave.Groups.Where(g => g.GroupId is not null).ToDictionary(g => g.GroupId!.Value, g => GroupNames.Of(g, language));
        return new ResultsPage(
            WaveSummary.Of(wave, instrument, everybody.Answered ?? 0, language),
            ResultsWords.Headline(instrument, everybody, language),
            Withholding.Smallest,
            [
                GroupResults.Of(ResultsOf.Agency, ResultsWords.Everybody(wave, language), instrument, everybody, language),
                .. figures.Groups.Select(g => GroupResults.Of(ResultsOf.Team, names[g.GroupId!.Value], instrument, g, language)),
            ]);
    }
}

/// <param name="WhyWithheld">One same sentence for every withheld group: the reason itself must not tell how many answered.</param>
/// <param name="ResponseRate">Percent.</param>
internal sealed record GroupResults(
    Guid? Id, string Name, ResultsOf Kind, bool Shown, string? WhyWithheld, int? Invited, int? Answered, int? ResponseRate, ScaleResults[] Scales)
{
    public static GroupResults Of(ResultsOf kind, string name, Instrument instrument, GroupFigures figures, Language language) => new(
        figures.GroupId,
        name,
        kind,
        figures.Shown,
        figures.Shown ? null : ResultsWords.WhyWithheld.In(language),
        figures.Invited,
        figures.Answered,
        figures is { Answered: { } answered, Invited: { } invited } ? Percent.Of(answered, invited) : null,
        [.. instrument.Scales.Select((scale, i) => ScaleResults.Of(scale, figures.Scales[i], language))]);
}

/// <param name="Scored">How many answers had enough items for a score.</param>
/// <param name="Histogram">How many scores from 0 up to 10, from 10 up to 20, … from 90 to 100.</param>
internal sealed record ScaleResults(
    string Code,
    string Name,
    bool Shown,
    int? Scored,
    double? Mean,
    double? Sd,
    double? Low95,
    double? High95,
    double? Alpha,
    BandResults[] Bands,
    IReadOnlyList<int>? Histogram)
{
    public static ScaleResults Of(Scale scale, ScaleFigures? figures, Language language) => new(
        scale.Code,
        scale.Name.In(language),
        figures is not null,
        figures?.Scored,
        figures?.Mean,
        figures?.Sd,
        figures?.Low95,
        figures?.High95,
        figures?.Alpha,
        [.. scale.Bands.Select((band, i) => new BandResults(
            band.Code,
            band.Name.In(language),
            figures?.Bands[i],
            figures is null ? null : Percent.Of(figures.Bands[i], figures.Scored)))],
        figures?.Histogram);
}

/// <param name="Percent">Of those scored.</param>
internal sealed record BandResults(string Code, string Name, int? Count, int? Percent);
