using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using PeerPlatform.Testing;

namespace PeerPlatform.Faults.Tests;

/// <summary>
/// What agencies do all day: each opens a wave, its people answer, it closes the wave and opens the next; beside them the
/// network brings new agencies in. Everything goes through the gateway, and goes on while parts die.
/// </summary>
internal sealed class Load(LocalProduction platform, IReadOnlyList<AgencySystem> systems, Commands commands, string run, int seed) : IDisposable
{
    private static readonly string[] Instruments = ["cbi", "pressures"];

    /// <summary>Ten workers: about fifty commands a second, which two cores can do for ever, so that no backlog is the load's own.</summary>
    private static readonly TimeSpan BetweenCommands = TimeSpan.FromMilliseconds(150);

    private static readonly Dictionary<string, string[]> Items = [];

    private readonly HttpClient _people = AgencySystem.Patient(platform.Collect);

    public Commands Commands => commands;

    /// <summary>Sends at least so many commands, and goes on until the fault is over.</summary>
    public async Task RunAsync(int least, Func<Task> happens)
    {
        var fault = Task.Run(happens);
        bool GoesOn() => !fault.IsCompleted || commands.Sent < least;
        var workers = systems.SelectMany((system, agency) => Instruments.Select((instrument, i) => Task.Run(async () =>
        {
            var random = new Random(HashCode.Combine(seed, agency, i));
            for (var wave = 0; GoesOn(); wave++)
            {
                await WaveAsync(system, instrument, $"{run}-{agency}-{i}-{wave}", random);
            }
        })));
        using var onboarding = new Onboarding(platform, commands, run);
        await Task.WhenAll([.. workers, Task.Run(() => onboarding.RunAsync(GoesOn)), fault]);
    }

    /// <summary>Waits until so many more commands have had their last word.</summary>
    public Task ProgressAsync(int more)
    {
        var until = commands.Ended + more;
        return Patience.UntilAsync(() => commands.Ended >= until, $"{more} commands are answered");
    }

    public void Dispose() => _people.Dispose();

    private async Task WaveAsync(AgencySystem system, string instrument, string title, Random random)
    {
        await system.StaySignedInAsync();
        var people = random.Next(5, 10);
        var opened = await commands.DoAsync(
            "open",
            title,
            null,
            () => system.PostAsync("/api/assessment/v1/waves/by-count", new
            {
                title,
                instrument,
                closesOn = DateOnly.FromDateTime(DateTime.UtcNow.AddDays(14)),
                agencyName = "Agency",
                timeZone = "America/New_York",
                groups = new[] { new { name = "Everybody", people } },
            }),
            (status, type) => status == HttpStatusCode.Conflict && type.EndsWith("asked-already", StringComparison.Ordinal));
        var wave = opened.Outcome switch
        {
            Outcome.Acked => opened.Body.GetProperty("wave").GetProperty("id").GetString()!,
            Outcome.FoundDone => await FindAsync(system, title),
            _ => null,
        };
        if (wave is null)
        {
            return;
        }

        if (opened.Outcome == Outcome.Acked)
        {
            var tickets = opened.Body.GetProperty("groups")[0].GetProperty("tickets").EnumerateArray().Select(t => t.GetString()!).ToList();
            var items = await ItemsAsync(instrument, tickets[0]);
            foreach (var (number, ticket) in tickets.Skip(random.Next(2)).Index())
            {
                await Patience.PassAsync(BetweenCommands);
                await AnswerAsync(wave, ticket, items, number);
            }
        }

        await system.StaySignedInAsync();
        await commands.DoAsync(
            "close",
            wave,
            wave,
            () => system.PostAsync($"/api/assessment/v1/waves/{wave}/close", new { }),
            (status, type) => status == HttpStatusCode.Conflict && type.EndsWith("wave-not-open", StringComparison.Ordinal));
    }

    /// <summary>No two people of a wave answer the same, so that the same answer twice is one answer kept twice.</summary>
    private Task<Answered> AnswerAsync(string wave, string ticket, string[] items, int number)
    {
        var answers = items.Select((item, place) => (item, choice: (number >> Math.Min(place, 30)) & 1)).ToDictionary(a => a.item, a => a.choice);
        return commands.DoAsync(
            "answer",
            ticket,
            wave,
            () => _people.PostAsJsonAsync(new Uri("/collect/v1/answers", UriKind.Relative), new { ticket, lang = "en", answers }),
            (status, type) => status == HttpStatusCode.Gone && type.EndsWith("ticket-used", StringComparison.Ordinal));
    }

    /// <summary>The wave that was opened without our hearing of it; its tickets are lost.</summary>
    private static async Task<string?> FindAsync(AgencySystem system, string title)
    {
        string? found = null;
        await Patience.UntilAsync(
            async () =>
            {
                try
                {
                    var waves = await system.Client.GetJsonAsync("/api/assessment/v1/waves?state=open&page=1&size=200");
                    found = waves.GetProperty("items").EnumerateArray()
                        .FirstOrDefault(w => w.GetProperty("title").GetString() == title) is { ValueKind: JsonValueKind.Object } wave
                        ? wave.GetProperty("id").GetString()
                        : null;
                    return true;
                }
                catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
                {
                    return false;
                }
            },
            $"the waves of an agency can be listed, to find {title}");
        return found;
    }

    private async Task<string[]> ItemsAsync(string instrument, string ticket)
    {
        lock (Items)
        {
            if (Items.TryGetValue(instrument, out var known))
            {
                return known;
            }
        }

        JsonElement form = default;
        await Patience.UntilAsync(
            async () =>
            {
                try
                {
                    form = await _people.GetJsonAsync($"/collect/v1/forms/{ticket}");
                    return true;
                }
                catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
                {
                    return false;
                }
            },
            $"the form of {instrument} can be read");
        string[] items = [.. form.GetProperty("instrument").GetProperty("scalesAsBlocks").EnumerateArray()
            .SelectMany(block => block.GetProperty("items").EnumerateArray())
            .Select(item => item.GetProperty("code").GetString()!)];
        lock (Items)
        {
            return Items[instrument] = items;
        }
    }
}
