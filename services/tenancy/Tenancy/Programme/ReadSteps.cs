using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PeerPlatform.Contracts.Access;
using PeerPlatform.Platform;
using PeerPlatform.Platform.Texts;
using PeerPlatform.Tenancy.Data;
using PeerPlatform.Tenancy.Members;
using PeerPlatform.Tenancy.Subscriptions;

namespace PeerPlatform.Tenancy.Programme;

/// <summary>The nine steps with what is done of each, as far as it is known here.</summary>
internal static class ReadSteps
{
    private const string Charter = "charter";
    private const string People = "people";

    public static async Task<Ok<List<StepNow>>> HandleAsync(string? lang, TenancyDbContext db, TenantScope scope, CancellationToken cancellationToken)
    {
        var services = await SubscribedServices.OfAsync(db, scope.TenantId!.Value, scope.NetworkId!.Value, cancellationToken);
        var charter = await ReadCharter.NewestAsync(db, cancellationToken);
        var marks = await db.TaskMarks.AsNoTracking()
            .Where(m => m.Number == db.TaskMarks.Where(o => o.Task == m.Task).Max(o => o.Number))
            .ToDictionaryAsync(m => m.Task, cancellationToken);
        var names = await ReadCharter.NamesAsync(
            db, [.. charter.Values.Select(t => t.WrittenBy), .. marks.Values.Select(m => m.MarkedBy)], cancellationToken);
        var roles = await db.Members.Where(m => m.Active).Select(m => m.RoleBits).Distinct().ToListAsync(cancellationToken);
        var language = Languages.Named(lang);
        return TypedResults.Ok(Step.All
            .Select(step => new StepNow(step.Number, step.Title.In(language), step.About.In(language), [.. step.Tasks.Select(Now)]))
            .ToList());

        TaskNow Now(StepTask task)
        {
            var toldBy = ToldBy(task, services);
            (bool? done, Guid? by, DateOnly? on) = toldBy switch
            {
                Charter => OfCharter(charter.GetValueOrDefault(task.What!)),
                People => (roles.Exists(bits => new RoleSet(bits).Has(Enum.Parse<Role>(task.What!, ignoreCase: true))), (Guid?)null, (DateOnly?)null),
                null => OfHand(marks.GetValueOrDefault(task.Code)),
                _ => ((bool?)null, (Guid?)null, (DateOnly?)null),
            };
            return new TaskNow(
                task.Code, task.Text.In(language), task.Hint.In(language), task.Key, task.Source, toldBy, toldBy is null ? null : task.What, done,
                by is { } who ? names.GetValueOrDefault(who) : null, on);
        }
    }

    /// <summary>Null when somebody has to say it: always, or because the agency does not use the service that would know.</summary>
    public static string? ToldBy(StepTask task, IEnumerable<string> subscribed) =>
        task.ToldBy is { } service && (!ServiceName.NeedsSubscription(service) || subscribed.Contains(service)) ? service : null;

    private static (bool? Done, Guid? By, DateOnly? On) OfHand(TaskMark? mark) =>
        mark is null ? (false, null, null) : (mark.Done, mark.MarkedBy, mark.MarkedOn);

    private static (bool? Done, Guid? By, DateOnly? On) OfCharter(CharterText? text) =>
        text is not null && CharterSection.Of(text.Section)!.IsComplete(text.Text) ? (true, text.WrittenBy, text.WrittenOn) : (false, null, null);
}

internal sealed record StepNow(int Number, string Title, string About, TaskNow[] Tasks);

/// <param name="Key">One of the four of a quick start.</param>
/// <param name="ToldBy">Who knows whether it is done: <c>charter</c>, <c>people</c>, a service that the agency uses, or null when it is ticked by hand.</param>
/// <param name="Fact">What of it tells; null when it is ticked by hand.</param>
/// <param name="Done">Null when another service has to be asked.</param>
/// <param name="By">Who wrote it or ticked it; null when nobody did by hand, and when a tick was taken away it is who did that.</param>
internal sealed record TaskNow(
    string Code, string Text, string Hint, bool Key, string Source, string? ToldBy, string? Fact, bool? Done, string? By, DateOnly? On);
