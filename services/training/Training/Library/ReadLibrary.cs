using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PeerPlatform.Platform.Refusals;
using PeerPlatform.Platform.Texts;
using PeerPlatform.Training.Data;

namespace PeerPlatform.Training.Library;

/// <summary>The practice library: what is shipped, then the agency's own by title.</summary>
internal static class ReadLibrary
{
    private const int LongestSearch = 100;

    public static async Task<Results<Ok<ListedEntry[]>, ProblemHttpResult>> ListAsync(
        string? search, string? kind, string? lang, TrainingDbContext db, CancellationToken cancellationToken)
    {
        if (search?.Length > LongestSearch)
        {
            return new FieldRefused("search", $"A search has up to {LongestSearch} characters.", "Look for fewer words.").ToProblem();
        }

        EntryKind wanted = default;
        if (kind is not null && !EntryWording.TryReadKind(kind, out wanted))
        {
            return EntryWording.KindRefused().ToProblem();
        }

        var language = Languages.Named(lang);
        var own = await db.LibraryEntries.AsNoTracking().Where(e => e.WithdrawnOn == null).ToListAsync(cancellationToken);
        var words = ReadableEntry.Fold(search ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return TypedResults.Ok<ListedEntry[]>(
        [
            .. Entry.Shipped.Select(e => ReadableEntry.Of(e, language))
                .Concat(own.Select(e => ReadableEntry.Of(e, language)).OrderBy(e => ReadableEntry.Fold(e.Title), StringComparer.Ordinal))
                .Where(e => (kind is null || e.Kind == wanted) && e.Has(words))
                .Select(e => e.Listed()),
        ]);
    }

    public static async Task<Results<Ok<ReadableEntry>, ProblemHttpResult>> ReadAsync(
        string code, string? lang, TrainingDbContext db, CancellationToken cancellationToken)
    {
        var language = Languages.Named(lang);
        if (Entry.Shipped.FirstOrDefault(e => e.Code == code) is { } shipped)
        {
            return TypedResults.Ok(ReadableEntry.Of(shipped, language));
        }

        var own = await db.LibraryEntries.AsNoTracking().SingleOrDefaultAsync(e => e.Code == code, cancellationToken);
        return own is null ? new EntryUnknown().ToProblem()
            : own.WithdrawnOn is not null ? new EntryWithdrawn().ToProblem()
            : TypedResults.Ok(ReadableEntry.Of(own, language));
    }
}
