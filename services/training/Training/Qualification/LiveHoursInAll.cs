using PeerPlatform.Platform.Texts;
using PeerPlatform.Training.Texts;

namespace PeerPlatform.Training.Qualification;

/// <summary>Live training of so many minutes in all, at any time; once reached, it stays (P-4.2).</summary>
internal sealed record LiveHoursInAll(string Code, LocalText Name, string Source, int Minutes) : Requirement(Code, Name, Source)
{
    /// <inheritdoc />
    public override Finding At(DateOnly day, SupporterRecord record, RuleBook rules)
    {
        var have = 0;
        foreach (var training in record.Trainings)
        {
            have += training.Live && training.CompletedOn <= day ? training.Minutes : 0;
        }

        foreach (var earlier in record.Equivalences)
        {
            have += earlier.AcceptedOn <= day ? earlier.LiveMinutes : 0;
        }

        return new Finding(this, have >= Minutes, LapsesOn: null, have, Minutes, Quarter: null, []);
    }

    /// <inheritdoc />
    public override LocalText Explain(Finding finding, RuleBook rules)
    {
        var (have, need) = (Wording.Hours(finding.Have), Wording.Hours(Minutes));
        return finding.IsMet
            ? new($"The {need.En} live hours are done.", $"Las {need.Es} horas en vivo están completas.")
            : new($"{have.En} of {need.En} live hours are done.", $"Se completaron {have.Es} de {need.Es} horas en vivo.");
    }

    /// <inheritdoc />
    public override string? Fault(RuleBook rules) => Minutes < 1 ? "asks for no hours" : null;
}
