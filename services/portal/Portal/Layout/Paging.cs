using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace PeerPlatform.Portal.Layout;

internal static class Paging
{
    /// <summary>The page asked for, counted from 1; anything else means the first.</summary>
    public static int PageOf(HttpRequest request) =>
        int.TryParse(request.Query["page"], NumberStyles.None, CultureInfo.InvariantCulture, out var page) && page is > 0 and < 1_000_000 ? page : 1;
}
