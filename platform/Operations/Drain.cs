using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace PeerPlatform.Platform.Operations;

/// <summary>
/// Once a host is asked to stop it says that it is not ready, and goes on serving for <c>Shutdown:DrainSeconds</c> (0) so that
/// those who send it work can turn to others; only then does it stop listening and finish what is in hand.
/// </summary>
public sealed class Drain(IHostApplicationLifetime lifetime, IConfiguration configuration) : IHostedLifecycleService, IHealthCheck
{
    private static readonly TimeSpan ToFinish = TimeSpan.FromSeconds(20);

    /// <summary>True from the moment the host is asked to stop.</summary>
    public bool HasBegun => lifetime.ApplicationStopping.IsCancellationRequested;

    /// <summary>Adds it to a host, with the time that it needs to stop.</summary>
    public static void Add(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<Drain>();
        services.AddSingleton<IHostedService>(provider => provider.GetRequiredService<Drain>());
        services.Configure<HostOptions>(host => host.ShutdownTimeout = Wait(configuration) + ToFinish);
    }

    /// <summary>While it drains, tells those on HTTP/1.1 to send their next request over another connection.</summary>
    public Task LetGoAsync(HttpContext context, RequestDelegate next)
    {
        if (HasBegun && HttpProtocol.IsHttp11(context.Request.Protocol))
        {
            context.Response.Headers.Connection = "close";
        }

        return next(context);
    }

    /// <inheritdoc />
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(HasBegun ? HealthCheckResult.Unhealthy("It is stopping.") : HealthCheckResult.Healthy());

    /// <inheritdoc />
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        // A host that is stopped by its own program says so too.
        lifetime.StopApplication();
        await Task.Delay(Wait(configuration), cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <inheritdoc />
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static TimeSpan Wait(IConfiguration configuration) => TimeSpan.FromSeconds(configuration.GetValue("Shutdown:DrainSeconds", 0));
}
