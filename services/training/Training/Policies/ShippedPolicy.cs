using System.Collections.Immutable;
using PeerPlatform.Platform.Texts;

namespace PeerPlatform.Training.Policies;

/// <summary>A policy that the platform has a template for (P-1.6), in our own words after the sources.</summary>
/// <param name="Code">Lower case with hyphens; once shipped it stays.</param>
/// <param name="Name">As it stands inside a sentence.</param>
/// <param name="Source">What the template is written after.</param>
internal sealed record ShippedPolicy(string Code, LocalText Name, LocalText About, string Source)
{
    /// <summary>In the order in which they are shown.</summary>
    public static ImmutableArray<ShippedPolicy> All { get; } =
    [
        new(
            "ethics-code",
            new("ethics code", "código de ética"),
            new("What supporters stand for, and what they never do.", "Qué defienden quienes acompañan y qué no hacen nunca."),
            "[4] app. C; case: ethical practices"),
        new(
            "confidentiality",
            new("confidentiality and its limits", "confidencialidad y sus límites"),
            new("What stays between two people, the few limits, and what is written down.", "Qué queda entre dos personas, los pocos límites y qué se anota."),
            "[4] step 6, limits to confidentiality; part 1, reporting and emergency standards; case: confidentiality, documentation"),
        new(
            "role-dos-and-donts",
            new("what a supporter does and does not do", "lo que hace y no hace quien acompaña"),
            new("One page to keep at hand: do, don't, and where your role ends.", "Una página para tener a mano: qué hacer, qué no y dónde termina el papel."),
            "[4] case: do and don't, role clarity, initial contact"),
        new(
            "emergency-protocol",
            new("emergency protocol", "protocolo de emergencia"),
            new("Who is called, in which order, and who is there for you afterwards.", "A quién se llama, en qué orden y quién está después para ti."),
            "[4] app. E, collaboration on safety; part 1, reporting and emergency standards; case: emergency policy"),
    ];

    public static ShippedPolicy? Of(string policy) => All.FirstOrDefault(p => p.Code == policy);

    /// <summary>The whole text, with places in double brackets that an agency fills in (<see cref="OpenPlaces"/>).</summary>
    public string Template(Language language)
    {
        using var reader = new StreamReader(typeof(ShippedPolicy).Assembly.GetManifestResourceStream($"policies/{Code}.{(language == Language.Es ? "es" : "en")}.txt")!);
        return reader.ReadToEnd().ReplaceLineEndings("\n").Trim();
    }
}
