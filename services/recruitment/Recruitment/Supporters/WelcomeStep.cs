using System.Collections.Immutable;
using PeerPlatform.Platform.Texts;

namespace PeerPlatform.Recruitment.Supporters;

/// <summary>
/// A step by which somebody who joins later becomes one of the team; [4] found that people who joined an existing group lost cohesion and the sense that it is theirs (P-3.9).
/// </summary>
internal sealed record WelcomeStep(string Code, LocalText Text)
{
    /// <summary>In the order in which they are taken.</summary>
    public static ImmutableArray<WelcomeStep> All { get; } =
    [
        new("buddy", new("Meet your buddy, just to talk", "Conoce a la persona que te acompaña, solo para conversar")),
        new("story", new("Hear from the team how it began, and what you have agreed among you", "Escucha del equipo cómo empezó y qué han acordado")),
        new("together", new("Come to something informal with the whole team", "Ven a algo informal con todo el equipo")),
        new("sitIn", new("Sit in when supporters reflect together", "Asiste cuando el equipo reflexiona en común")),
        new("idea", new("Bring one idea of your own, and let the team try it", "Aporta una idea tuya y deja que el equipo la pruebe")),
        new("month", new("After a month, talk with your buddy about how it is", "Al cabo de un mes, habla con quien te acompaña de cómo te va")),
    ];
}
