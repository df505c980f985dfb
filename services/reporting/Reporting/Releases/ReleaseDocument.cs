using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using PeerPlatform.Platform;
using PeerPlatform.Reporting.Facts;

namespace PeerPlatform.Reporting.Releases;

/// <summary>
/// All that a release says. It is written once as text; page, API and files read that text (P-6.4), and its SHA-256
/// holds the one of the release before, so that neither can change unseen.
/// </summary>
/// <param name="Release">1 for the network's first, then one more each time.</param>
/// <param name="MadeOn">The day in UTC.</param>
/// <param name="PreviousSha256">Of the release before; null in the first.</param>
internal sealed record ReleaseDocument(
    int Release, InstrumentName Instrument, DateOnly MadeOn, string? PreviousSha256,
    IReadOnlyList<ColumnDefinition> Columns, IReadOnlyList<TableRow> Rows, TableRow Total)
{
    private static readonly JsonSerializerOptions Canonical = new(PlatformJson.Options)
    {
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
    };

    public string ToText() => JsonSerializer.Serialize(this, Canonical);

    public static ReleaseDocument Read(string text) => JsonSerializer.Deserialize<ReleaseDocument>(text, Canonical)!;
}

/// <summary>What a column means; stands beside the figures wherever they are shown (P-6.7).</summary>
internal sealed record ColumnDefinition(string Code, string Name, string Definition);

/// <summary>One wave of one agency, or the total. Where <paramref name="Shown"/> is false every figure is null.</summary>
/// <param name="Agency">The agency's name on the day of the release; null in the total.</param>
/// <param name="ResponseRate">Percent, whole numbers.</param>
internal sealed record TableRow(
    string? Agency, string? Wave, DateOnly? ClosedOn, bool Shown, string? Why,
    long? Invited, long? Answered, int? ResponseRate, IReadOnlyList<TableScale> Scales);

/// <param name="Mean">Of the scores from 0 to 100, one decimal; null also where nobody has a score.</param>
internal sealed record TableScale(string Code, string Name, double? Mean, IReadOnlyList<TableBand> Bands, long? NotScored);

/// <param name="Percent">Of those with a score, whole numbers; null also where nobody has one.</param>
internal sealed record TableBand(string Code, string Name, long? Count, int? Percent);
