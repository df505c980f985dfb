using System.Collections.Immutable;
using System.Text.Json;
using PeerPlatform.Platform;
using PeerPlatform.Platform.Texts;

namespace PeerPlatform.Tenancy.Programme;

/// <summary>One of the manual's nine steps of setting up a programme, in our own words (P-1.5; [4] part 2, action steps).</summary>
internal sealed record Step(int Number, LocalText Title, LocalText About, ImmutableArray<StepTask> Tasks)
{
    /// <summary>The nine, in order.</summary>
    public static ImmutableArray<Step> All { get; } = Read();

    public static StepTask? TaskOf(string code) => All.SelectMany(s => s.Tasks).FirstOrDefault(t => t.Code == code);

    private static ImmutableArray<Step> Read()
    {
        using var stream = typeof(Step).Assembly.GetManifestResourceStream("programme/steps.v1.json")!;
        return JsonSerializer.Deserialize<ImmutableArray<Step>>(stream, PlatformJson.Options);
    }
}

/// <summary>Something to be done in a step.</summary>
/// <param name="Code">Once over all steps; once shipped it stays.</param>
/// <param name="Key">One of the four that the manual marks for a team that has to start at once ([4], note at the action steps).</param>
/// <param name="Fact">Where it can be seen that it is done: <c>charter</c>, <c>people</c> or a service, a slash, and what; null when only a person can tell.</param>
internal sealed record StepTask(string Code, LocalText Text, LocalText Hint, bool Key, string Source, string? Fact)
{
    /// <summary>Who knows: <c>charter</c>, <c>people</c> or a service; null when only a person can tell.</summary>
    public string? ToldBy => Fact?.Split('/')[0];

    public string? What => Fact?.Split('/')[1];
}
