using System.Globalization;
using PeerPlatform.Assessment.Instruments;
using PeerPlatform.Assessment.Waves;
using PeerPlatform.Platform.Texts;

namespace PeerPlatform.Assessment.Results;

/// <summary>The sentences around the figures.</summary>
internal static class ResultsWords
{
    public static LocalText WhyWithheld { get; } = new(
        $"Shown when at least {Withholding.Smallest} people answered and no smaller group could be worked out from it.",
        $"Se muestra cuando respondieron al menos {Withholding.Smallest} personas y no se puede deducir un grupo menor a partir de los datos.");

    private static readonly LocalText EverybodyInvited = new("Everybody invited", "Todas las personas invitadas");

    private static readonly LocalText NothingShown = new(
        $"Fewer than {Withholding.Smallest} people answered, so no figures are shown. That protects those who did.",
        $"Respondieron menos de {Withholding.Smallest} personas, por eso no se muestran cifras. Así se protege a quienes sí respondieron.");

    public static string Everybody(Wave wave, Language language) =>
        wave.TeamIds.Count == 0 ? wave.AgencyName : EverybodyInvited.In(language);

    /// <summary>Who answered, and the scale with the highest mean, in words.</summary>
    public static string Headline(Instrument instrument, GroupFigures everybody, Language language)
    {
        if (!everybody.Shown)
        {
            return NothingShown.In(language);
        }

        var spanish = language == Language.Es;
        var answered = spanish
            ? $"Respondieron {everybody.Answered} de {everybody.Invited} personas."
            : $"{everybody.Answered} of {everybody.Invited} people answered.";
        var highest = instrument.Scales
            .Select((scale, i) => (scale, figures: everybody.Scales[i]))
            .Where(x => x.figures is not null)
            .OrderByDescending(x => x.figures!.Mean)
            .FirstOrDefault();
        if (highest.figures is not { } top)
        {
            return answered;
        }

        var mean = top.Mean.ToString("0.#", CultureInfo.GetCultureInfo(spanish ? "es" : "en"));
        var name = highest.scale.Name.In(language);
        var sentence = (spanish, instrument.Scales.Count) switch
        {
            (false, 1) => $"{name}: {mean} of 100 on average.",
            (false, _) => $"Highest on average: {name}, {mean} of 100.",
            (true, 1) => $"{name}: {mean} de 100 en promedio.",
            (true, _) => $"El promedio más alto: {name}, {mean} de 100.",
        };
        return $"{answered} {sentence} {highest.scale.HigherMeans.In(language)}";
    }
}
