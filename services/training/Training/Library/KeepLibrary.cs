using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PeerPlatform.Platform.Refusals;
using PeerPlatform.Training.Agencies;
using PeerPlatform.Training.Data;

namespace PeerPlatform.Training.Library;

/// <summary>The coordinator adds, changes and withdraws the agency's own texts; shipped ones stay as they are.</summary>
internal static class KeepLibrary
{
    private const int MostEntries = 200;

    public static async Task<Results<Created<WrittenEntry>, ProblemHttpResult>> AddAsync(
        EntryRequest request, TrainingDbContext db, AgencyReader agencies, CancellationToken cancellationToken)
    {
        if (EntryWording.Read(request, out var words) is { } unreadable)
        {
            return unreadable.ToProblem();
        }

        await using var alone = await db.BeginAloneAsync(TrainingDbContext.Work, cancellationToken);
        if (await agencies.TodayAsync(cancellationToken) is not { } today)
        {
            return new AgencySilent().ToProblem();
        }

        var count = await db.LibraryEntries.CountAsync(cancellationToken);
        if (count >= MostEntries)
        {
            return new EnoughEntries(MostEntries).ToProblem();
        }

        var entry = OwnEntry.Add($"own-{count + 1}", words!, today.Today);
        db.LibraryEntries.Add(entry);
        await db.SaveChangesAsync(cancellationToken);
        await alone.CommitAsync(cancellationToken);
        return TypedResults.Created($"/api/training/v1/library/{entry.Code}", WrittenEntry.Of(entry));
    }

    /// <summary>Both languages as they were written, for whoever goes on writing.</summary>
    public static async Task<Results<Ok<WrittenEntry>, ProblemHttpResult>> ReadWrittenAsync(string code, TrainingDbContext db, CancellationToken cancellationToken) =>
        Entry.Shipped.Any(e => e.Code == code) ? new EntryShipped().ToProblem()
        : await db.LibraryEntries.AsNoTracking().SingleOrDefaultAsync(e => e.Code == code, cancellationToken) is { } entry
            ? entry.WithdrawnOn is null ? TypedResults.Ok(WrittenEntry.Of(entry)) : new EntryWithdrawn().ToProblem()
            : new EntryUnknown().ToProblem();

    public static Task<Results<Ok<WrittenEntry>, ProblemHttpResult>> ChangeAsync(
        string code, EntryRequest request, TrainingDbContext db, AgencyReader agencies, CancellationToken cancellationToken) =>
        ChangeAsync(
            code, db, agencies,
            (entry, today) => EntryWording.Read(request, out var words) is { } unreadable ? unreadable : entry.Change(words!, today),
            cancellationToken);

    public static Task<Results<Ok<WrittenEntry>, ProblemHttpResult>> WithdrawAsync(
        string code, TrainingDbContext db, AgencyReader agencies, CancellationToken cancellationToken) =>
        ChangeAsync(
            code, db, agencies,
            (entry, today) =>
            {
                entry.Withdraw(today);
                return null;
            },
            cancellationToken);

    private static async Task<Results<Ok<WrittenEntry>, ProblemHttpResult>> ChangeAsync(
        string code, TrainingDbContext db, AgencyReader agencies, Func<OwnEntry, DateOnly, Refusal?> change, CancellationToken cancellationToken)
    {
        if (Entry.Shipped.Any(e => e.Code == code))
        {
            return new EntryShipped().ToProblem();
        }

        await using var alone = await db.BeginAloneAsync(TrainingDbContext.Work, cancellationToken);
        if (await agencies.TodayAsync(cancellationToken) is not { } today)
        {
            return new AgencySilent().ToProblem();
        }

        if (await db.LibraryEntries.SingleOrDefaultAsync(e => e.Code == code, cancellationToken) is not { } entry)
        {
            return new EntryUnknown().ToProblem();
        }

        if (change(entry, today.Today) is { } refusal)
        {
            return refusal.ToProblem();
        }

        await db.SaveChangesAsync(cancellationToken);
        await alone.CommitAsync(cancellationToken);
        return TypedResults.Ok(WrittenEntry.Of(entry));
    }
}

/// <summary>An agency's own text in both languages, as it was written.</summary>
internal sealed record WrittenEntry(string Code, EntryKind Kind, string TitleEn, string TextEn, string TitleEs, string TextEs)
{
    public static WrittenEntry Of(OwnEntry entry) => new(entry.Code, entry.Kind, entry.TitleEn, entry.TextEn, entry.TitleEs, entry.TextEs);
}
