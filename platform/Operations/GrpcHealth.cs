using Grpc.Core;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using PeerPlatform.Contracts.Health.V1;
using Serving = PeerPlatform.Contracts.Health.V1.HealthCheckResponse.Types.ServingStatus;

namespace PeerPlatform.Platform.Operations;

/// <summary>
/// The gRPC health protocol (grpc.health.v1), as <c>/health/ready</c>: for the whole process (an empty name) or one of its services.
/// </summary>
internal sealed class GrpcHealth(HealthCheckService checks, IReadOnlyList<PlatformService> services, IHostApplicationLifetime lifetime, TimeProvider clock)
    : Health.HealthBase
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    public override async Task<HealthCheckResponse> Check(HealthCheckRequest request, ServerCallContext context) => IsKnown(request)
        ? new HealthCheckResponse { Status = await LookAsync(context.CancellationToken) }
        : throw new RpcException(new Status(StatusCode.NotFound, "No service of that name runs here."));

    /// <summary>Tells every change, and ends when the process stops: a call that never ends would keep it from stopping.</summary>
    public override async Task Watch(HealthCheckRequest request, IServerStreamWriter<HealthCheckResponse> responseStream, ServerCallContext context)
    {
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, lifetime.ApplicationStopping);
        using var pause = new PeriodicTimer(Interval, clock);
        var told = (Serving)(-1);
        do
        {
            var now = IsKnown(request) ? await LookAsync(context.CancellationToken) : Serving.ServiceUnknown;
            if (now != told)
            {
                await responseStream.WriteAsync(new HealthCheckResponse { Status = now }, context.CancellationToken);
                told = now;
            }
        }
        while (!lifetime.ApplicationStopping.IsCancellationRequested && await NextAsync(pause, ends.Token));

        if (lifetime.ApplicationStopping.IsCancellationRequested && told == Serving.Serving)
        {
            await responseStream.WriteAsync(new HealthCheckResponse { Status = Serving.NotServing }, context.CancellationToken);
        }
    }

    private static async Task<bool> NextAsync(PeriodicTimer pause, CancellationToken ends)
    {
        try
        {
            return await pause.WaitForNextTickAsync(ends);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private bool IsKnown(HealthCheckRequest request) => request.Service.Length == 0 || services.Any(s => s.Name == request.Service);

    private async Task<Serving> LookAsync(CancellationToken cancellationToken) =>
        (await checks.CheckHealthAsync(check => check.Tags.Contains("ready"), cancellationToken)).Status == HealthStatus.Unhealthy
            ? Serving.NotServing
            : Serving.Serving;
}
