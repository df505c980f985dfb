using System.Globalization;
using PeerPlatform.Platform.Texts;

namespace PeerPlatform.Recruitment.Texts;

/// <summary>Days and amounts as people of each language write them.</summary>
internal static class Wording
{
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-US");
    private static readonly CultureInfo Spanish = CultureInfo.GetCultureInfo("es");

    /// <summary>A whole day: <c>January 1, 2027</c>, <c>1 de enero de 2027</c>.</summary>
    public static LocalText Day(DateOnly day) => new(
        day.ToString("MMMM d, yyyy", English), day.ToString("d 'de' MMMM 'de' yyyy", Spanish));

    /// <summary>US dollars, without cents where there are none.</summary>
    public static string Dollars(int cents) => (cents / 100m).ToString(cents % 100 == 0 ? "$0" : "$0.00", English);
}
