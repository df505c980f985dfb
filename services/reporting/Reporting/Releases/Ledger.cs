using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using PeerPlatform.Reporting.Data;

namespace PeerPlatform.Reporting.Releases;

/// <summary>The chain of a network's releases. A text, a hash or a number changed in the file breaks it.</summary>
internal static class Ledger
{
    /// <summary>True when every release from the first to the latest is there and as it was written.</summary>
    public static async Task<bool> IsIntactAsync(ReportingDbContext db, CancellationToken cancellationToken)
    {
        var number = 0;
        string? previous = null;
        await foreach (var release in db.Releases.AsNoTracking().OrderBy(r => r.Number).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            number++;
            if (release.Number != number || release.PreviousSha256 != previous || Release.HashOf(release.Text) != release.Sha256
                || !SaysTheSame(release))
            {
                return false;
            }

            previous = release.Sha256;
        }

        return true;
    }

    /// <summary>The release's text as it was written; null when it can no longer be read.</summary>
    public static ReleaseDocument? ReadText(Release release)
    {
        try
        {
            return ReleaseDocument.Read(release.Text);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static bool SaysTheSame(Release release) =>
        ReadText(release) is { } document
        && document.Release == release.Number
        && document.PreviousSha256 == release.PreviousSha256
        && document.MadeOn == release.MadeOn
        && document.Instrument.Title == release.InstrumentTitle
        && document.Rows.Count == release.Waves
        && document.Rows.Count(r => r.Shown) == release.ShownRows;
}
