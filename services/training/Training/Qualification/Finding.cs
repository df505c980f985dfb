using System.Collections.Immutable;
using PeerPlatform.Platform.Calendar;

namespace PeerPlatform.Training.Qualification;

/// <summary>What one requirement says of a person at a date.</summary>
/// <param name="LapsesOn">When it is met: the first day on which it is not, if nothing is added; null when that day never comes.</param>
/// <param name="Have">In the requirement's unit: minutes, meetings, topics, or the attested version.</param>
/// <param name="Need">In the same unit.</param>
/// <param name="Quarter">The quarter that <paramref name="Have"/> and <paramref name="Need"/> are of: the one asked after when it is not met, the present one when it is.</param>
/// <param name="Missing">Codes of topics that are not covered.</param>
internal sealed record Finding(
    Requirement Requirement, bool IsMet, DateOnly? LapsesOn, int Have, int Need, Quarter? Quarter, ImmutableArray<string> Missing)
{
    /// <summary>True when nobody else needs to hear of the difference between the two.</summary>
    public bool IsSameAs(Finding other) =>
        Requirement.Code == other.Requirement.Code && IsMet == other.IsMet && LapsesOn == other.LapsesOn;
}
