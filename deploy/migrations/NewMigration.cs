using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Migrations.Design;
#pragma warning disable EF1001 // Providers offer their design-time services by these types only.
using Microsoft.EntityFrameworkCore.Sqlite.Design.Internal;
using Npgsql.EntityFrameworkCore.PostgreSQL.Design.Internal;
using PeerPlatform.Assessment;
using PeerPlatform.Platform;
using PeerPlatform.Platform.Data;
using PeerPlatform.Recruitment;
using PeerPlatform.Reporting;
using PeerPlatform.Tenancy;
using PeerPlatform.Training;

namespace PeerPlatform.Migrations;

/// <summary>Writes migrations of both providers from the one model, so that neither is forgotten.</summary>
internal static class NewMigration
{
    private static readonly PlatformService[] Services = [new TenancyService(), new AssessmentService(), new RecruitmentService(), new TrainingService(), new ReportingService()];

    public static void Add(string name)
    {
        Add(name, DatabaseSetup.Sqlite, "Sqlite", new SqliteDesignTimeServices());
        Add(name, DatabaseSetup.Postgres, "Postgres", new NpgsqlDesignTimeServices());
    }

    private static void Add(string name, string provider, string folder, IDesignTimeServices design)
    {
        using var app = Build(provider);
        using var work = app.Services.CreateScope();
        foreach (var database in work.ServiceProvider.GetServices<ServiceDatabase>())
        {
            var db = (DbContext)work.ServiceProvider.GetRequiredService(database.Context);
            if (db.Database.HasPendingModelChanges())
            {
                // With a context of its own: the comparison has used up this one's picture of the last model.
                using var fresh = app.Services.CreateScope();
                Write(name, (DbContext)fresh.ServiceProvider.GetRequiredService(database.Context), folder, design);
            }
            else
            {
                Console.WriteLine($"{database.Service}, {provider}: no change.");
            }
        }
    }

    private static void Write(string name, DbContext db, string folder, IDesignTimeServices design)
    {
        var services = new ServiceCollection().AddEntityFrameworkDesignTimeServices().AddDbContextDesignTimeServices(db);
        design.ConfigureDesignTimeServices(services);
        using var provider = services.BuildServiceProvider();
        var scaffolder = provider.GetRequiredService<IMigrationsScaffolder>();
        var root = db.GetType().Assembly.GetName().Name!;
        var target = Directory.CreateDirectory(Path.Combine(ProjectFolder(root), "Data", "Migrations", folder)).FullName;
        var migration = scaffolder.ScaffoldMigration(name, root, $"Data.Migrations.{folder}");
        Keep(Path.Combine(target, $"{migration.MigrationId}.cs"), migration.MigrationCode);
        Keep(Path.Combine(target, $"{migration.MigrationId}.Designer.cs"), migration.MetadataCode);
        Keep(Path.Combine(target, $"{migration.SnapshotName}.cs"), migration.SnapshotCode);
    }

    private static void Keep(string file, string code)
    {
        File.WriteAllText(file, code
            .Replace("public partial class", "internal sealed partial class", StringComparison.Ordinal)
            .Replace("\r\n", "\n", StringComparison.Ordinal));
        Console.WriteLine(Path.GetRelativePath(Environment.CurrentDirectory, file));
    }

    private static WebApplication Build(string provider)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Database:Provider"] = provider,
            ["Identity:Keys"] = "http://localhost/.well-known/jwks.json",
            ["Identity:ServiceKey"] = Convert.ToBase64String(new byte[32]),
        });
        foreach (var service in Services)
        {
            builder.Configuration[$"ConnectionStrings:{service.Name}"] = "Host=localhost";
        }

        builder.AddPlatform(Services);
        return builder.Build();
    }

    private static string ProjectFolder(string assembly)
    {
        var service = assembly.Split('.')[^1];
        var folder = Path.Combine(Environment.CurrentDirectory, "services", service.ToLowerInvariant(), service);
        return Directory.Exists(folder)
            ? folder
            : throw new DirectoryNotFoundException($"Start it in the folder of the solution: {folder} is not there.");
    }
}
