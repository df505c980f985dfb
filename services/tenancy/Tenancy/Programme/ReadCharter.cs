using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PeerPlatform.Platform.Refusals;
using PeerPlatform.Tenancy.Data;

namespace PeerPlatform.Tenancy.Programme;

/// <summary>The charter as it stands, and how each part read before.</summary>
internal static class ReadCharter
{
    private const int MostWordings = 200;

    public static async Task<Ok<List<SectionNow>>> HandleAsync(TenancyDbContext db, CancellationToken cancellationToken)
    {
        var written = await NewestAsync(db, cancellationToken);
        var names = await NamesAsync(db, [.. written.Values.Select(t => t.WrittenBy)], cancellationToken);
        return TypedResults.Ok(CharterSection.All
            .Select(s => written.GetValueOrDefault(s.Code) is { } text ? SectionNow.Of(s, text, names.GetValueOrDefault(text.WrittenBy)) : SectionNow.Of(s, null, null))
            .ToList());
    }

    /// <summary>Every wording of one part, the newest first.</summary>
    public static async Task<Results<Ok<List<SectionNow>>, ProblemHttpResult>> WordingsAsync(string section, TenancyDbContext db, CancellationToken cancellationToken)
    {
        if (CharterSection.Of(section) is not { } part)
        {
            return new SectionUnknown().ToProblem();
        }

        var all = await db.CharterTexts.AsNoTracking().Where(t => t.Section == section).OrderByDescending(t => t.Version).Take(MostWordings).ToListAsync(cancellationToken);
        var names = await NamesAsync(db, [.. all.Select(t => t.WrittenBy)], cancellationToken);
        return TypedResults.Ok(all.Select(t => SectionNow.Of(part, t, names.GetValueOrDefault(t.WrittenBy))).ToList());
    }

    /// <summary>The newest wording of each part that has any.</summary>
    public static async Task<Dictionary<string, CharterText>> NewestAsync(TenancyDbContext db, CancellationToken cancellationToken) =>
        await db.CharterTexts.AsNoTracking()
            .Where(t => t.Version == db.CharterTexts.Where(o => o.Section == t.Section).Max(o => o.Version))
            .ToDictionaryAsync(t => t.Section, cancellationToken);

    /// <summary>Names by member; who has left the agency keeps theirs.</summary>
    public static async Task<Dictionary<Guid, string>> NamesAsync(TenancyDbContext db, List<Guid> members, CancellationToken cancellationToken) =>
        await db.Members.Where(m => members.Contains(m.Id)).ToDictionaryAsync(m => m.Id, m => m.GivenName + " " + m.FamilyName, cancellationToken);
}

/// <param name="IsList">Each line is an entry.</param>
/// <param name="Version">0 while nothing was ever written.</param>
/// <param name="IsComplete">Does what the manual asks of this part.</param>
internal sealed record SectionNow(string Code, bool IsList, string Text, int Version, bool IsComplete, string? WrittenBy, DateOnly? WrittenOn)
{
    public static SectionNow Of(CharterSection section, CharterText? text, string? writtenBy) => new(
        section.Code, section.Entries is not null, text?.Text ?? "", text?.Version ?? 0, section.IsComplete(text?.Text ?? ""), writtenBy, text?.WrittenOn);
}
