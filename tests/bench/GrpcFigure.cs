using System.Diagnostics;
using System.Globalization;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using PeerPlatform.Contracts.Tenancy.V1;
using PeerPlatform.Platform;
using PeerPlatform.Testing;

namespace PeerPlatform.Bench;

/// <summary>Unary calls between two processes over the platform's own stack: service token, deadline, tenant scope.</summary>
internal static class GrpcFigure
{
    private static readonly string Key = Convert.ToBase64String(new byte[32]);

    public static async Task ServeAsync(int port)
    {
        await using var app = Build(new Answers(), port);
        await app.StartAsync();
        Console.WriteLine("serving");
        await app.WaitForShutdownAsync();
    }

    public static async Task<IReadOnlyList<Figure>> MeasureAsync()
    {
        var port = FreePort.Next();
        using var server = Process.Start(new ProcessStartInfo("dotnet")
        {
            ArgumentList = { Path.Combine(AppContext.BaseDirectory, "PeerPlatform.Bench.dll"), "serve-grpc", port.ToString(CultureInfo.InvariantCulture) },
            RedirectStandardOutput = true,
        })!;
        try
        {
            while (await server.StandardOutput.ReadLineAsync() is { } line && line != "serving")
            {
            }

            await using var app = Build(new Asks(port), FreePort.Next());
            await using var scope = app.Services.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<TenantScope>().Enter(Guid.NewGuid(), Guid.NewGuid());
            var client = scope.ServiceProvider.GetRequiredService<DirectoryService.DirectoryServiceClient>();
            async Task<bool> Call(int _) => (await client.GetAgencyAsync(new GetAgencyRequest())).Name.Length > 0;
            await LoadResult.RunAsync(50, TimeSpan.FromSeconds(20), Call);
            var measured = await LoadResult.RunAsync(50, TimeSpan.FromSeconds(8), Call);
            return
            [
                new Figure("gRPC unary between two processes, 50 in flight", "≥ 10,000/s",
                    string.Create(CultureInfo.InvariantCulture, $"{measured.PerSecond:N0}/s, p99 {measured.P99:F1} ms"), measured.PerSecond >= 10_000),
            ];
        }
        finally
        {
            server.Kill();
        }
    }

    private static WebApplication Build(PlatformService service, int port)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Identity:Keys"] = "http://127.0.0.1:1/.well-known/jwks.json",
            ["Identity:ServiceKey"] = Key,
            ["Services:directory:Grpc"] = $"http://127.0.0.1:{(service is Asks asks ? asks.ServerPort : port)}",
        });
        builder.WebHost.ConfigureKestrel(k => k.ListenLocalhost(port, l => l.Protocols = HttpProtocols.Http2));
        builder.AddPlatform(service);
        var app = builder.Build();
        app.MapPlatform();
        return app;
    }

    private sealed class Answers : PlatformService
    {
        public override string Name => "directory";

        public override void Register(ServiceRegistration registration)
        {
        }

        public override void MapGrpc(IEndpointRouteBuilder routes) => routes.MapGrpcService<Directory>();
    }

    private sealed class Asks(int serverPort) : PlatformService
    {
        public int ServerPort => serverPort;

        public override string Name => "asks";

        public override void Register(ServiceRegistration registration) =>
            registration.AddGrpcClient<DirectoryService.DirectoryServiceClient>("directory");
    }

    private sealed class Directory(TenantScope scope) : DirectoryService.DirectoryServiceBase
    {
        public override Task<GetAgencyResponse> GetAgency(GetAgencyRequest request, ServerCallContext context) =>
            Task.FromResult(new GetAgencyResponse { AgencyId = scope.TenantId.ToString(), Name = "An agency", TimeZone = "America/New_York" });
    }
}
