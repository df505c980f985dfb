using PeerPlatform.Tenancy.Networks;

namespace PeerPlatform.Tenancy.SetupLinks;

/// <summary>The last whole or part day on which a link works, where its holder is.</summary>
internal static class LinkDay
{
    public static DateOnly Of(SetupLink link, Agency? agency) =>
        agency?.DayOf(link.ExpiresAt) ?? DateOnly.FromDateTime(link.ExpiresAt.UtcDateTime);
}
