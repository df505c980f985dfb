using PeerPlatform.Platform.Texts;
using PeerPlatform.Training.Texts;

namespace PeerPlatform.Training.Qualification;

/// <summary>The person has given their word to the version of a policy that is in force, or to a newer one (P-1.6, P-4.2).</summary>
/// <param name="Policy">The policy's code.</param>
internal sealed record PolicyAttested(string Code, LocalText Name, string Source, string Policy) : Requirement(Code, Name, Source)
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

        var isMet = inForce > 0 && attested >= inForce;
        return new Finding(this, isMet, isMet ? asksAgain : null, attested, inForce, Quarter: null, []);
    }

    /// <inheritdoc />
    public override LocalText Explain(Finding finding, RuleBook rules)
    {
        if (finding is { IsMet: true, LapsesOn: { } asked })
        {
            var day = Wording.Day(asked);
            return new(
                $"Version {finding.Have} is attested; a newer version asks again by {day.En}.",
                $"La versión {finding.Have} está confirmada; una versión nueva pide confirmarla de nuevo antes del {day.Es}.");
        }

        return finding switch
        {
            { IsMet: true } => new($"Version {finding.Have} is attested.", $"La versión {finding.Have} está confirmada."),
            { Need: 0 } => new("The agency has not put this policy in force yet.", "La agencia aún no puso en vigor esta política."),
            _ => new($"Version {finding.Need} is to be read and attested.", $"La versión {finding.Need} está por leer y confirmar."),
        };
    }

    /// <inheritdoc />
    public override string? Fault(RuleBook rules) => Policy.Length == 0 ? "names no policy" : null;
}
