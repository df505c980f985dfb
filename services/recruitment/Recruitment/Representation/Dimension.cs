using System.Collections.Immutable;
using PeerPlatform.Platform.Texts;

namespace PeerPlatform.Recruitment.Representation;

/// <summary>Something by which a team can be like the workforce or unlike it; everybody says of it what they wish, or nothing (P-3.7).</summary>
internal sealed record Dimension(string Code, LocalText Name, ImmutableArray<Choice> Choices)
{
    public static ImmutableArray<Dimension> All { get; } =
    [
        new("work", new("Work", "Trabajo"),
        [
            new("direct", new("With the people we serve", "Con las personas a las que servimos")),
            new("lead", new("Leading others", "Dirigiendo a otras personas")),
            new("office", new("Office, technology and upkeep", "Oficina, técnica y mantenimiento")),
        ]),
        new("tenure", new("Time here", "Tiempo aquí"),
        [
            new("under1", new("Less than a year", "Menos de un año")),
            new("from1", new("One to five years", "De uno a cinco años")),
            new("from5", new("Five years and more", "Cinco años o más")),
        ]),
        new("language", new("First language", "Primera lengua"),
        [
            new("english", new("English", "Inglés")),
            new("spanish", new("Spanish", "Español")),
            new("other", new("Another one", "Otra")),
        ]),
        new("gender", new("Gender", "Género"),
        [
            new("woman", new("Woman", "Mujer")),
            new("man", new("Man", "Hombre")),
            new("other", new("In other words", "Con otras palabras")),
        ]),
        new("ethnicity", new("Race and ethnicity", "Raza y etnicidad"),
        [
            new("native", new("American Indian or Alaska Native", "Indígena de las Américas o de Alaska")),
            new("asian", new("Asian", "Asiática")),
            new("black", new("Black or African American", "Negra o afroamericana")),
            new("hispanic", new("Hispanic or Latino", "Hispana o latina")),
            new("mena", new("Middle Eastern or North African", "De Oriente Medio o el norte de África")),
            new("pacific", new("Native Hawaiian or Pacific Islander", "Nativa de Hawái o de las islas del Pacífico")),
            new("white", new("White", "Blanca")),
            new("several", new("More than one of these", "Más de una de estas")),
        ]),
    ];
}

internal sealed record Choice(string Code, LocalText Name);

/// <summary>By code of the dimension, the code of the choice.</summary>
internal sealed record Said(ImmutableSortedDictionary<string, string> Choices);

/// <summary>What a member chose to say of themselves, for counting only. Nobody but they ever sees it; they can change it or take it away.</summary>
internal sealed class Declaration
{
    /// <summary>Who.</summary>
    public required Guid MemberId { get; init; }

    public required Said Said { get; set; }
}
