using System.Net.Sockets;
using PeerPlatform.Assessment;
using PeerPlatform.Gateway;
using PeerPlatform.Platform;
using PeerPlatform.Portal;
using PeerPlatform.Reporting;
using PeerPlatform.Tenancy;

namespace PeerPlatform.Embedded;

/// <summary>The gateway's host and one host with all services, in one process (decision 0003).</summary>
internal static class EmbeddedPlatform
{
    /// <summary>Adding a service is one line here.</summary>
    private static readonly PlatformService[] Services =
    [
        new TenancyService(),
        new AssessmentService(),
        new ReportingService(),
        new PortalService(),
    ];

    public static async Task<int> RunAsync(EmbeddedOptions options, CancellationToken cancellationToken)
    {
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
        catch (IOException refused) when (refused.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException or SocketException)
        {
            await Console.Error.WriteLineAsync(
                $"One of the ports {options.Port} to {options.Port + 3} is taken by another program. Choose others with --port. ({refused.Message})");
            return 3;
        }
    }

    private static WebApplication BuildServices(EmbeddedOptions options, DataFolder folder)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.AddInMemoryCollection(Topology.OfServices(options, folder, Services.Select(s => s.Name)));
        builder.Services.AddSingleton<IHostLifetime, EndsWithTheGateway>();
        builder.AddPlatform(Services);
        var app = builder.Build();
        app.MapPlatform();
        return app;
    }

    private static WebApplication BuildGateway(EmbeddedOptions options)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.AddInMemoryCollection(Topology.OfGateway(options, Services.Select(s => s.Name)));
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
