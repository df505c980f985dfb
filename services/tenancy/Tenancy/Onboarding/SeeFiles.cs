using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PeerPlatform.Platform.Paging;
using PeerPlatform.Platform.Refusals;
using PeerPlatform.Tenancy.Data;

namespace PeerPlatform.Tenancy.Onboarding;

internal sealed record SeenTally(int New, int Changed, int Unchanged)
{
    public static SeenTally Of(Tally tally) => new(tally.New, tally.Changed, tally.Unchanged);
}

/// <param name="RowsTotal">Null until the whole file has been read.</param>
/// <param name="Percent">0–100 of the preview or, once it was said yes to, of the import.</param>
/// <param name="Sample">The first changes as sentences; empty after the import.</param>
internal sealed record SeenFile(
    Guid Id, string FileName, DateTimeOffset UploadedAt, string UploadedBy, OnboardingState State,
    int RowsRead, int? RowsTotal, int Percent, SeenTally Agencies, SeenTally Teams, SeenTally Members,
    int FaultyRows, IReadOnlyList<string> Sample, string? Failure);

internal sealed record SeenFault(int Row, string Column, string Value, string Reason, string Remedy);

/// <summary>The network's files: all of them by age, one with its progress, and one's faults by row.</summary>
internal static class SeeFiles
{
    public static async Task<Results<Ok<SeenFile>, ProblemHttpResult>> OneAsync(
        Guid id, TenancyDbContext db, OnboardingProgress progress, CancellationToken cancellationToken)
    {
        var import = await Visible(db).SingleOrDefaultAsync(i => i.Id == id, cancellationToken);
        return import is null ? new ImportUnknown().ToProblem() : TypedResults.Ok(See(import, progress));
    }

    public static async Task<Results<Ok<Listing<SeenFile>>, ProblemHttpResult>> AllAsync(
        [AsParameters] PageAsked asked, TenancyDbContext db, OnboardingProgress progress, CancellationToken cancellationToken)
    {
        if (asked.Refused() is { } refusal)
        {
            return refusal.ToProblem();
        }

        var total = await Visible(db).CountAsync(cancellationToken);
        var page = await Visible(db)
            .OrderByDescending(i => i.UploadedAt).ThenBy(i => i.Id)
            .Skip(asked.Before).Take(asked.Length)
            .ToListAsync(cancellationToken);
        return TypedResults.Ok(asked.Of<SeenFile>([.. page.Select(i => See(i, progress))], total));
    }

    public static async Task<Results<Ok<Listing<SeenFault>>, ProblemHttpResult>> FaultsAsync(
        Guid id, [AsParameters] PageAsked asked, TenancyDbContext db, CancellationToken cancellationToken)
    {
        if (asked.Refused() is { } refusal)
        {
            return refusal.ToProblem();
        }

        if (!await Visible(db).AnyAsync(i => i.Id == id, cancellationToken))
        {
            return new ImportUnknown().ToProblem();
        }

        var faults = db.Faults.AsNoTracking().Where(f => f.ImportId == id);
        var total = await faults.CountAsync(cancellationToken);
        var page = await faults
            .OrderBy(f => f.Number).Skip(asked.Before).Take(asked.Length)
            .Select(f => new SeenFault(f.Row, f.Column, f.Value, f.Reason, f.Remedy))
            .ToListAsync(cancellationToken);
        return TypedResults.Ok(asked.Of(page, total));
    }

    private static IQueryable<OnboardingImport> Visible(TenancyDbContext db) =>
        db.Imports.AsNoTracking().Where(i => i.State != OnboardingState.Receiving);

    private static SeenFile See(OnboardingImport import, OnboardingProgress progress)
    {
        var walks = import.State is OnboardingState.Reading or OnboardingState.Importing;
        var (rows, percent) = walks ? progress.Of(import.Id) : (import.RowsTotal ?? 0, 100);
        return new SeenFile(
            import.Id, import.FileName, import.UploadedAt, import.UploadedBy, import.State, rows, import.RowsTotal, percent,
            SeenTally.Of(import.Agencies), SeenTally.Of(import.Teams), SeenTally.Of(import.Members),
            import.FaultyRows, import.Sample, import.Failure);
    }
}
