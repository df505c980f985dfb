using PeerPlatform.Platform.Refusals;

namespace PeerPlatform.Tenancy.Programme;

/// <summary>A part of a programme's charter (P-1.5; [4] steps 1 and 3 to 5). Each is written and saved by itself, so that two who work on different parts never meet.</summary>
/// <param name="Code">Lower case with hyphens; once shipped it stays.</param>
/// <param name="Longest">In characters.</param>
/// <param name="Entries">How many lines make it complete, where each line is an entry; null where it is running text.</param>
internal sealed record CharterSection(string Code, int Longest, int? Entries)
{
    private const int LongestEntry = 300;

    /// <summary>In the order in which they are shown. A committee works best with three to seven ([4] step 1); three are asked for, seven no limit.</summary>
    public static IReadOnlyList<CharterSection> All { get; } =
    [
        new("steering-committee", 3_000, 3),
        new("advisory-council", 3_000, 1),
        new("eap-contact", 500, null),
        new("mission", 1_500, null),
        new("vision", 1_500, null),
        new("goals", 3_000, 1),
        new("core-values", 3_000, 1),
        new("reporting-structure", 3_000, null),
        new("timeline", 3_000, 1),
        new("budget", 3_000, 1),
    ];

    public static CharterSection? Of(string code) => All.FirstOrDefault(s => s.Code == code);

    /// <summary>The next wording, after the one that its writer had before them; null when the words are the same as now.</summary>
    /// <param name="sent">Empty takes the words away; what was there stays among the earlier wordings.</param>
    /// <param name="basedOn">The version that the writer saw; 0 when nothing was written yet.</param>
    public CharterText? Write(string? sent, int basedOn, CharterText? now, Guid writtenBy, DateOnly today, out Refusal? refusal)
    {
        var text = Tidy(sent ?? "");
        refusal = text.Length > Longest
            ? new FieldRefused("text", $"This part has at most {Longest} characters.", "Write it shorter.")
            : Entries is not null && text.Split('\n').Any(line => line.Length > LongestEntry)
                ? new FieldRefused("text", $"A line has at most {LongestEntry} characters.", "Write one entry a line, in a few words.")
                : null;
        if (refusal is not null || text == (now?.Text ?? ""))
        {
            return null;
        }

        if (basedOn != (now?.Version ?? 0))
        {
            refusal = new ChangedMeanwhile();
            return null;
        }

        return new CharterText { Section = Code, Version = basedOn + 1, Text = text, WrittenBy = writtenBy, WrittenOn = today };
    }

    /// <summary>True when the words do what the manual asks of this part: some text, or enough entries.</summary>
    public bool IsComplete(string text) => text.Length > 0 && text.Split('\n').Length >= (Entries ?? 1);

    /// <summary>Entries without empty lines and bullets; running text with its paragraphs.</summary>
    private string Tidy(string sent)
    {
        var lines = sent.ReplaceLineEndings("\n").Split('\n').Select(line => string.Concat(line.Where(c => !char.IsControl(c))).Trim());
        return Entries is null
            ? string.Join('\n', lines).Trim()
            : string.Join('\n', lines.Select(line => line.TrimStart('-', '•', '*', ' ')).Where(line => line.Length > 0));
    }
}

internal sealed record SectionUnknown() : Refusal(
    RefusalKind.NotFound, "A charter has no such part.", Remedy: "Go back to the charter and choose one there.");

internal sealed record ChangedMeanwhile() : Refusal(
    RefusalKind.Conflict,
    "Somebody else has saved this part since you opened it. Their words are kept, and yours were not saved over them.",
    Remedy: "Put both together and save again.");
