using PeerPlatform.Platform.Texts;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PeerPlatform.Platform.Refusals;
using PeerPlatform.Training.Data;
using PeerPlatform.Training.Texts;

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
        var aboutEn = "";
        var aboutEs = "";
        var nameEs = "";
        if ((OneLine.Read(request.NameEn, "nameEn", LongestName, out var nameEn)
            ?? OneLine.Read(request.NameEs, "nameEs", LongestName, out nameEs)
            ?? OneLine.Read(request.AboutEn, "aboutEn", LongestAbout, out aboutEn, mayBeEmpty: true)
            ?? OneLine.Read(request.AboutEs, "aboutEs", LongestAbout, out aboutEs, mayBeEmpty: true)) is { } refusal)
        {
            return refusal.ToProblem();
        }

        await using var alone = await db.BeginAloneAsync(TrainingDbContext.Work, cancellationToken);
        var count = await db.Topics.CountAsync(cancellationToken);
        if (count >= MostTopics)
        {
            return new EnoughTopics(MostTopics).ToProblem();
        }

        var topic = new OwnTopic { Code = $"own-{count + 1}", NameEn = nameEn, NameEs = nameEs, AboutEn = aboutEn, AboutEs = aboutEs };
        db.Topics.Add(topic);
        await db.SaveChangesAsync(cancellationToken);
        await alone.CommitAsync(cancellationToken);
        var language = Languages.Named(lang);
        return TypedResults.Created(
            "/api/training/v1/topics", new ListedTopic(topic.Code, topic.Name().In(language), topic.About().In(language), Essential: false, Source: null));
    }
}

internal sealed record EnoughTopics(int Most) : Refusal(
    RefusalKind.Conflict, $"The agency has {Most} topics of its own already.", Remedy: "Use one of those that are there.");
