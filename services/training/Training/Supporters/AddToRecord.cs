using PeerPlatform.Platform.Texts;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PeerPlatform.Platform.Refusals;
using PeerPlatform.Training.Agencies;
using PeerPlatform.Training.Data;
using PeerPlatform.Training.Qualification;

namespace PeerPlatform.Training.Supporters;

/// <summary>Earlier training that the agency takes as its own.</summary>
/// <param name="TrainedOn">The day it was held, at most ten years ago.</param>
/// <param name="LiveMinutes">0 to 6,000.</param>
/// <param name="Topics">Codes of the curriculum that it covered.</param>
public sealed record AcceptEquivalenceRequest(DateOnly? TrainedOn, int? LiveMinutes, IReadOnlyList<string>? Topics);

/// <summary>Days on which nothing is asked.</summary>
/// <param name="Through">The last day, at most two years after the first; missing while no end is known.</param>
public sealed record RecordLeaveRequest(DateOnly? From, DateOnly? Through);

/// <summary>Supervision or co-reflection that somebody took part in; what was said does not belong here.</summary>
/// <param name="Kind"><c>supervision</c> or <c>coReflection</c>.</param>
public sealed record RecordMeetingRequest(DateOnly? HeldOn, string? Kind);

/// <summary>What a coordinator adds to somebody's record.</summary>
internal static class AddToRecord
{
    private const int MostMinutes = 6_000;
    private const int MostEntries = 2_000;

    public static Task<Results<Ok<TrainingPath>, ProblemHttpResult>> EquivalenceAsync(
        Guid id, AcceptEquivalenceRequest request, string? lang, TrainingDbContext db, AgencyReader agencies, CancellationToken cancellationToken) =>
        ChangeAsync(id, lang, db, agencies, Equivalence(request), cancellationToken);

    public static Task<Results<Ok<TrainingPath>, ProblemHttpResult>> LeaveAsync(
        Guid id, RecordLeaveRequest request, string? lang, TrainingDbContext db, AgencyReader agencies, CancellationToken cancellationToken) =>
        ChangeAsync(id, lang, db, agencies, Leave(request), cancellationToken);

    public static Task<Results<Ok<TrainingPath>, ProblemHttpResult>> MeetingAsync(
        Guid id, RecordMeetingRequest request, string? lang, TrainingDbContext db, AgencyReader agencies, CancellationToken cancellationToken) =>
        ChangeAsync(id, lang, db, agencies, Meeting(request), cancellationToken);

    private static Addition Equivalence(AcceptEquivalenceRequest request) => (SupporterRecord record, AgencyToday today, out Refusal? refusal) =>
    {
        var topics = (request.Topics ?? []).Distinct().ToList();
        refusal = request.TrainedOn is not { } on || on > today.Today || on < today.Today.AddYears(-10)
            ? new FieldRefused("trainedOn", "Earlier training was held within the last ten years.", "Say the day on which it was held.")
            : request.LiveMinutes is < 0 or > MostMinutes ? new FieldRefused("liveMinutes", $"Live minutes are 0 to {MostMinutes}.", "Count the live minutes only.")
            : topics.FirstOrDefault(t => !today.Rules.TopicNames.ContainsKey(t)) is not null ? new FieldRefused("topics", "One of these topics is not known here.", "Choose from the list of topics.")
            : topics.Count == 0 && request.LiveMinutes is null or 0 ? new FieldRefused("topics", "It covers no topic and gives no hours.", "Name a topic or the live minutes.")
            : null;
        return refusal is null
            ? record with { Equivalences = record.Equivalences.Add(new(today.Today, request.TrainedOn!.Value, request.LiveMinutes ?? 0, [.. topics])) }
            : record;
    };

    private static Addition Leave(RecordLeaveRequest request) => (SupporterRecord record, AgencyToday today, out Refusal? refusal) =>
    {
        refusal = request.From is not { } from || from < today.Today.AddYears(-1) || from > today.Today.AddYears(1)
            ? new FieldRefused("from", "A leave begins at most a year ago or a year ahead.", "Say its first day.")
            : request.Through is { } through && (through < from || through > from.AddYears(2))
                ? new FieldRefused("through", "A leave ends on its first day or later, and within two years.", "Say its last day, or leave it out while it is not known.")
                : null;
        return refusal is null ? record with { Leaves = record.Leaves.Add(new(request.From!.Value, request.Through)) } : record;
    };

    private static Addition Meeting(RecordMeetingRequest request) => (SupporterRecord record, AgencyToday today, out Refusal? refusal) =>
    {
        var kind = request.Kind switch { "supervision" => MeetingKind.Supervision, "coReflection" => MeetingKind.CoReflection, _ => (MeetingKind?)null };
        refusal = kind is null ? new FieldRefused("kind", "A meeting is supervision or coReflection.", "Name one of the two.")
            : request.HeldOn is not { } on || on > today.Today || on < today.Today.AddYears(-1)
                ? new FieldRefused("heldOn", "A meeting was held within the last year.", "Say the day on which it was held.")
                : null;
        return refusal is null ? record.With(new AttendedMeeting(request.HeldOn!.Value, kind!.Value)) : record;
    };

    private static async Task<Results<Ok<TrainingPath>, ProblemHttpResult>> ChangeAsync(
        Guid id, string? lang, TrainingDbContext db, AgencyReader agencies, Addition add, CancellationToken cancellationToken)
    {
        await using var alone = await db.BeginAloneAsync(TrainingDbContext.Work, cancellationToken);
        if (await agencies.TodayAsync(cancellationToken) is not { } today)
        {
            return new AgencySilent().ToProblem();
        }

        if (await db.Supporters.SingleOrDefaultAsync(s => s.Id == id, cancellationToken) is not { } supporter)
        {
            return new SupporterUnknown().ToProblem();
        }

        var record = add(supporter.Record, today, out var refusal);
        if ((refusal ?? (record.Count > MostEntries ? new RecordFull(MostEntries) : null)) is { } no)
        {
            return no.ToProblem();
        }

        supporter.Change(record, today);
        await db.SaveChangesAsync(cancellationToken);
        await alone.CommitAsync(cancellationToken);
        return TypedResults.Ok(TrainingPath.Of(supporter, today, Languages.Named(lang)));
    }

    private delegate SupporterRecord Addition(SupporterRecord record, AgencyToday today, out Refusal? refusal);
}

internal sealed record RecordFull(int Most) : Refusal(
    RefusalKind.Conflict, $"A record holds at most {Most} entries.", Remedy: "Ask whoever runs the platform.");
