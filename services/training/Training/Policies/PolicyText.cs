using PeerPlatform.Platform.Data;
using PeerPlatform.Platform.Refusals;
using PeerPlatform.Platform.Texts;

namespace PeerPlatform.Training.Policies;

/// <summary>A version of a policy that supporters give their word to (P-1.6). It never changes: what somebody attested stays readable.</summary>
internal sealed class PolicyText : IImmutableRow
{
    public const int LongestText = 20_000;
    private const int LongestChanges = 500;

    public required string Policy { get; init; }

    /// <summary>From 1.</summary>
    public required int Version { get; init; }

    /// <summary>The first day on which an older attestation is no longer enough.</summary>
    public required DateOnly RequiredFrom { get; init; }

    /// <summary>Up to 20,000 characters, in the agency's own language, with no place left open.</summary>
    public required string Text { get; init; }

    /// <summary>The language of the text.</summary>
    public required Language Language { get; init; }

    /// <summary>What is different from the version before, for those who are asked again; empty for the first.</summary>
    public required string Changes { get; init; }

    public required Guid PublishedBy { get; init; }

    /// <summary>The publisher's name on that day.</summary>
    public required string PublisherName { get; init; }

    public required DateOnly PublishedOn { get; init; }

    /// <summary>The next version; nobody is asked again without being told why.</summary>
    /// <param name="earlier">How many versions there are.</param>
    public static PolicyText? Publish(
        string policy, int earlier, PolicyWords words, DateOnly? requiredFrom, Publisher publisher, out Refusal? refusal)
    {
        var (text, language, changes) = (words.Text.Trim(), words.Language, words.Changes?.Trim() ?? "");
        refusal = text.Length is 0 or > LongestText
            ? new FieldRefused("text", $"A policy has 1 to {LongestText} characters.", "Write the whole text that people give their word to.")
            : OpenPlaces.In(text) is [var open, ..]
                ? new FieldRefused("text", $"A place is still to be filled in: {(open.Length > 0 ? open : "[[")}.", "Fill in every place in double brackets, or take it out.")
                : earlier > 0 && changes.Length == 0
                    ? new FieldRefused("changes", "It is missing what is different from the version before.", "Say it in a sentence or two; everybody who is asked again reads it.")
                    : changes.Length > LongestChanges
                        ? new FieldRefused("changes", $"What is different has at most {LongestChanges} characters.", "Say it in a sentence or two.")
                        : requiredFrom is not { } from || from < publisher.Today || from > publisher.Today.AddYears(1)
                            ? new FieldRefused("requiredFrom", "A version is required from today on, or from a day within a year.", "Choose a day from today on.")
                            : null;
        return refusal is not null ? null : new PolicyText
        {
            Policy = policy,
            Version = earlier + 1,
            RequiredFrom = requiredFrom!.Value,
            Text = text,
            Language = language,
            Changes = earlier > 0 ? changes : "",
            PublishedBy = publisher.MemberId,
            PublisherName = publisher.Name,
            PublishedOn = publisher.Today,
        };
    }
}

/// <summary>What is published.</summary>
/// <param name="Changes">What is different from the version before; not asked for the first.</param>
internal sealed record PolicyWords(string Text, Language Language, string? Changes);

/// <summary>Who publishes or writes, on which day at the agency.</summary>
internal sealed record Publisher(Guid MemberId, string Name, DateOnly Today);

internal sealed record PolicyUnknown() : Refusal(
    RefusalKind.NotFound, "There is no such version of a policy.", Remedy: "Go back to your path; what is to be read is listed there.");

internal sealed record PolicyNotAskedFor() : Refusal(
    RefusalKind.NotFound, "No requirement asks for such a policy.", Remedy: "Go back to the list of policies and choose one there.");
