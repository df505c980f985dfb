using System.Collections.Immutable;
using PeerPlatform.Platform.Refusals;
using PeerPlatform.Platform.Texts;

namespace PeerPlatform.Recruitment.Campaigns;

/// <summary>What a panel looks for ([4] step 7 and app. D).</summary>
/// <param name="Code">Stable; scores name it.</param>
internal sealed record Criterion(string Code, LocalText Name, LocalText LookFor)
{
    /// <summary>In the order in which they are shown.</summary>
    public static ImmutableArray<Criterion> All { get; } =
    [
        new("compassion", new("Compassion", "Compasión"), new("Is moved by what others go through, and stays with them in it.", "Le importa lo que viven los demás y permanece a su lado.")),
        new("service", new("Spirit of service", "Espíritu de servicio"), new("Does it for colleagues, not for standing or gain.", "Lo hace por sus colegas, no por prestigio ni beneficio.")),
        new("listening", new("Curiosity and listening", "Curiosidad y escucha"), new("Asks, listens to the end, and doesn't judge.", "Pregunta, escucha hasta el final y no juzga.")),
        new("livedExperience", new("Lived experience", "Experiencia vivida"), new("Has been through hard times and can speak of them where it helps.", "Ha pasado por momentos difíciles y puede hablar de ellos cuando ayuda.")),
        new("courage", new("Courage", "Valentía"), new("Shows that it is all right to be vulnerable, and says when something is too much.", "Muestra que está bien ser vulnerable y dice cuándo algo es demasiado.")),
        new("confidentiality", new("Confidentiality", "Confidencialidad"), new("Understands why what is said stays, and where that has its limits.", "Entiende por qué lo dicho no sale de ahí y dónde están los límites.")),
    ];
}

/// <summary>What gives reason to talk before deciding ([4] app. D).</summary>
internal sealed record FlagOfConcern(string Code, LocalText Name)
{
    public static ImmutableArray<FlagOfConcern> All { get; } =
    [
        new("adviceGiving", new("Gives advice", "Da consejos")),
        new("doesForOthers", new("Does things for people that they could do themselves", "Hace por otros lo que podrían hacer por sí mismos")),
        new("judgmental", new("Lectures or judges", "Sermonea o juzga")),
        new("jargon", new("Speaks in psychiatric jargon", "Habla con jerga psiquiátrica")),
        new("advocacy", new("Advocates a faith or a spiritual way", "Promueve una fe o una vía espiritual")),
        new("prejudice", new("Racist or sexist words, or political views", "Expresiones racistas o sexistas, u opiniones políticas")),
    ];
}

/// <summary>How much each criterion counts in a campaign: 1 to 5, 3 unless said (P-3.5).</summary>
internal sealed record Matrix(ImmutableSortedDictionary<string, int> Weights)
{
    private const int Usual = 3;
    private const int Most = 5;

    /// <summary>Every criterion the same.</summary>
    public static Matrix Even { get; } = new(Criterion.All.ToImmutableSortedDictionary(c => c.Code, _ => Usual, StringComparer.Ordinal));

    /// <summary>Criteria that are not named keep the usual weight.</summary>
    public static Refusal? Read(IReadOnlyDictionary<string, int>? sent, out Matrix matrix)
    {
        matrix = Even;
        foreach (var (code, weight) in sent ?? new Dictionary<string, int>())
        {
            if (!matrix.Weights.ContainsKey(code) || weight is < 1 or > Most)
            {
                return new FieldRefused("weights", $"Each criterion counts 1 to {Most}.", $"Name any of {string.Join(", ", matrix.Weights.Keys)}, each with 1 to {Most}.");
            }

            matrix = new Matrix(matrix.Weights.SetItem(code, weight));
        }

        return null;
    }
}
