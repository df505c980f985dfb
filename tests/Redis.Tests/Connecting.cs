using System.Net;
using StackExchange.Redis;

namespace Redis.Tests;

internal static class Connecting
{
    /// <summary>Options as a service would have them, with a timeout short enough to wait for in a test.</summary>
    public static ConfigurationOptions To(RedisServer server)
    {
        var options = new ConfigurationOptions
        {
            EndPoints = { new IPEndPoint(IPAddress.Loopback, server.Port) },
            AbortOnConnectFail = false,
            ConnectTimeout = 5000,
            AsyncTimeout = 30_000,
            SyncTimeout = 30_000,
            ReconnectRetryPolicy = new LinearRetry(100),
            AllowAdmin = true,
        };
        if (server.Certificate is { } certificate)
        {
            options.Ssl = true;
            options.SslHost = IPAddress.Loopback.ToString();
            options.TrustIssuer(certificate);
        }

        return options;
    }
}
