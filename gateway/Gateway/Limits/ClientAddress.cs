using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;

namespace PeerPlatform.Gateway.Limits;

/// <summary>
/// Where a request comes from: the connection's own address. Only when that is one of the deployment's own proxies
/// (<c>Gateway:TrustedProxies</c>, networks such as <c>10.0.0.0/8</c>, separated by commas) is its X-Forwarded-For read, from
/// the right, up to the first address that is none of them. An IPv6 network of /64 counts as one address.
/// </summary>
internal sealed class ClientAddress(IConfiguration configuration)
{
    private const string Unknown = "?";
    private static readonly object Item = new();

    private readonly IPNetwork[] _trusted =
    [
        .. (configuration["Gateway:TrustedProxies"] ?? "")
            .Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(network => IPNetwork.Parse(network)),
    ];

    /// <summary>Looks before the headers that clients may forge are taken away.</summary>
    public Task NoteAsync(HttpContext context, RequestDelegate next)
    {
        context.Items[Item] = Find(context);
        return next(context);
    }

    public static string Of(HttpContext context) => context.Items[Item] as string ?? Unknown;

    private string Find(HttpContext context)
    {
        if (context.Connection.RemoteIpAddress is not { } address)
        {
            return Unknown;
        }

        address = Plain(address);
        if (_trusted.Length > 0 && IsTrusted(address))
        {
            var hops = string.Join(',', context.Request.Headers["X-Forwarded-For"].ToArray())
                .Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            for (var i = hops.Length - 1; i >= 0 && IsTrusted(address) && IPAddress.TryParse(hops[i], out var hop); i--)
            {
                address = Plain(hop);
            }
        }

        return Counted(address);
    }

    private bool IsTrusted(IPAddress address) => Array.Exists(_trusted, network => network.Contains(address));

    private static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;

    private static string Counted(IPAddress address) => address.AddressFamily == AddressFamily.InterNetworkV6
        ? Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8))
        : address.ToString();
}
