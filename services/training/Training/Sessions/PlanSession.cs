using PeerPlatform.Platform.Texts;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using PeerPlatform.Platform.Refusals;
using PeerPlatform.Training.Agencies;
using PeerPlatform.Training.Data;

namespace PeerPlatform.Training.Sessions;

/// <summary>A session to be planned (P-4.3).</summary>
/// <param name="Title">1 to 100 characters.</param>
/// <param name="Topics">Codes of the curriculum; may be empty.</param>
/// <param name="Live">True with others at the same time; false at one's own pace until <paramref name="EndsAt"/>.</param>
/// <param name="Minutes">What it gives on record, 1 to 1,440.</param>
/// <param name="Seats">1 to 500.</param>
/// <param name="LedBy">1 to 120 characters: who leads it, in words that let somebody avoid it without having to say why.</param>
/// <param name="Place">Up to 200 characters.</param>
/// <param name="Link">An https address, or nothing.</param>
/// <param name="Accessibility">Any of stepFree, captions, signLanguage, quietRoom, byPhone.</param>
public sealed record PlanSessionRequest(
    string? Title,
    IReadOnlyList<string>? Topics,
    bool? Live,
    DateTimeOffset? StartsAt,
    DateTimeOffset? EndsAt,
    int? Minutes,
    int? Seats,
    string? LedBy,
    string? Place,
    string? Link,
    IReadOnlyList<string>? Accessibility);

internal static class PlanSession
{
    private const int LongestTitle = 100;
    private const int LongestLedBy = 120;
    private const int LongestPlace = 200;
    private static readonly TimeSpan LongestLive = TimeSpan.FromDays(7);
    private static readonly TimeSpan FarthestAhead = TimeSpan.FromDays(2 * 365);

    public static async Task<Results<Created<SessionForTrainer>, ProblemHttpResult>> HandleAsync(
        PlanSessionRequest request, string? lang, TrainingDbContext db, AgencyReader agencies, CancellationToken cancellationToken)
    {
        await using var alone = await db.BeginAloneAsync(TrainingDbContext.Work, cancellationToken);
        if (await agencies.TodayAsync(cancellationToken) is not { } today)
        {
            return new AgencySilent().ToProblem();
        }

        if (Read(request, today, out var plan) is { } refusal)
        {
            return refusal.ToProblem();
        }

        var session = Session.Plan(plan!);
        db.Sessions.Add(session);
        await db.SaveChangesAsync(cancellationToken);
        await alone.CommitAsync(cancellationToken);
        return TypedResults.Created($"/api/training/v1/sessions/{session.Id}", SessionForTrainer.Of(session, today, Languages.Named(lang)));
    }

    private static Refusal? Read(PlanSessionRequest request, AgencyToday today, out SessionPlan? plan)
    {
        plan = null;
        var (ledBy, place, link) = ("", "", "");
        if ((PlainText.Line(request.Title, "title", LongestTitle, out var title)
            ?? PlainText.Line(request.LedBy, "ledBy", LongestLedBy, out ledBy)
            ?? PlainText.Line(request.Place, "place", LongestPlace, out place, mayBeEmpty: true)
            ?? PlainText.Line(request.Link, "link", LongestPlace, out link, mayBeEmpty: true)) is { } unreadable)
        {
            return unreadable;
        }

        if (link.Length > 0 && !(Uri.TryCreate(link, UriKind.Absolute, out var address) && address.Scheme == Uri.UriSchemeHttps))
        {
            return new FieldRefused("link", "A link begins with https://.", "Copy the whole address, or leave it out.");
        }

        var topics = (request.Topics ?? []).Distinct().ToList();
        if (topics.Any(t => !today.Rules.TopicNames.ContainsKey(t)))
        {
            return new FieldRefused("topics", "One of these topics is not known here.", "Choose from the list of topics.");
        }

        var live = request.Live ?? true;
        if (request.StartsAt is not { } starts || starts <= today.Now || starts > today.Now + FarthestAhead)
        {
            return new FieldRefused("startsAt", "A session begins in the future, at most two years ahead.", "Say when it begins.");
        }

        if (request.EndsAt is not { } ends || ends <= starts || (live && ends > starts + LongestLive) || ends > starts + FarthestAhead)
        {
            return new FieldRefused("endsAt", "A session ends after it began; a live one within a week.", "Say when it ends.");
        }

        if (request.Minutes is not ({ } minutes and >= 1 and <= Session.LongestMinutes))
        {
            return new FieldRefused("minutes", $"A session gives 1 to {Session.LongestMinutes} minutes.", "Count the minutes without breaks.");
        }

        if (request.Seats is not ({ } seats and >= 1 and <= Session.MostSeats))
        {
            return new FieldRefused("seats", $"A session has 1 to {Session.MostSeats} seats.", "Say how many can come.");
        }

        var accessibility = new List<Accessibility>();
        foreach (var word in (request.Accessibility ?? []).Distinct(StringComparer.OrdinalIgnoreCase))
        {
            if (Enum.GetNames<Accessibility>().FirstOrDefault(n => n.Equals(word, StringComparison.OrdinalIgnoreCase)) is not { } known)
            {
                return new FieldRefused("accessibility", "One of these is not known here.", "Name any of stepFree, captions, signLanguage, quietRoom, byPhone.");
            }

            accessibility.Add(Enum.Parse<Accessibility>(known));
        }

        plan = new SessionPlan(title, topics, live, starts.ToUniversalTime(), ends.ToUniversalTime(), minutes, seats, ledBy, place, link, accessibility);
        return null;
    }
}
