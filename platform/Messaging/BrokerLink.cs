using MassTransit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using RabbitMQ.Client.Exceptions;

namespace PeerPlatform.Platform.Messaging;

/// <summary>
/// Knows whether the broker can be reached, by a connection that does nothing else: MassTransit tells it of what it reads,
/// and a service that only tells events reads nothing.
/// </summary>
internal sealed class BrokerLink(IConfiguration configuration, IBusControl bus, BrokerMemory memory) : BackgroundService
{
    private static readonly TimeSpan TryEvery = TimeSpan.FromSeconds(1);

    private readonly bool _inMemory = MessagingSetup.BrokerForgets(configuration);
    private volatile bool _connected;

    /// <summary>
    /// False while telling would be in vain. In memory the consumers' queues must be there, or what is told is dropped;
    /// RabbitMQ says itself when no queue takes a message.
    /// </summary>
    public bool CanTell => _inMemory ? CanHear : _connected;

    /// <summary>False while a queue of this process is not read.</summary>
    public bool CanHear => bus.CheckHealth().Status == BusHealthStatus.Healthy;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (_inMemory)
        {
            return;
        }

        var broker = MessagingSetup.Address(configuration);
        broker.AutomaticRecoveryEnabled = false;
        using var pause = new PeriodicTimer(TryEvery);
        do
        {
            try
            {
                using var lost = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
                await using var connection = await broker.CreateConnectionAsync(stoppingToken);
                connection.ConnectionShutdownAsync += (_, _) => lost.CancelAsync();
                _connected = connection.IsOpen;
                if (_connected)
                {
                    await memory.RefreshAsync(connection, () => CanHear, lost.Token);
                    await Task.Delay(Timeout.Infinite, lost.Token);
                }
            }
            catch (OperationCanceledException) when (!stoppingToken.IsCancellationRequested)
            {
                // The connection was lost.
            }
            catch (Exception e) when (e is RabbitMQClientException or TimeoutException or IOException)
            {
                // It is away; MassTransit says so in the log.
            }
            finally
            {
                _connected = false;
            }
        }
        while (await pause.WaitForNextTickAsync(stoppingToken));
    }
}

internal sealed class BrokerCheck(BrokerLink link) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(
        !link.CanTell ? HealthCheckResult.Unhealthy("The broker does not answer; events wait.")
        : !link.CanHear ? HealthCheckResult.Unhealthy("The broker answers, but a queue of this process is not read; events wait for it.")
        : HealthCheckResult.Healthy());
}
