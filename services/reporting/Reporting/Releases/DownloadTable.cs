using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PeerPlatform.Platform.Refusals;
using PeerPlatform.Platform.Texts;
using PeerPlatform.Reporting.Data;

namespace PeerPlatform.Reporting.Releases;

/// <summary>The same table as a file (P-6.7). JSON is the stored text itself, so anybody can check it against the ledger.</summary>
internal static class DownloadTable
{
    public static Task<Results<FileContentHttpResult, ProblemHttpResult>> JsonAsync(
        Guid id, ReportingDbContext db, CancellationToken cancellationToken) =>
        FileAsync(id, db, (release, _) => Encoding.UTF8.GetBytes(release.Text), "application/json", "json", cancellationToken);

    public static Task<Results<FileContentHttpResult, ProblemHttpResult>> CsvAsync(
        Guid id, ReportingDbContext db, CancellationToken cancellationToken) =>
        FileAsync(
            id, db, (_, document) => CsvFile.Bytes(ReleaseCsv.Write(document)), CsvFile.ContentType, "csv", cancellationToken);

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> FileAsync(
        Guid id, ReportingDbContext db, Func<Release, ReleaseDocument, byte[]> write, string contentType, string ending,
        CancellationToken cancellationToken)
    {
        if (await db.Releases.AsNoTracking().SingleOrDefaultAsync(r => r.Id == id, cancellationToken) is not { } release)
        {
            return new ReleaseUnknown().ToProblem();
        }

        return Ledger.ReadText(release) is { } document
            ? TypedResults.File(write(release, document), contentType, $"release-{release.Number}-{document.Instrument.Code}.{ending}")
            : new ReleaseUnreadable(release.Number).ToProblem();
    }
}
