using Microsoft.AspNetCore.Http;

namespace PeerPlatform.Gateway;

/// <summary>
/// Takes away what a client says about who it is or where it comes from besides its token: services believe the
/// verified token only, and this makes sure that nothing else reaches them.
/// </summary>
internal static class ClaimedIdentity
{
    private static readonly string[] Prefixes =
    [
        "x-forwarded", "x-tenant", "x-agency", "x-network", "x-member", "x-user", "x-role", "x-caller", "x-auth",
        "x-ms-client-principal", "x-peer", "x-service", "dapr-",
    ];

    private static readonly string[] Names = ["forwarded", "x-real-ip", "true-client-ip", "cf-connecting-ip", "via"];

    public static Task StripAsync(HttpContext context, RequestDelegate next)
    {
        List<string>? claimed = null;
        foreach (var header in context.Request.Headers)
        {
            if (IsClaimed(header.Key))
            {
                (claimed ??= []).Add(header.Key);
            }
        }

        claimed?.ForEach(name => context.Request.Headers.Remove(name));
        return next(context);
    }

    private static bool IsClaimed(string name) =>
        Array.Exists(Prefixes, prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
        || Array.Exists(Names, known => name.Equals(known, StringComparison.OrdinalIgnoreCase));
}
