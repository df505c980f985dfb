using System.CommandLine;
using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using RabbitMQ.Client.Exceptions;

namespace PeerPlatform.Platform.Messaging;

/// <summary><c>dead-letters list | show &lt;id&gt; | replay &lt;id&gt; | replay --all</c>, each with <c>--queue</c> for one queue only.</summary>
internal static class DeadLetterCommands
{
    /// <summary>An older letter may have outlived the inbox row of an effect it already had.</summary>
    private const int ReplayedWithinDays = Retention.InboxDays - Retention.OutboxDays;

    public static Command Of(IServiceProvider provider)
    {
        var command = new Command("dead-letters", "Messages that were given up: what they are, and giving them another chance.");
        var queue = new Option<string?>("--queue") { Description = "Only letters of this queue, such as reporting-wave-closed.", Recursive = true };
        command.Add(queue);

        var list = new Command("list", "Queue, message id, event, reason, how often it died and on which day.");
        list.SetAction((parsed, cancellation) => RunAsync(provider, parsed, (letters, said) => ListAsync(letters, said, parsed.GetValue(queue), cancellation)));
        command.Add(list);

        var shown = new Argument<string>("id") { Description = "Message id, as list shows it." };
        var show = new Command("show", "The ids, numbers and days of one letter; never a text, which may be somebody's.") { shown };
        show.SetAction((parsed, cancellation) =>
            RunAsync(provider, parsed, (letters, said) => ShowAsync(letters, said, parsed.GetValue(queue), parsed.GetRequiredValue(shown), cancellation)));
        command.Add(show);

        var replayed = new Argument<string?>("id") { Description = "Message id, as list shows it.", Arity = ArgumentArity.ZeroOrOne };
        var all = new Option<bool>("--all") { Description = "Every letter that is there now." };
        var old = new Option<bool>("--old") { Description = $"Also letters older than {ReplayedWithinDays} days, whose effect may have been forgotten by the inbox." };
        var replay = new Command("replay", "Puts letters back into the queue they came from.") { replayed, all, old };
        replay.SetAction((parsed, cancellation) => RunAsync(
            provider,
            parsed,
            (letters, said) => ReplayAsync(
                letters, said, parsed.GetValue(queue), parsed.GetValue(replayed), parsed.GetValue(all), OldestDay(provider, parsed.GetValue(old)), cancellation)));
        command.Add(replay);
        return command;
    }

    private static async Task<int> RunAsync(IServiceProvider provider, ParseResult parsed, Func<DeadLetterQueues, TextWriter, Task<int>> work)
    {
        var said = parsed.InvocationConfiguration.Output;
        var configuration = provider.GetRequiredService<IConfiguration>();
        if (MessagingSetup.BrokerForgets(configuration))
        {
            return await said.SayAsync("There are dead letters only with Messaging:Transport=rabbitmq; a broker in memory keeps none.", 1);
        }

        try
        {
            await using var letters = new DeadLetterQueues(MessagingSetup.Address(configuration), provider.GetServices<ReadQueue>());
            return await work(letters, said);
        }
        catch (Exception e) when (e is BrokerUnreachableException or AlreadyClosedException or PublishException)
        {
            return await said.SayAsync("The broker does not answer or did not take the message; nothing was lost. Try again.", 1);
        }
    }

    private static async Task<int> ListAsync(DeadLetterQueues letters, TextWriter said, string? queue, CancellationToken cancellationToken)
    {
        var counts = letters.Names.Where(n => queue is null || n == queue).ToDictionary(n => n, _ => 0);
        await letters.VisitAsync(
            queue,
            async (letter, _) =>
            {
                counts[letter.Queue]++;
                await said.WriteLineAsync(string.Join(
                    '\t', letter.Queue, letter.Id, letter.Type, letter.Reason, letter.Deaths.ToString(CultureInfo.InvariantCulture), Day(letter)));
                return false;
            },
            cancellationToken);
        foreach (var (name, count) in counts)
        {
            await said.SayAsync(string.Create(CultureInfo.InvariantCulture, $"{name}: {count}"), 0);
        }

        return 0;
    }

    private static async Task<int> ShowAsync(DeadLetterQueues letters, TextWriter said, string? queue, string id, CancellationToken cancellationToken)
    {
        var found = 0;
        await letters.VisitAsync(
            queue,
            async (letter, _) =>
            {
                if (letter.Id == id)
                {
                    found++;
                    await said.WriteLineAsync($"{letter.Queue}\t{letter.Id}\t{letter.Type}\t{letter.Reason}\t{Day(letter)}");
                    foreach (var (name, value) in letter.Fields())
                    {
                        await said.WriteLineAsync($"  {name}: {value}");
                    }
                }

                return false;
            },
            cancellationToken);
        return found > 0 ? 0 : await said.SayAsync($"No dead letter has the id {id}.", 1);
    }

    private static async Task<int> ReplayAsync(
        DeadLetterQueues letters, TextWriter said, string? queue, string? id, bool all, DateOnly oldest, CancellationToken cancellationToken)
    {
        if (all == id is not null)
        {
            return await said.SayAsync("Say which letter to replay: its id, or --all.", 1);
        }

        var (replayed, tooOld) = (0, 0);
        await letters.VisitAsync(
            queue,
            async (letter, channel) =>
            {
                if (!all && letter.Id != id)
                {
                    return false;
                }

                if (letter.DiedOn < oldest)
                {
                    tooOld++;
                    return false;
                }

                await DeadLetterQueues.ReplayAsync(letter, channel, cancellationToken);
                replayed++;
                return true;
            },
            cancellationToken);
        await said.SayAsync(string.Create(CultureInfo.InvariantCulture, $"Replayed: {replayed}"), 0);
        if (tooOld > 0)
        {
            await said.SayAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"Left where they are, older than {ReplayedWithinDays} days: {tooOld}. The inbox may have forgotten what they did; with --old only the handlers' own keys prevent a second effect."), 0);
        }

        return replayed > 0 || all ? 0 : 1;
    }

    private static DateOnly OldestDay(IServiceProvider provider, bool old) =>
        old ? DateOnly.MinValue : Retention.Today(provider.GetRequiredService<TimeProvider>()).AddDays(-ReplayedWithinDays);

    private static string Day(DeadLetter letter) => letter.DiedOn?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";

    private static async Task<int> SayAsync(this TextWriter output, string sentence, int exitCode)
    {
        await output.WriteLineAsync(sentence);
        return exitCode;
    }
}
