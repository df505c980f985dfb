using System.Globalization;
using Microsoft.AspNetCore.Authentication;

namespace PeerPlatform.Portal.Session;

/// <summary>The tokens of one session, kept encrypted in its cookie and nowhere else.</summary>
internal sealed record SessionTokens(string Access, string Refresh, DateTimeOffset Until)
{
    private const string AccessItem = "access";
    private const string RefreshItem = "refresh";
    private const string UntilItem = "until";

    public void KeepIn(AuthenticationProperties properties)
    {
        properties.Items[AccessItem] = Access;
        properties.Items[RefreshItem] = Refresh;
        properties.Items[UntilItem] = Until.ToString("O", CultureInfo.InvariantCulture);
    }

    public static SessionTokens? From(AuthenticationProperties? properties) =>
        properties is not null
        && properties.Items.TryGetValue(AccessItem, out var access) && access is not null
        && properties.Items.TryGetValue(RefreshItem, out var refresh) && refresh is not null
        && properties.Items.TryGetValue(UntilItem, out var text)
        && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var until)
            ? new SessionTokens(access, refresh, until)
            : null;
}
