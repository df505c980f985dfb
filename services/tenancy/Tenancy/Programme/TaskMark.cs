using PeerPlatform.Platform.Data;
using PeerPlatform.Platform.Refusals;

namespace PeerPlatform.Tenancy.Programme;

/// <summary>Somebody said on a day that a task is done, or no longer. The last word holds; all of them stay on record.</summary>
internal sealed class TaskMark : IImmutableRow
{
    public required string Task { get; init; }

    /// <summary>From 1.</summary>
    public required int Number { get; init; }

    public required bool Done { get; init; }

    public required Guid MarkedBy { get; init; }

    /// <summary>The day at the agency.</summary>
    public required DateOnly MarkedOn { get; init; }

    /// <summary>The next word on a task; null when it says what holds already.</summary>
    /// <param name="toldBy">Who tells it from facts; nobody can say otherwise then.</param>
    public static TaskMark? After(TaskMark? last, StepTask task, string? toldBy, bool done, Guid markedBy, DateOnly today, out Refusal? refusal)
    {
        refusal = toldBy is null ? null : new TaskToldByFacts();
        return refusal is not null || (last?.Done ?? false) == done
            ? null
            : new TaskMark { Task = task.Code, Number = (last?.Number ?? 0) + 1, Done = done, MarkedBy = markedBy, MarkedOn = today };
    }
}

internal sealed record TaskUnknown() : Refusal(
    RefusalKind.NotFound, "There is no such task in the nine steps.", Remedy: "Go back to the steps and choose one there.");

internal sealed record TaskToldByFacts() : Refusal(
    RefusalKind.Conflict, "This task is seen to be done when it is. It can't be ticked by hand.", Remedy: "Do it, and it is marked by itself.");
