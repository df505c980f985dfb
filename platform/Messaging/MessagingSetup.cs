using System.Text.RegularExpressions;
using MassTransit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace PeerPlatform.Platform.Messaging;

internal static class MessagingSetup
{
    /// <summary>True for the in-memory broker: what it holds is gone when the process dies.</summary>
    public static bool BrokerForgets(IConfiguration configuration) => Transport(configuration) == "memory";

    public static void Add(
        IServiceCollection services, IConfiguration configuration, IReadOnlyList<Action<IBusRegistrationConfigurator>> consumers)
    {
        var transport = Transport(configuration);
        services.AddMassTransit(bus =>
        {
            foreach (var add in consumers)
            {
                add(bus);
            }

            if (transport != "memory")
            {
                throw new InvalidOperationException($"Messaging:Transport is '{transport}'; this version knows 'memory'.");
            }

            bus.UsingInMemory((context, broker) =>
            {
                broker.UseMessageRetry(retry => retry.Exponential(
                    12, TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(30), TimeSpan.FromMilliseconds(500)));
                broker.ConfigureEndpoints(context);
            });
        });
    }

    private static string Transport(IConfiguration configuration) => configuration["Messaging:Transport"] ?? "memory";
}

/// <summary>Queues are named <c>{service}-{event}</c>, so that two services never share one.</summary>
internal static partial class QueueName
{
    public static string For(string service, Type happened) =>
        $"{service}-{InnerCapital().Replace(happened.Name, "-$1").ToLowerInvariant()}";

    [GeneratedRegex("(?<!^)([A-Z])")]
    private static partial Regex InnerCapital();
}
