using System.ComponentModel.DataAnnotations.Schema;
using System.Text.Json;
using PeerPlatform.Contracts.Events;
using PeerPlatform.Platform;
using PeerPlatform.Platform.Data;

namespace PeerPlatform.Reporting.Facts;

/// <summary>
/// What assessment said about a closed wave, in counts of a whole agency. Small counts are in it, so it is read
/// only to make a release and leaves the service in no other way.
/// </summary>
internal sealed class WaveFact : IImmutableRow
{
    private IReadOnlyList<ScaleFact>? _scales;

    private WaveFact()
    {
    }

    public Guid WaveId { get; private init; }

    public Guid AgencyId { get; private init; }

    public string InstrumentCode { get; private init; } = "";

    public int InstrumentVersion { get; private init; }

    /// <summary>In English.</summary>
    public string InstrumentTitle { get; private init; } = "";

    /// <summary>The wave's name, as the agency's coordinator wrote it.</summary>
    public string Title { get; private init; } = "";

    /// <summary>The day in the agency's time zone.</summary>
    public DateOnly ClosedOn { get; private init; }

    public int Invited { get; private init; }

    public int Answered { get; private init; }

    /// <summary>In the instrument's order.</summary>
    [NotMapped]
    public IReadOnlyList<ScaleFact> Scales =>
        _scales ??= JsonSerializer.Deserialize<IReadOnlyList<ScaleFact>>(ScalesText, PlatformJson.Options)!;

    internal string ScalesText { get; private init; } = "[]";

    public static WaveFact Of(WaveClosed happened, string instrumentTitle, string title, int invited, int answered, IReadOnlyList<ScaleFact> scales) => new()
    {
        WaveId = happened.WaveId,
        AgencyId = happened.AgencyId,
        InstrumentCode = happened.InstrumentCode,
        InstrumentVersion = happened.InstrumentVersion,
        InstrumentTitle = instrumentTitle,
        Title = title,
        ClosedOn = happened.ClosedOn,
        Invited = invited,
        Answered = answered,
        ScalesText = JsonSerializer.Serialize(scales, PlatformJson.Options),
    };
}

/// <summary>One scale of a wave.</summary>
/// <param name="Scored">Answers with enough items for a score; with <paramref name="NotScored"/> all that answered.</param>
/// <param name="Sum">Of the scores, each from 0 to 100.</param>
/// <param name="Bands">From the lowest; together <paramref name="Scored"/>.</param>
internal sealed record ScaleFact(
    string Code, string Name, int Scored, int NotScored, double Sum, double SumOfSquares, IReadOnlyList<BandFact> Bands);

internal sealed record BandFact(string Code, string Name, int Count);
