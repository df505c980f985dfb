using System.Globalization;

namespace PeerPlatform.Recruitment.Texts;

/// <summary>Amounts as people write them.</summary>
internal static class Wording
{
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-US");

    /// <summary>US dollars, without cents where there are none.</summary>
    public static string Dollars(int cents) => (cents / 100m).ToString(cents % 100 == 0 ? "$0" : "$0.00", English);
}
