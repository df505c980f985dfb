using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using PeerPlatform.Recruitment.Campaigns;

namespace PeerPlatform.Recruitment.Nominations;

/// <summary>
/// What lets somebody name a colleague without saying who they are. It is the same for everybody on a day, so it can't be anybody's; nothing is kept when it is
/// handed out (decision 0014). It is good through the day after, so that whoever opens the page at midnight is not sent away.
/// </summary>
internal static class NominationPass
{
    private const int Bytes = 18;

    public static string Of(Campaign campaign, DateOnly day)
    {
        var text = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return Base64Url.EncodeToString(HMACSHA256.HashData(campaign.Key, Encoding.ASCII.GetBytes($"pass {text}")).AsSpan(0, Bytes));
    }

    public static bool IsGood(Campaign campaign, string? shown, DateOnly today) =>
        campaign.Key.Length > 0 && (Same(shown, Of(campaign, today)) || Same(shown, Of(campaign, today.AddDays(-1))));

    private static bool Same(string? shown, string right) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(shown ?? ""), Encoding.ASCII.GetBytes(right));
}
