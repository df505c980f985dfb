using System.Globalization;
using PeerPlatform.Testing;

namespace PeerPlatform.Deploy.Tests;

/// <summary>Roles and databases on a real PostgreSQL, made by the script that the trial's server runs, its folder apart.</summary>
internal static class TrialDatabases
{
    private const string Folder = "/etc/trial";
    private static readonly SemaphoreSlim Once = new(1, 1);
    private static bool _made;

    /// <summary>The tests' server, prepared once.</summary>
    public static async Task<PostgresServer> PreparedAsync(Rendered rendered)
    {
        var server = await PostgresServer.SharedAsync();
        await Once.WaitAsync();
        try
        {
            if (!_made)
            {
                await RunScriptAsync(rendered, server);
                _made = true;
            }

            return server;
        }
        finally
        {
            Once.Release();
        }
    }

    public static string ConnectionString(PostgresServer server, string service, string kind) =>
        string.Create(CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={server.Port};Database={service};Username={service}_{kind};Password=it's {service} {kind}");

    public static async Task RunScriptAsync(Rendered rendered, PostgresServer server)
    {
        var folder = Directory.CreateTempSubdirectory("peerplatform-trial-");
        try
        {
            var config = folder.CreateSubdirectory("config").FullName;
            var secret = folder.CreateSubdirectory("secret").FullName;
            foreach (var file in rendered.Of("ConfigMap", "trial").Single(c => c.Name == "peer-postgres").Json.Members("data"))
            {
                await File.WriteAllTextAsync(
                    Path.Combine(config, file.Name), file.Value.GetString()!.Replace(Folder, folder.FullName, StringComparison.Ordinal));
            }

            foreach (var service in new[] { "tenancy", "assessment", "recruitment", "training", "reporting" })
            {
                foreach (var kind in new[] { "owner", "app" })
                {
                    await File.WriteAllTextAsync(Path.Combine(secret, $"{service}-{kind}"), $"it's {service} {kind}");
                }
            }

            var run = await Command.RunAsync("bash", config, ["-e", "-c", ". ./databases.sh"], new Dictionary<string, string?>
            {
                ["PGHOST"] = "127.0.0.1",
                ["PGPORT"] = server.Port.ToString(CultureInfo.InvariantCulture),
            });
            Assert.True(run.Code == 0, run.Errors);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
