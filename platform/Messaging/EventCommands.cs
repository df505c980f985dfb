using System.CommandLine;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using RabbitMQ.Client.Exceptions;

namespace PeerPlatform.Platform.Messaging;

/// <summary><c>events tell-again</c>: for after a database was restored, or a queue lost.</summary>
internal static class EventCommands
{
    public static Command Of(IServiceProvider provider)
    {
        var command = new Command("events", "What services have told each other.");
        var again = new Command(
            "tell-again",
            $"Asks every service to tell again what it told in the last {Retention.ConfirmedDays} days. What was handled is not done a second time.");
        again.SetAction((parsed, cancellation) => AskAsync(provider.GetRequiredService<IConfiguration>(), parsed.InvocationConfiguration.Output, cancellation));
        command.Add(again);
        return command;
    }

    private static async Task<int> AskAsync(IConfiguration configuration, TextWriter said, CancellationToken cancellationToken)
    {
        if (MessagingSetup.BrokerForgets(configuration))
        {
            await said.WriteLineAsync("With Messaging:Transport=memory everything is told again at each start; there is nobody to ask.");
            return 1;
        }

        try
        {
            await using var connection = await MessagingSetup.Address(configuration).CreateConnectionAsync(cancellationToken);
            await BrokerMemory.AskAsync(connection, cancellationToken);
            await said.WriteLineAsync("Every service was asked to tell again.");
            return 0;
        }
        catch (Exception e) when (e is BrokerUnreachableException or AlreadyClosedException or PublishException)
        {
            await said.WriteLineAsync("The broker does not answer; nobody was asked. Try again.");
            return 1;
        }
    }
}
