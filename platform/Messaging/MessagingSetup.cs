using System.Diagnostics;
using MassTransit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using RabbitMQ.Client;

namespace PeerPlatform.Platform.Messaging;

/// <summary>Which broker carries the events: <c>Messaging:Transport</c> is <c>memory</c> or <c>rabbitmq</c>.</summary>
internal static class MessagingSetup
{
    /// <summary>Tag of the broker's health check. It is not asked for readiness: without the broker answers and writes go on.</summary>
    public const string HealthTag = "broker";

    private const string OwnCheckOfMassTransit = "masstransit";

    /// <summary>True for the in-memory broker: what it holds is gone when the process dies.</summary>
    public static bool BrokerForgets(IConfiguration configuration) => Transport(configuration) == "memory";

    public static void Add(
        IServiceCollection services, IConfiguration configuration, IReadOnlyList<Action<IBusRegistrationConfigurator>> consumers)
    {
        services.Configure<MassTransitHostOptions>(host =>
        {
            host.ConsumerStopTimeout = TimeSpan.FromSeconds(5);
            host.StopTimeout = TimeSpan.FromSeconds(15);
        });
        services.AddSingleton<BrokerMemory>();
        services.AddSingleton<BrokerLink>();
        services.AddHostedService(provider => provider.GetRequiredService<BrokerLink>());
        services.AddHealthChecks().AddCheck<BrokerCheck>(HealthTag, tags: [HealthTag]);
        // It asks for readiness, and a service that only tells events is always well by it.
        services.PostConfigure<HealthCheckServiceOptions>(checks =>
        {
            foreach (var check in checks.Registrations.Where(r => r.Name == OwnCheckOfMassTransit).ToList())
            {
                checks.Registrations.Remove(check);
            }
        });
        var retries = new Retries(configuration);
        services.AddMassTransit(bus =>
        {
            // It would tell its makers which queues and consumers there are.
            bus.DisableUsageTelemetry();
            foreach (var add in consumers)
            {
                add(bus);
            }

            bus.ConfigureHealthCheckOptions(check => check.Name = OwnCheckOfMassTransit);
            bus.AddConfigureEndpointsCallback((_, queue, endpoint) =>
            {
                // A fault would be told with host, process and time.
                endpoint.PublishFaults = false;
                if (endpoint is IRabbitMqReceiveEndpointConfigurator rabbit)
                {
                    RabbitQueues.Keep(rabbit, queue);
                    endpoint.UseMessageRetry(retries.OfSilence);
                    endpoint.UseMessageRetry(retries.OfAnything);
                }
                else
                {
                    endpoint.DiscardFaultedMessages();
                    endpoint.DiscardSkippedMessages();
                    endpoint.UseDelayedRedelivery(retries.Later);
                    endpoint.UseMessageRetry(retries.Quickly);
                }
            });
            switch (Transport(configuration))
            {
                case "memory":
                    bus.UsingInMemory((context, broker) =>
                    {
                        UseEventWire(broker);
                        broker.ConfigureEndpoints(context);
                    });
                    break;
                case "rabbitmq":
                    bus.UsingRabbitMq((context, broker) =>
                    {
                        UseEventWire(broker);
                        Connect(broker, Address(configuration));
                        broker.ConfigureEndpoints(context);
                    });
                    break;
                default:
                    throw new InvalidOperationException($"Messaging:Transport is '{Transport(configuration)}'; it can be 'memory' or 'rabbitmq'.");
            }
        });
    }

    /// <summary>
    /// Where RabbitMQ is: <c>Messaging:RabbitMq</c>, <c>amqp://user:password@host:port/vhost</c> or <c>amqps://</c>. A connection
    /// that is silent for two to three heartbeats (<c>Messaging:HeartbeatSeconds</c>, 6) is given up, on both sides.
    /// </summary>
    public static ConnectionFactory Address(IConfiguration configuration)
    {
        if (!Uri.TryCreate(configuration["Messaging:RabbitMq"], UriKind.Absolute, out var address) || address.Scheme is not ("amqp" or "amqps"))
        {
            throw new InvalidOperationException("Messaging:RabbitMq must be amqp://user:password@host:port/vhost while Messaging:Transport is 'rabbitmq'.");
        }

        return new ConnectionFactory
        {
            Uri = address,
            RequestedHeartbeat = TimeSpan.FromSeconds(configuration.GetValue("Messaging:HeartbeatSeconds", 6)),
        };
    }

    private static void UseEventWire(IBusFactoryConfigurator broker)
    {
        var wire = new EventWire();
        broker.ClearSerialization();
        broker.AddSerializer(wire);
        broker.AddDeserializer(wire, isDefault: true);
        broker.Publish<Contracts.Events.IEvent>(topology => topology.Exclude = true);
    }

    private static void Connect(IRabbitMqBusFactoryConfigurator broker, ConnectionFactory address)
    {
        // The client would write the current trace into the message's headers.
        RabbitMQActivitySource.ContextInjector = (Activity _, IDictionary<string, object?> _) => { };
        broker.Host(address.HostName, (ushort)(address.Port > 0 ? address.Port : address.Ssl.Enabled ? 5671 : 5672), address.VirtualHost, host =>
        {
            host.Username(address.UserName);
            host.Password(address.Password);
            host.Heartbeat(address.RequestedHeartbeat);
            host.RequestedConnectionTimeout(TimeSpan.FromSeconds(10));
            host.PublisherConfirmation = true;
            if (address.Ssl.Enabled)
            {
                host.UseSsl();
            }
        });
    }

    private static string Transport(IConfiguration configuration) => configuration["Messaging:Transport"] ?? "memory";
}
