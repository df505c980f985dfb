using PeerPlatform.Platform.Data;
using PeerPlatform.Platform.Refusals;
using PeerPlatform.Platform.Texts;

namespace PeerPlatform.Training.Library;

/// <summary>What an agency adds to the practice library (P-4.10). It may be in one language only; readers of the other see it marked as such.</summary>
internal sealed class OwnEntry : Aggregate
{
    private OwnEntry()
    {
    }

    /// <summary>Begins with <c>own-</c>, so that it never meets a shipped one.</summary>
    public string Code { get; private set; } = "";

    public EntryKind Kind { get; private set; }

    /// <summary>Empty, like its text, when there is no English.</summary>
    public string TitleEn { get; private set; } = "";

    /// <summary>Up to 4,000 characters on several lines.</summary>
    public string TextEn { get; private set; } = "";

    public string TitleEs { get; private set; } = "";

    public string TextEs { get; private set; } = "";

    public DateOnly ChangedOn { get; private set; }

    /// <summary>The day from which it is not shown any more; null while it is.</summary>
    public DateOnly? WithdrawnOn { get; private set; }

    public static OwnEntry Add(string code, EntryWords words, DateOnly today)
    {
        var entry = new OwnEntry { Code = code };
        entry.Take(words, today);
        return entry;
    }

    public Refusal? Change(EntryWords words, DateOnly today)
    {
        if (WithdrawnOn is not null)
        {
            return new EntryWithdrawn();
        }

        Take(words, today);
        return null;
    }

    /// <summary>A second time changes nothing.</summary>
    public void Withdraw(DateOnly today) => WithdrawnOn ??= today;

    /// <summary>The language in which a reader of the other gets it.</summary>
    public Language LanguageFor(Language asked) => asked switch
    {
        Language.Es when TitleEs.Length == 0 => Language.En,
        Language.En when TitleEn.Length == 0 => Language.Es,
        _ => asked,
    };

    private void Take(EntryWords words, DateOnly today) =>
        (Kind, TitleEn, TextEn, TitleEs, TextEs, ChangedOn) = (words.Kind, words.TitleEn, words.TextEn, words.TitleEs, words.TextEs, today);
}

/// <summary>What a coordinator wrote, checked: a whole text in at least one language.</summary>
internal sealed record EntryWords(EntryKind Kind, string TitleEn, string TextEn, string TitleEs, string TextEs);

internal sealed record EntryUnknown() : Refusal(
    RefusalKind.NotFound, "There is no such text in the library.", Remedy: "Go back to the library and choose one there.");

internal sealed record EntryWithdrawn() : Refusal(
    RefusalKind.Gone, "Your agency has withdrawn this text.", Remedy: "Go back to the library; what holds today is there.");

internal sealed record EntryShipped() : Refusal(
    RefusalKind.Conflict, "This text comes with the platform.", Remedy: "Add a text of your own beside it.");

internal sealed record EnoughEntries(int Most) : Refusal(
    RefusalKind.Conflict, $"The agency has {Most} texts of its own already.", Remedy: "Change one of those that are there.");
