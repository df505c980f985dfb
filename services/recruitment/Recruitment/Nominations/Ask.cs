using System.Security.Cryptography;
using PeerPlatform.Platform.Data;
using PeerPlatform.Recruitment.Campaigns;

namespace PeerPlatform.Recruitment.Nominations;

/// <summary>
/// Somebody is to be asked in a campaign, or has answered. Nothing about who named them, how often, or when; the person stands in it only as a hash that
/// goes with the campaign. Whether the answer was a no can't be told from the row, and nobody is asked twice (P-3.3, decision 0014).
/// </summary>
[KeepsNoOrder]
internal sealed class Ask
{
    private Ask()
    {
    }

    public Ask(Guid campaignId, byte[] nominee)
    {
        CampaignId = campaignId;
        Nominee = nominee;
    }

    public Guid CampaignId { get; private set; }

    /// <summary>See <see cref="NomineeHash"/>.</summary>
    public byte[] Nominee { get; private set; } = [];

    public bool Answered { get; private set; }
}

/// <summary>How a person stands in a campaign's rows as long as it is open: known to whoever holds the campaign's key and the person's id.</summary>
internal static class NomineeHash
{
    public static byte[] Of(Campaign campaign, Guid member) => HMACSHA256.HashData(campaign.Key, (byte[])[.. "nominee"u8, .. member.ToByteArray()]);
}
