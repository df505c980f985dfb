namespace PeerPlatform.Recruitment.Nominations;

/// <summary>
/// A leader's own word for somebody, until that person has answered: with a yes it goes to the application, with a no it is erased. Nobody reads it before (P-3.3).
/// </summary>
internal sealed class LeaderNomination
{
    /// <summary>Random.</summary>
    public required Guid Id { get; init; }

    public required Guid CampaignId { get; init; }

    /// <summary>See <see cref="NomineeHash"/>.</summary>
    public required byte[] Nominee { get; init; }

    public required Guid LeaderId { get; init; }

    public required string LeaderName { get; init; }

    public required string Words { get; set; }
}
