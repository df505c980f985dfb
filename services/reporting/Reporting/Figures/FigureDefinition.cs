using PeerPlatform.Platform.Texts;

namespace PeerPlatform.Reporting.Figures;

/// <summary>What a figure means; stands beside it wherever it is shown (P-6.7).</summary>
/// <param name="Code">Its column in the file and its name in the answer.</param>
internal sealed record FigureDefinition(string Code, LocalText Name, LocalText Meaning, Func<QuarterFigures, int> In)
{
    /// <summary>In the order in which they are shown.</summary>
    public static IReadOnlyList<FigureDefinition> All { get; } =
    [
        new(
            "supporters",
            new LocalText("Supporters chosen here", "Personas de apoyo elegidas aquí"),
            new LocalText(
                "People in the role of a supporter on the last day of the quarter, chosen in a search here.",
                "Personas que tenían el papel de apoyo el último día del trimestre y fueron elegidas en una búsqueda aquí."),
            figures => figures.Supporters),
        new(
            "qualifiedSupporters",
            new LocalText("Of them qualified", "De ellas, con habilitación"),
            new LocalText(
                "Those of them who met every requirement of training and supervision on that day.",
                "Las que ese día cumplían todo lo que se pide de formación y supervisión."),
            figures => figures.QualifiedSupporters),
        new(
            "othersQualified",
            new LocalText("Others who are qualified", "Otras personas con habilitación"),
            new LocalText(
                "People who met every requirement on the last day of the quarter and were never chosen in a search here: supporters who were there before, or were chosen elsewhere, and supervisors, who take the same training.",
                "Personas que el último día del trimestre cumplían todo lo que se pide y nunca fueron elegidas en una búsqueda aquí: personas de apoyo que ya lo eran o que se eligieron en otro lugar, y quienes supervisan, que hacen la misma formación."),
            figures => figures.OthersQualified),
        new(
            "selected",
            new LocalText("Became supporters", "Empezaron"),
            new LocalText(
                "How many times in the quarter somebody took up the role. Whoever came back counts again.",
                "Cuántas veces en el trimestre alguien asumió el papel. Quien volvió cuenta otra vez."),
            figures => figures.Selected),
        new(
            "stoodDown",
            new LocalText("Stood down", "Lo dejaron"),
            new LocalText(
                "How many times in the quarter somebody left the role. Why is not kept here: those who left by their own wish and those who were let go count the same.",
                "Cuántas veces en el trimestre alguien dejó el papel. Aquí no se guarda por qué: quien se fue por su voluntad y quien tuvo que dejarlo cuentan igual."),
            figures => figures.StoodDown),
    ];
}
