using PeerPlatform.Assessment.Instruments;
using PeerPlatform.Assessment.Results;
using PeerPlatform.Platform.Texts;

namespace PeerPlatform.Assessment.Waves;

/// <summary>A figure that may be withheld; then it has no value.</summary>
internal sealed record Figure(bool Shown, int? Value)
{
    public static Figure Withheld { get; } = new(false, null);

    public static Figure Of(int value) => new(true, value);
}

/// <summary>A wave as its coordinator sees it.</summary>
/// <param name="Answered">While the wave is open rounded down to fives, so that no single answer can be watched coming in.</param>
/// <param name="ResponseRate">Percent of those invited, from the figure in <paramref name="Answered"/>.</param>
internal sealed record WaveSummary(
    Guid Id,
    string Title,
    WaveInstrument Instrument,
    WaveState State,
    DateOnly OpensOn,
    DateOnly ClosesOn,
    DateOnly? ClosedOn,
    int Invited,
    Figure Answered,
    Figure ResponseRate,
    WaveGroupSummary[] Groups)
{
    public static WaveSummary Of(Wave wave, Instrument instrument, int answered, Language language)
    {
        var known = wave.State == WaveState.Open ? answered - (answered % Withholding.Smallest) : answered;
        var shown = known >= Withholding.Smallest;
        return new WaveSummary(
            wave.Id,
            wave.Title,
            new WaveInstrument(instrument.Code, instrument.Version, instrument.Title.In(language)),
            wave.State,
            wave.OpensOn,
            wave.ClosesOn,
            wave.ClosedOn,
            wave.Invited,
            shown ? Figure.Of(known) : Figure.Withheld,
            shown ? Figure.Of(Percent.Of(known, wave.Invited)) : Figure.Withheld,
            [.. wave.Groups.Select(g => new WaveGroupSummary(g.GroupId, GroupNames.Of(g, language), g.Invited))]);
    }
}

internal sealed record WaveInstrument(string Code, int Version, string Title);

/// <param name="Id">Null for people whose answers count for the agency only.</param>
internal sealed record WaveGroupSummary(Guid? Id, string Name, int Invited);

internal static class GroupNames
{
    private static readonly LocalText OtherTeams = new("Other teams", "Otros equipos");
    private static readonly LocalText AgencyOnly = new("Counted with everybody only", "Solo en el total");

    public static string Of(WaveGroup group, Language language) => group.Kind switch
    {
        GroupKind.OtherTeams => OtherTeams.In(language),
        GroupKind.AgencyOnly => AgencyOnly.In(language),
        _ => group.Name,
    };
}

internal static class Percent
{
    /// <summary>A whole number, halves rounded up.</summary>
    public static int Of(int part, int whole) => whole == 0 ? 0 : (int)Math.Round(100.0 * part / whole, MidpointRounding.AwayFromZero);
}
