using System.Threading.Channels;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PeerPlatform.Assessment.Instruments;
using PeerPlatform.Platform.Operations;
using PeerPlatform.Platform.Refusals;

namespace PeerPlatform.Assessment.Collecting;

/// <summary>An answer that is on disk, or why it is not.</summary>
internal sealed record Collected(Refusal? Refusal, Instrument? Instrument, string Responses, string? HelpContact)
{
    public static Collected Refused(Refusal refusal) => new(refusal, null, "", null);
}

/// <summary>
/// Writes answers in shuffled batches, one synced commit each: storage tells no order, and many people share the
/// cost of one sync. Whoever waits hears of it only after the commit.
/// </summary>
internal sealed partial class AnswerWriter(
    IServiceScopeFactory scopes, ShippedInstruments instruments, TimeProvider clock, ILogger<AnswerWriter> logger) : BackgroundService
{
    private const int LargestBatch = 256;
    private const int MostWaiting = 4096;

    private readonly Channel<Waiting> _waiting = Channel.CreateBounded<Waiting>(
        new BoundedChannelOptions(MostWaiting) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    /// <summary>Hands in an answer; null when too many wait already, or the service is stopping.</summary>
    public Task<Collected>? Offer(byte[] ticketHash, IReadOnlyDictionary<string, int?> answers)
    {
        var waiting = new Waiting(ticketHash, answers);
        return _waiting.Writer.TryWrite(waiting) ? waiting.Done.Task : null;
    }

    /// <summary>Finishes what was handed in, then stops. The web server has stopped taking requests before this.</summary>
    public override Task StopAsync(CancellationToken cancellationToken)
    {
        _waiting.Writer.TryComplete();
        return base.StopAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var batch = new List<Waiting>(LargestBatch);
        AnswerTable? table = null;
        // Not the stopping token: the channel ends when it is empty and nothing can come any more.
        while (await _waiting.Reader.WaitToReadAsync(CancellationToken.None))
        {
            batch.Clear();
            while (batch.Count < LargestBatch && _waiting.Reader.TryRead(out var next))
            {
                batch.Add(next);
            }

            try
            {
                table ??= await AnswerTable.OpenAsync(scopes);
                Write(table, batch);
            }
            catch (Exception e)
            {
                LogBatchFailed(logger, e);
                batch.ForEach(w => w.Done.TrySetException(e));
                if (table is not null)
                {
                    await table.DisposeAsync();
                    table = null;
                }
            }
        }

        if (table is not null)
        {
            await table.DisposeAsync();
        }
    }

    private void Write(AnswerTable table, List<Waiting> batch)
    {
        var now = clock.GetUtcNow();
        var outcomes = new Collected[batch.Count];
        var accepted = new List<(ShownTicket Ticket, string Responses)>(batch.Count);
        using (var transaction = table.Begin())
        {
            var shown = table.Look(batch.ConvertAll(w => w.TicketHash)).ToDictionary(ticket => Convert.ToHexString(ticket.Hash));
            for (var i = 0; i < batch.Count; i++)
            {
                outcomes[i] = Decide(shown, batch[i], now, accepted);
            }

            if (accepted.Count > 0)
            {
                Random.Shared.Shuffle(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(accepted));
                table.Add(accepted);
            }

            FaultPoint.Reach("answer-before-commit");
            transaction.Commit();
        }

        FaultPoint.Reach("answer-after-commit");
        for (var i = 0; i < batch.Count; i++)
        {
            batch[i].Done.TrySetResult(outcomes[i]);
        }
    }

    private Collected Decide(Dictionary<string, ShownTicket> shown, Waiting waiting, DateTimeOffset now, List<(ShownTicket, string)> accepted)
    {
        var hash = Convert.ToHexString(waiting.TicketHash);
        if (!shown.TryGetValue(hash, out var ticket))
        {
            return Collected.Refused(new TicketUnknown());
        }

        if (ticket.Used)
        {
            return Collected.Refused(new TicketUsed());
        }

        if (ticket.Wave is not { } wave || now >= wave.ClosesAt)
        {
            return Collected.Refused(new SurveyOver());
        }

        var instrument = instruments.Of(wave.InstrumentCode, wave.InstrumentVersion);
        if (ResponseSheet.Write(instrument, waiting.Answers, out var responses) is { } refusal)
        {
            return Collected.Refused(refusal);
        }

        shown[hash] = ticket with { Used = true };
        accepted.Add((ticket, responses));
        return new Collected(null, instrument, responses, wave.HelpContact);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A batch of answers could not be written; the people who sent them were told.")]
    private static partial void LogBatchFailed(ILogger logger, Exception exception);

    private sealed class Waiting(byte[] ticketHash, IReadOnlyDictionary<string, int?> answers)
    {
        public byte[] TicketHash { get; } = ticketHash;

        public IReadOnlyDictionary<string, int?> Answers { get; } = answers;

        public TaskCompletionSource<Collected> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
