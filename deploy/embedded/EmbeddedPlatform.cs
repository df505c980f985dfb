using System.Net;
using System.Net.Sockets;
using PeerPlatform.Assessment;
using PeerPlatform.Gateway;
using PeerPlatform.Platform;
using PeerPlatform.Portal;
using PeerPlatform.Recruitment;
using PeerPlatform.Reporting;
using PeerPlatform.Tenancy;
using PeerPlatform.Training;

namespace PeerPlatform.Embedded;

/// <summary>The gateway's host and one host with all services, in one process (decision 0003).</summary>
internal static class EmbeddedPlatform
{
    /// <summary>Adding a service is one line here.</summary>
    private static readonly PlatformService[] Services =
    [
        new TenancyService(),
        new AssessmentService(),
        new RecruitmentService(),
        new TrainingService(),
        new ReportingService(),
        new PortalService(),
    ];

    public static async Task<int> RunAsync(EmbeddedOptions options, CancellationToken cancellationToken)
    {
        if (TakenPort(options) is { } taken)
        {
            await Console.Error.WriteLineAsync(
                $"Port {taken} is taken by another program; {options.Port} to {options.Port + 3} are needed. Choose others with --port.");
            return 3;
        }

        try
        {
            using var folder = DataFolder.Open(options.Data);
            await using var services = BuildServices(options, folder);
            await using var gateway = BuildGateway(options);
            await services.StartAsync(cancellationToken);
            await gateway.StartAsync(cancellationToken);
            await Welcome.PrintAsync(options, folder, cancellationToken);
            await gateway.WaitForShutdownAsync(cancellationToken);
            await gateway.StopAsync(CancellationToken.None);
            await services.StopAsync(CancellationToken.None);
            return 0;
        }
        catch (DataFolderInUse refused)
        {
            await Console.Error.WriteLineAsync(refused.Message);
            return 2;
        }
    }

    /// <summary>The first of the four ports that somebody else listens on; null when all are free.</summary>
    private static int? TakenPort(EmbeddedOptions options)
    {
        foreach (var port in Enumerable.Range(options.Port, 4))
        {
            try
            {
                using var probe = new TcpListener(IPAddress.Loopback, port);
                probe.Start();
            }
            catch (SocketException)
            {
                return port;
            }
        }

        return null;
    }

    private static WebApplication BuildServices(EmbeddedOptions options, DataFolder folder)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.AddInMemoryCollection(Topology.OfServices(options, folder, Services.Select(s => s.Name)));
        builder.Services.AddSingleton<IHostLifetime, EndsWithTheGateway>();
        builder.Logging.AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Warning);
        builder.AddPlatform(Services);
        var app = builder.Build();
        app.MapPlatform();
        return app;
    }

    private static WebApplication BuildGateway(EmbeddedOptions options)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.AddInMemoryCollection(Topology.OfGateway(options, Services.Select(s => s.Name)));
        builder.Logging.AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Warning);
        builder.AddGateway();
        var app = builder.Build();
        app.MapGateway();
        return app;
    }

    /// <summary>Signals are the gateway's: it finishes its requests first, then the services stop.</summary>
    private sealed class EndsWithTheGateway : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
