using Microsoft.Extensions.Configuration;
using Npgsql;

namespace PeerPlatform.Platform.Data;

/// <summary>How a service reaches its PostgreSQL database: as the app role that owns nothing, or as the owner for migrations only.</summary>
internal static class PostgresConnections
{
    private const int ConnectSeconds = 5;
    private const int CommandSeconds = 20;
    private const int SilenceSeconds = 10;

    /// <summary>The app role's. The migration job has the owner's only; a service that serves with it refuses to start.</summary>
    public static string Of(IConfiguration configuration, string service) => Bounded(
        configuration.GetConnectionString(service) ?? configuration.GetConnectionString(OwnerName(service)) ?? throw Missing(service), service);

    /// <summary>The owner's, for the migration job alone; a service that serves has no such setting.</summary>
    public static string OfOwner(IConfiguration configuration, string service) =>
        Bounded(configuration.GetConnectionString(OwnerName(service)) ?? throw Missing(OwnerName(service)), $"{service}-migrate");

    /// <summary>The role that the service signs in with; rights are given to it after each migration.</summary>
    public static string AppRole(IConfiguration configuration, string service) =>
        configuration[$"Database:AppRole:{service}"] ?? $"{service}_app";

    private static string OwnerName(string service) => $"{service}-owner";

    private static InvalidOperationException Missing(string name) =>
        new($"ConnectionStrings:{name} is not set, and Database:Provider is 'postgres'.");

    /// <summary>
    /// Bounds every wait, so that a server that went away without a word is noticed: connecting, a command, and silence
    /// on the line. A value in the connection string stays as it is.
    /// </summary>
    private static string Bounded(string text, string name)
    {
        var connection = new NpgsqlConnectionStringBuilder(text);
        var given = new HashSet<string>(connection.Keys, StringComparer.OrdinalIgnoreCase);
        if (!given.Contains("Timeout"))
        {
            connection.Timeout = ConnectSeconds;
        }

        if (!given.Contains("Command Timeout"))
        {
            connection.CommandTimeout = CommandSeconds;
        }

        if (!given.Contains("Keepalive"))
        {
            connection.KeepAlive = SilenceSeconds;
        }

        if (!given.Contains("Max Auto Prepare"))
        {
            connection.MaxAutoPrepare = 100;
        }

        if (!given.Contains("Application Name"))
        {
            connection.ApplicationName = $"peerplatform-{name}";
        }

        return connection.ConnectionString;
    }
}
