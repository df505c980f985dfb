using PeerPlatform.Platform.Texts;
using PeerPlatform.Training.Texts;

namespace PeerPlatform.Training.Qualification;

/// <summary>Training, live or at one's own pace, in every calendar quarter (P-4.2; [4] step 8: four hours).</summary>
/// <param name="Minutes">Of a whole quarter.</param>
/// <param name="StepMinutes">A part of a quarter asks for multiples of it, rounded down.</param>
internal sealed record HoursEachQuarter(string Code, LocalText Name, string Source, int Minutes, int StepMinutes) : Requirement(Code, Name, Source)
{
    /// <inheritdoc />
    public override Finding At(DateOnly day, SupporterRecord record, RuleBook rules) =>
        new QuarterlyAmount(Minutes, StepMinutes).Find(this, day, record, (from, through) => Between(record, from, through));

    /// <inheritdoc />
    public override LocalText Explain(Finding finding, RuleBook rules)
    {
        var (have, need) = (Wording.Hours(finding.Have), Wording.Hours(finding.Need));
        var quarter = QuarterlyAmount.Name(finding.Quarter!.Value);
        if (!finding.IsMet)
        {
            return new(
                $"The quarter from {quarter.En} asked for {need.En} hours; {have.En} are done, and the rest can be made up now.",
                $"El trimestre {quarter.Es} pedía {need.Es} horas; se completaron {have.Es} y el resto se puede recuperar ahora.");
        }

        return finding.Need == 0
            ? new("No hours are asked for this quarter.", "Este trimestre no se piden horas.")
            : new($"{have.En} of {need.En} hours are done in the quarter from {quarter.En}.", $"Se completaron {have.Es} de {need.Es} horas en el trimestre {quarter.Es}.");
    }

    /// <inheritdoc />
    public override string? Fault(RuleBook rules) =>
        Minutes is < 1 or > 60_000 ? "asks for no hours, or for more than there are" : StepMinutes < 1 || Minutes % StepMinutes != 0 ? "a quarter's hours are not whole steps" : null;

    private static int Between(SupporterRecord record, DateOnly from, DateOnly through)
    {
        var minutes = 0;
        foreach (var training in record.Trainings)
        {
            minutes += from <= training.CompletedOn && training.CompletedOn <= through ? training.Minutes : 0;
        }

        return minutes;
    }
}
