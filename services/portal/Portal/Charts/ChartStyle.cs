namespace PeerPlatform.Portal.Charts;

/// <summary>
/// The chart library puts one style element into each figure. Its text is always the same, so the content policy
/// allows exactly that text by its hash and no other inline style.
/// </summary>
internal static class ChartStyle
{
    public const string Hash = "sha256-jSYQUrW7J0b3jPqhZP9C2Xh1PyJKHKXd4s0fpGGKrww=";
}
