using System.CommandLine;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using PeerPlatform.Platform.Data;
using PeerPlatform.Platform.Messaging;

namespace PeerPlatform.Platform;

/// <summary>What a host of services does when it is started: it serves, or does one job of its operator and ends.</summary>
public static class PlatformCommands
{
    /// <summary>Serves when no command is given. The exit code is 0 when the command did what it says.</summary>
    public static async Task<int> RunPlatformAsync(this WebApplication app, string[] args)
    {
        var root = new RootCommand("Serves until it is stopped.") { TreatUnmatchedTokensAsErrors = false };
        root.SetAction(async (_, _) => await app.RunAsync());
        root.Add(Migrate(app.Services));
        root.Add(DeadLetterCommands.Of(app.Services));
        root.Add(EventCommands.Of(app.Services));
        foreach (var command in app.Services.GetRequiredService<IReadOnlyList<PlatformService>>().SelectMany(s => s.Commands(app.Services)))
        {
            root.Add(command);
        }

        return await root.Parse(args).InvokeAsync();
    }

    private static Command Migrate(IServiceProvider provider)
    {
        var migrate = new Command("migrate", "Brings the databases of this host's services to this version, as their owner, and ends.");
        migrate.SetAction(async (_, cancellationToken) =>
        {
            await using var work = provider.CreateAsyncScope();
            var configuration = work.ServiceProvider.GetRequiredService<IConfiguration>();
            foreach (var database in work.ServiceProvider.GetServices<ServiceDatabase>())
            {
                var db = (PlatformDbContext)work.ServiceProvider.GetRequiredService(database.Context);
                if (db.Database.IsSqlite())
                {
                    Directory.CreateDirectory(DatabaseSetup.SqliteFolder(configuration));
                    await DatabaseMigration.OfSqliteAsync(db, cancellationToken);
                }
                else
                {
                    await DatabaseMigration.OfPostgresAsync(db, database.Service, configuration, cancellationToken);
                }

                await Console.Out.WriteLineAsync($"{database.Service}: up to date.");
            }

            return 0;
        });
        return migrate;
    }
}
