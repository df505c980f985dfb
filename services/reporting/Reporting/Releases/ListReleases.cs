using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PeerPlatform.Platform.Refusals;
using PeerPlatform.Reporting.Data;

namespace PeerPlatform.Reporting.Releases;

internal static class ListReleases
{
    private const int LargestPage = 200;

    public static async Task<Results<Ok<LedgerPage>, ProblemHttpResult>> HandleAsync(
        ReportingDbContext db, CancellationToken cancellationToken, int page = 1, int size = 50)
    {
        if (page is < 1 or > 1_000_000)
        {
            return new FieldRefused("page", "Pages are numbered from 1.", "Send page=1 for the newest releases.").ToProblem();
        }

        if (size is < 1 or > LargestPage)
        {
            return new FieldRefused("size", $"A page has 1 to {LargestPage} entries.", $"Send a size from 1 to {LargestPage}.").ToProblem();
        }

        var items = await db.Releases
            .OrderByDescending(r => r.Number)
            .Skip((page - 1) * size)
            .Take(size)
            .Select(r => new LedgerEntry(r.Id, r.Number, r.InstrumentTitle, r.MadeOn, r.Waves, r.ShownRows, r.Waves - r.ShownRows, r.Sha256))
            .ToListAsync(cancellationToken);
        return TypedResults.Ok(new LedgerPage(items, await db.Releases.CountAsync(cancellationToken), page, size));
    }
}

internal sealed record LedgerPage(IReadOnlyList<LedgerEntry> Items, int Total, int Page, int Size);

internal sealed record LedgerEntry(
    Guid Id, int Number, string InstrumentTitle, DateOnly MadeOn, int Waves, int ShownRows, int WithheldRows, string Sha256);
