using PeerPlatform.Platform.Texts;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PeerPlatform.Platform.Refusals;
using PeerPlatform.Training.Data;

namespace PeerPlatform.Training.Curriculum;

/// <summary>A topic of the agency's own, in both languages of the platform.</summary>
/// <param name="NameEn">1 to 80 characters, as it stands inside a sentence.</param>
/// <param name="AboutEn">Up to 300 characters.</param>
public sealed record AddTopicRequest(string? NameEn, string? NameEs, string? AboutEn, string? AboutEs);

internal static class AddTopic
{
    private const int LongestName = 80;
    private const int LongestAbout = 300;
    private const int MostTopics = 200;

    public static async Task<Results<Created<ListedTopic>, ProblemHttpResult>> HandleAsync(
        AddTopicRequest request, string? lang, TrainingDbContext db, CancellationToken cancellationToken)
    {
        await using var alone = await db.BeginAloneAsync(TrainingDbContext.Work, cancellationToken);
        var (topic, refusal) = await ReadAsync(request, db, cancellationToken);
        if (topic is null)
        {
            return refusal!.ToProblem();
        }

        db.Topics.Add(topic);
        await db.SaveChangesAsync(cancellationToken);
        await alone.CommitAsync(cancellationToken);
        var language = Languages.Named(lang);
        return TypedResults.Created(
            "/api/training/v1/topics", new ListedTopic(topic.Code, topic.Name().In(language), topic.About().In(language), Essential: false, Source: null));
    }

    /// <summary>The topic with its code, not added yet, or why it can't be; to be asked where no other topic is added meanwhile.</summary>
    public static async Task<(OwnTopic? Topic, Refusal? Refusal)> ReadAsync(AddTopicRequest request, TrainingDbContext db, CancellationToken cancellationToken)
    {
        var aboutEn = "";
        var aboutEs = "";
        var nameEs = "";
        if ((PlainText.Line(request.NameEn, "nameEn", LongestName, out var nameEn)
            ?? PlainText.Line(request.NameEs, "nameEs", LongestName, out nameEs)
            ?? PlainText.Line(request.AboutEn, "aboutEn", LongestAbout, out aboutEn, mayBeEmpty: true)
            ?? PlainText.Line(request.AboutEs, "aboutEs", LongestAbout, out aboutEs, mayBeEmpty: true)) is { } refusal)
        {
            return (null, refusal);
        }

        var count = await db.Topics.CountAsync(cancellationToken);
        return count >= MostTopics
            ? (null, new EnoughTopics(MostTopics))
            : (new OwnTopic { Code = $"own-{count + 1}", NameEn = nameEn, NameEs = nameEs, AboutEn = aboutEn, AboutEs = aboutEs }, null);
    }
}

internal sealed record EnoughTopics(int Most) : Refusal(
    RefusalKind.Conflict, $"The agency has {Most} topics of its own already.", Remedy: "Use one of those that are there.");
