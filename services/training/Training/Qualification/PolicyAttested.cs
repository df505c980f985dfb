using PeerPlatform.Platform.Texts;

namespace PeerPlatform.Training.Qualification;

/// <summary>The person has given their word to the version of a policy that is in force, or to a newer one (P-1.6, P-4.2).</summary>
/// <param name="Policy">The policy's code.</param>
/// <param name="WhenPublished">True when it is asked only once the agency has put the policy in force; otherwise nobody is qualified before that.</param>
internal sealed record PolicyAttested(string Code, LocalText Name, string Source, string Policy, bool WhenPublished = false) : Requirement(Code, Name, Source)
{
    /// <inheritdoc />
    public override Finding At(DateOnly day, SupporterRecord record, RuleBook rules)
    {
        var attested = 0;
        foreach (var attestation in record.Attestations)
        {
            if (attestation.AttestedOn <= day && attestation.Policy == Policy && attestation.Version > attested)
            {
                attested = attestation.Version;
            }
        }

        var inForce = 0;
        DateOnly? asksAgain = null;
        foreach (var version in rules.Policies)
        {
            if (version.Policy != Policy)
            {
                continue;
            }

            if (version.RequiredFrom <= day)
            {
                inForce = Math.Max(inForce, version.Version);
            }
            else if (version.Version > attested && !(asksAgain <= version.RequiredFrom))
            {
                asksAgain = version.RequiredFrom;
            }
        }

        var isMet = inForce > 0 ? attested >= inForce : WhenPublished;
        return new Finding(this, isMet, isMet ? asksAgain : null, attested, inForce, Quarter: null, []);
    }

    /// <inheritdoc />
    public override LocalText Explain(Finding finding, RuleBook rules)
    {
        if (finding is { IsMet: true, LapsesOn: { } asked })
        {
            var day = LocalText.Day(asked);
            return finding.Have == 0
                ? new($"It is to be read and attested by {day.En}.", $"Está por leer y confirmar antes del {day.Es}.")
                : new(
                $"Version {finding.Have} is attested; a newer version asks again by {day.En}.",
                $"La versión {finding.Have} está confirmada; una versión nueva pide confirmarla de nuevo antes del {day.Es}.");
        }

        return finding switch
        {
            { IsMet: true, Have: 0 } => new("The agency does not ask for it yet.", "La agencia aún no la pide."),
            { IsMet: true } => new($"Version {finding.Have} is attested.", $"La versión {finding.Have} está confirmada."),
            { Need: 0 } => new("The agency has not put this policy in force yet.", "La agencia aún no puso en vigor esta política."),
            _ => new($"Version {finding.Need} is to be read and attested.", $"La versión {finding.Need} está por leer y confirmar."),
        };
    }

    /// <inheritdoc />
    public override bool IsAsked(Finding finding) => !WhenPublished || finding.Need > 0 || finding.Have > 0 || finding.LapsesOn is not null;

    /// <inheritdoc />
    public override string? Fault(RuleBook rules) => Policy.Length == 0 ? "names no policy" : null;
}
