using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using PeerPlatform.Platform;

namespace PeerPlatform.Testing;

/// <summary>
/// The databases of a test's services: files in its folder, or, where a setting or the environment variable
/// <c>PEERPLATFORM_TESTS_ON=postgres</c> says so, databases on a PostgreSQL of the tests' own, migrated as an operator would.
/// </summary>
public static class TestDatabases
{
    private static readonly ConcurrentDictionary<string, Dictionary<string, string?>> OfFolder = new(StringComparer.Ordinal);
    private static readonly ConcurrentDictionary<(string Folder, string Service), PostgresDatabase> Made = new();

    /// <summary>Whether these tests run on PostgreSQL.</summary>
    public static bool OnPostgres(IReadOnlyDictionary<string, string?>? settings = null) =>
        (settings?.GetValueOrDefault("Database:Provider") ?? Environment.GetEnvironmentVariable("PEERPLATFORM_TESTS_ON")) == "postgres";

    /// <summary>A service's database of that folder.</summary>
    public static PostgresDatabase Of(string folder, string service) => Made[(folder, service)];

    /// <summary>The settings with which the services find their databases; the same for the same folder.</summary>
    public static async Task<Dictionary<string, string?>> SettingsAsync(IReadOnlyList<PlatformService> services, string folder, bool postgres, string? pool = null)
    {
        if (!postgres)
        {
            return new Dictionary<string, string?> { ["Database:Provider"] = "sqlite", ["Database:Folder"] = folder };
        }

        if (OfFolder.TryGetValue(folder, out var known))
        {
            return known;
        }

        var settings = new Dictionary<string, string?> { ["Database:Provider"] = "postgres", ["Database:Folder"] = folder };
        var server = await PostgresServer.SharedAsync();
        foreach (var service in services)
        {
            var database = await server.NewDatabaseAsync(service.Name);
            Made[(folder, service.Name)] = database;
            await MigrateAsync(service, database);
            settings[$"ConnectionStrings:{service.Name}"] = pool is null ? database.App : $"{database.App};Maximum Pool Size={pool}";
            settings[$"ConnectionStrings:{service.Name}-owner"] = database.Owner;
            settings[$"Database:AppRole:{service.Name}"] = database.AppRole;
        }

        return OfFolder[folder] = settings;
    }

    /// <summary>The migration job of one service.</summary>
    public static async Task MigrateAsync(PlatformService service, PostgresDatabase database)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Production" });
        builder.Configuration["Database:Provider"] = "postgres";
        builder.Configuration[$"Database:AppRole:{service.Name}"] = database.AppRole;
        builder.Configuration[$"ConnectionStrings:{service.Name}-owner"] = database.Owner;
        builder.Configuration["Identity:Keys"] = "http://localhost/.well-known/jwks.json";
        builder.Configuration["Identity:ServiceKey"] = Convert.ToBase64String(new byte[32]);
        builder.AddPlatform(service);
        await using var app = builder.Build();
        if (await app.RunPlatformAsync(["migrate"]) != 0)
        {
            throw new InvalidOperationException($"The migration job of {service.Name} failed.");
        }
    }
}
