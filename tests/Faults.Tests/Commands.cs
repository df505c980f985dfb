using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Text.Json;

namespace PeerPlatform.Faults.Tests;

/// <summary>The platform's last word on a command.</summary>
/// <param name="Body">Of the answer; undefined when it was found done, or refused.</param>
internal sealed record Answered(Outcome Outcome, JsonElement Body);

/// <summary>
/// Sends commands as a careful client does: writes down what it sends before it sends it, and what it heard; asks again while
/// it does not know. Whoever hears "done already" without ever having been unsure has found a double effect.
/// </summary>
internal sealed class Commands(Ledger ledger)
{
    /// <summary>A command that gets no word for so long is a broken promise.</summary>
    private static readonly TimeSpan GivesUpAfter = TimeSpan.FromSeconds(180);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private int _commands;
    private int _answered;
    private int _failed;
    private int _retried;
    private long _longest;

    public ConcurrentQueue<string> Broken { get; } = new();

    /// <summary>What was heard instead of an answer or a refusal, and how often.</summary>
    public ConcurrentDictionary<string, int> Unanswered { get; } = new();

    public int Sent => Volatile.Read(ref _commands);

    /// <summary>How many have had their last word.</summary>
    public int Ended => Volatile.Read(ref _answered);

    /// <summary>Attempts that met no answer, a fault, or a refusal for no reason of their own.</summary>
    public int Failed => Volatile.Read(ref _failed);

    /// <summary>Commands that needed more than one attempt.</summary>
    public int Retried => Volatile.Read(ref _retried);

    /// <summary>The longest time from the first attempt of a command to its last word.</summary>
    public TimeSpan LongestWait => TimeSpan.FromTicks(Volatile.Read(ref _longest));

    /// <param name="doneAlready">True for a refusal that says that the command was done before.</param>
    public async Task<Answered> DoAsync(
        string kind, string key, string? wave, Func<Task<HttpResponseMessage>> send, Func<HttpStatusCode, string, bool> doneAlready)
    {
        var command = Interlocked.Increment(ref _commands);
        var since = Stopwatch.GetTimestamp();
        var unsure = false;
        for (var attempt = 1; ; attempt++)
        {
            ledger.Note(new Entry(command, attempt, kind, key, wave, Outcome.Sent, null));
            var (outcome, body, said, again) = await TryAsync(send, doneAlready);
            if (outcome == Outcome.FoundDone && !unsure)
            {
                Broken.Enqueue($"{kind} {key}: '{said}' on the first attempt that got through; nobody had done it");
            }

            ledger.Note(new Entry(command, attempt, kind, key, wave, outcome, said));
            if (outcome == Outcome.Unknown)
            {
                unsure = true;
                Unanswered.AddOrUpdate(said, 1, (_, times) => times + 1);
            }

            if (!again)
            {
                End(attempt, since);
                return new Answered(outcome, body);
            }

            Interlocked.Increment(ref _failed);
            if (Stopwatch.GetElapsedTime(since) > GivesUpAfter)
            {
                Broken.Enqueue($"{kind} {key}: no word within {GivesUpAfter.TotalSeconds} s; last: {said}");
                End(attempt, since);
                return new Answered(outcome, default);
            }

            await Patience.PassAsync(Pause);
        }
    }

    private void End(int attempts, long since)
    {
        Interlocked.Increment(ref _answered);
        if (attempts > 1)
        {
            Interlocked.Increment(ref _retried);
        }

        var waited = Stopwatch.GetElapsedTime(since).Ticks;
        for (var longest = Volatile.Read(ref _longest); waited > longest; longest = Volatile.Read(ref _longest))
        {
            Interlocked.CompareExchange(ref _longest, waited, longest);
        }
    }

    private static async Task<(Outcome Outcome, JsonElement Body, string Said, bool Again)> TryAsync(
        Func<Task<HttpResponseMessage>> send, Func<HttpStatusCode, string, bool> doneAlready)
    {
        try
        {
            using var answer = await send();
            var text = await answer.Content.ReadAsStringAsync();
            if (answer.IsSuccessStatusCode)
            {
                return (Outcome.Acked, text.Length > 0 ? JsonSerializer.Deserialize<JsonElement>(text) : default, $"{(int)answer.StatusCode}", false);
            }

            var type = TypeOf(text);
            var said = $"{(int)answer.StatusCode} {type}";
            return answer.StatusCode switch
            {
                >= HttpStatusCode.InternalServerError => (Outcome.Unknown, default, said, true),
                HttpStatusCode.Unauthorized or HttpStatusCode.TooManyRequests => (Outcome.Refused, default, said, true),
                _ => (doneAlready(answer.StatusCode, type) ? Outcome.FoundDone : Outcome.Refused, default, said, false),
            };
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException or IOException)
        {
            return (Outcome.Unknown, default, e.GetBaseException().Message, true);
        }
    }

    private static string TypeOf(string problem)
    {
        try
        {
            return JsonSerializer.Deserialize<JsonElement>(problem).TryGetProperty("type", out var type) ? type.GetString() ?? "" : "";
        }
        catch (JsonException)
        {
            return "";
        }
    }
}
