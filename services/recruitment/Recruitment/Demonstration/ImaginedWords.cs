using System.Collections.Immutable;
using PeerPlatform.Recruitment.Applications;

namespace PeerPlatform.Recruitment.Demonstration;

/// <summary>What people who were never asked might have written; no sentence is anybody's.</summary>
internal static class ImaginedWords
{
    public const string Tasks =
        """
        Be there for a colleague who has had a hard day: listen, stay, and help them find what helps them. You see two or three people a month, when it suits you both.

        Come to the training before you begin, to four hours of training each quarter, and to supervision. You don't counsel, and you keep no notes.
        """;

    public const string Place = "The small meeting room on the second floor, or by video if you prefer";

    public static (string Title, string Goal) FirstSearch { get; } =
        ("Our first peer supporters", "People from different jobs, so that everybody finds somebody to talk to.");

    public static (string Title, string Goal) OpenSearch { get; } = ("Two more peer supporters", "One of the two speaks Spanish, or knows the night shifts.");

    /// <summary>One for each of the panel.</summary>
    public static ImmutableArray<string> Notes { get; } =
    [
        "Asked what it was like for us too, and waited for the answer.",
        "Quiet at first. What was said about keeping things to oneself was clear.",
        "Speaks of hard times without making them bigger or smaller.",
    ];

    public static ImmutableArray<IReadOnlyDictionary<string, string?>> Answers { get; } =
    [
        new Dictionary<string, string?>
        {
            ["interest"] = "Two years ago somebody from another team sat with me after a shift. She said little. I would like to do that for others.",
            ["background"] = "Eleven years here, the last four on nights. Before that I worked in a shelter.",
            ["definition"] = "To be beside somebody as an equal, to listen, and not to take over.",
            ["someoneThere"] = "She did not tell me what to do, and she asked again a week later.",
            ["sharing"] = "Yes, when it helps the other person and not only me.",
        },
        new Dictionary<string, string?>
        {
            ["interest"] = "Muchos colegas hablan conmigo en español cuando algo les pesa. Quiero aprender a hacerlo bien.",
            ["background"] = "Seis años con familias, tres de ellos en las llamadas de la tarde.",
            ["definition"] = "Escuchar sin juzgar, guardar lo que se dice y saber cuándo hace falta otra ayuda.",
            ["concerns"] = "Me gustaría saber cuántas horas son en realidad.",
        },
        new Dictionary<string, string?>
        {
            ["interest"] = "I notice when people go quiet. I would like to know what to do then, and what not to do.",
            ["background"] = "Three years in this job, and fifteen in a hospital kitchen.",
            ["definition"] = "Somebody who knows the work, has time, and keeps it to themselves.",
            ["livedExperience"] = "I have been through a long illness in my family. I know what it is to come to work all the same.",
        },
    ];

    /// <summary>In the order in which the applications of the search that is over were sent.</summary>
    public static ImmutableArray<(ApplicationState Outcome, string Reasons, string Words)> Decisions { get; } =
    [
        (
            ApplicationState.Selected,
            "The panel saw somebody who listens to the end. Clear about confidentiality and its limits.",
            "We look forward to working with you."),
        (ApplicationState.Selected, "Known in the teams as somebody people turn to. Says when something is too much.", ""),
        (ApplicationState.Waiting, "Would do it well. Both places are filled by people from jobs that had nobody.", "Please don't take this as a no."),
        (
            ApplicationState.NotSelected,
            "Gave advice where listening was asked for; the panel would gladly see another application after a listening course.",
            ""),
    ];
}
