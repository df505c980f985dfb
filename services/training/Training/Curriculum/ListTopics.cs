using PeerPlatform.Platform.Texts;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PeerPlatform.Training.Data;

namespace PeerPlatform.Training.Curriculum;

/// <summary>The shipped topics, then the agency's own.</summary>
internal static class ListTopics
{
    public static async Task<Ok<ListedTopic[]>> HandleAsync(string? lang, TrainingDbContext db, CancellationToken cancellationToken)
    {
        var language = Languages.Named(lang);
        var own = await db.Topics.AsNoTracking().OrderBy(t => t.Code).ToListAsync(cancellationToken);
        return TypedResults.Ok<ListedTopic[]>(
        [
            .. Topic.Shipped.Select(t => new ListedTopic(t.Code, t.Name.In(language), t.About.In(language), t.Essential, t.Source)),
            .. own.Select(t => new ListedTopic(t.Code, t.Name().In(language), t.About().In(language), Essential: false, Source: null)),
        ]);
    }
}

/// <param name="Source">Null for the agency's own.</param>
internal sealed record ListedTopic(string Code, string Name, string About, bool Essential, string? Source);
