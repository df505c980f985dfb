using System.Security.Cryptography;
using System.Text;
using PeerPlatform.Platform.Data;
using PeerPlatform.Reporting.Facts;

namespace PeerPlatform.Reporting.Releases;

/// <summary>
/// A table for the network, made once out of all facts of one instrument that were in no release before, and never
/// changed (P-6.4). Each wave is in one release only, so that no two releases can be subtracted from each other.
/// </summary>
internal sealed class Release : IImmutableRow
{
    private Release()
    {
    }

    public Guid Id { get; private init; }

    /// <summary>1 for the network's first, then one more each time.</summary>
    public int Number { get; private init; }

    public string InstrumentTitle { get; private init; } = "";

    /// <summary>The day in UTC.</summary>
    public DateOnly MadeOn { get; private init; }

    public int Waves { get; private init; }

    public int ShownRows { get; private init; }

    /// <summary>The <see cref="ReleaseDocument"/> as written on the day of the release; everything shown is read from it.</summary>
    public string Text { get; private init; } = "";

    /// <summary>Of <see cref="Text"/> in UTF-8, 64 hexadecimal digits, lower case.</summary>
    public string Sha256 { get; private init; } = "";

    /// <summary>Of the release before, which is also in <see cref="Text"/>; null in the first.</summary>
    public string? PreviousSha256 { get; private init; }

    /// <param name="waves">At least one, all of one instrument and version, with the agency names of today.</param>
    /// <param name="previous">The network's latest release.</param>
    public static Release Make(IReadOnlyList<WaitingWave> waves, (int Number, string Sha256)? previous, DateOnly madeOn)
    {
        WaitingWave[] ordered =
        [
            .. waves
                .OrderBy(w => w.AgencyName, StringComparer.InvariantCulture)
                .ThenBy(w => w.Fact.ClosedOn)
                .ThenBy(w => w.Fact.Title, StringComparer.InvariantCulture)
                .ThenBy(w => w.Fact.WaveId),
        ];
        var first = ordered[0].Fact;
        var instrument = new InstrumentName(first.InstrumentCode, first.InstrumentVersion, first.InstrumentTitle);
        var (columns, rows, total) = ReleaseTable.Build(ordered);
        var document = new ReleaseDocument((previous?.Number ?? 0) + 1, instrument, madeOn, previous?.Sha256, columns, rows, total);
        var text = document.ToText();
        return new Release
        {
            Id = Guid.CreateVersion7(),
            Number = document.Release,
            InstrumentTitle = instrument.Title,
            MadeOn = madeOn,
            Waves = rows.Count,
            ShownRows = rows.Count(r => r.Shown),
            Text = text,
            Sha256 = HashOf(text),
            PreviousSha256 = document.PreviousSha256,
        };
    }

    public static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}

/// <summary>Says that a wave is in a release; its key makes that happen once.</summary>
internal sealed class ReleasedWave : IImmutableRow
{
    public required Guid WaveId { get; init; }

    public required Guid ReleaseId { get; init; }
}
