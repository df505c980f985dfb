using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PeerPlatform.Platform.Refusals;
using PeerPlatform.Reporting.Data;
using PeerPlatform.Reporting.Facts;

namespace PeerPlatform.Reporting.Releases;

internal static class ReadRelease
{
    public static async Task<Results<Ok<ReleaseView>, ProblemHttpResult>> HandleAsync(
        Guid id, ReportingDbContext db, CancellationToken cancellationToken)
    {
        if (await db.Releases.AsNoTracking().SingleOrDefaultAsync(r => r.Id == id, cancellationToken) is not { } release)
        {
            return new ReleaseUnknown().ToProblem();
        }

        return Ledger.ReadText(release) is { } document
            ? TypedResults.Ok(ReleaseView.Of(release, document, await Ledger.IsIntactAsync(db, cancellationToken)))
            : new ReleaseUnreadable(release.Number).ToProblem();
    }
}

/// <param name="ChainIntact">False when any release of the ledger differs from what was written.</param>
internal sealed record ReleaseView(
    Guid Id, int Number, InstrumentName Instrument, DateOnly MadeOn, string Sha256, string? PreviousSha256, bool ChainIntact, ReleasedTable Table)
{
    public static ReleaseView Of(Release release, ReleaseDocument document, bool chainIntact) => new(
        release.Id, document.Release, document.Instrument, document.MadeOn, release.Sha256, document.PreviousSha256, chainIntact,
        new ReleasedTable(document.Columns, document.Rows, document.Total));
}

internal sealed record ReleasedTable(IReadOnlyList<ColumnDefinition> Columns, IReadOnlyList<TableRow> Rows, TableRow Total);

internal sealed record ReleaseUnknown() : Refusal(
    RefusalKind.NotFound, "There is no such release.", Remedy: "Look it up in the ledger of releases.");

internal sealed record ReleaseUnreadable(int Number) : Refusal(
    RefusalKind.Conflict,
    $"The stored text of release {Number} is not what was written, so it is not shown.",
    Remedy: "Tell whoever runs the platform; the release is in their backup.");
