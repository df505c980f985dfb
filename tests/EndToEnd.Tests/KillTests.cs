using System.Net;
using System.Net.Http.Json;
using Microsoft.Data.Sqlite;
using PeerPlatform.Testing;

namespace PeerPlatform.EndToEnd.Tests;

/// <summary>
/// kill -9 of the embedded process, 50 times: while answers arrive and while a wave closes, at named points and at random.
/// The client keeps a ledger of what was acknowledged; afterwards nothing acknowledged is missing and nothing is there twice.
/// </summary>
public sealed class KillTests
{
    private const int Rounds = 25;
    private const int Members = 24;
    private static readonly string?[] WhileAnswering = ["answer-before-commit", "answer-after-commit", null];
    private static readonly string?[] WhileClosing = ["outbox-after-commit", "outbox-after-publish", "inbox-before-commit", "inbox-after-commit", null];

    private readonly Random _random = new(20261122);
    private DateTime _signedInAt = DateTime.MinValue;
    private IReadOnlyList<HttpClient> _members = [];
    private IReadOnlyList<string> _emails = [];
    private HttpClient? _coordinator;
    private int _kills;

    [Fact]
    public async Task Killed_at_any_moment_no_accepted_answer_and_no_event_is_lost_and_none_is_there_twice()
    {
        await using var platform = await EmbeddedProcess.StartAsync();
        _coordinator = await SignedIn.AsAsync(platform.Portal, "casey.coordinator@massup.example", Demonstration.Password);
        _members = await Journey.MembersAsync(platform, _coordinator, Members, Demonstration.Password);
        _emails = [.. await Task.WhenAll(_members.Select(async m => (await m.GetJsonAsync("/api/tenancy/v1/me")).GetProperty("email").GetString()!))];
        _signedInAt = DateTime.UtcNow;
        await platform.StopAsync();

        var closed = new Dictionary<Guid, int>();
        for (var round = 0; round < Rounds; round++)
        {
            var (wave, answered) = await AnswersWhileDyingAsync(platform, round);
            await CloseWhileDyingAsync(platform, wave, round);
            closed.Add(wave, answered);
        }

        await platform.StartAgainAsync();
        foreach (var (wave, answered) in closed)
        {
            await Eventually.HoldsAsync(
                () => Task.FromResult(Count(platform, "reporting", "SELECT count(*) FROM Facts WHERE WaveId = $wave", wave) == 1),
                $"the facts of wave {wave} reach reporting once");
            Assert.Equal(answered, Count(platform, "reporting", "SELECT Answered FROM Facts WHERE WaveId = $wave", wave));
        }

        Assert.Equal(2 * Rounds, _kills);
    }

    private async Task<(Guid Wave, int Answered)> AnswersWhileDyingAsync(EmbeddedProcess platform, int round)
    {
        var point = WhileAnswering[round % WhileAnswering.Length];
        await platform.StartAgainAsync(point is null ? null : $"{point}:{_random.Next(1, 4)}");
        await StaySignedInAsync(platform);
        var wave = await Journey.OpenWaveAsync(platform, Demonstration.Password);
        var tickets = await Task.WhenAll(_members.Select(m => Journey.TakeInvitationAsync(m, wave)));
        using var collect = SignedIn.Nobody(platform.Collect);
        var answers = await Journey.AllFirstChoicesAsync(collect, tickets[0]);

        var acknowledged = 0;
        var killAfter = _random.Next(1, Members);
        var sending = tickets.Select(async ticket =>
        {
            if (await SendAsync(collect, ticket, answers) == HttpStatusCode.OK
                && Interlocked.Increment(ref acknowledged) == killAfter && point is null)
            {
                await platform.KillAsync();
            }
        });
        await Task.WhenAll(sending);
        await EndAsync(platform);

        var id = Guid.Parse(wave.Id);
        var kept = Count(platform, "assessment", "SELECT count(*) FROM Answers WHERE WaveId = $wave", id);
        Assert.True(kept >= acknowledged, $"round {round} ({point}): {acknowledged} answers were accepted, {kept} are kept");
        Assert.Equal(kept, Count(platform, "assessment", "SELECT count(*) FROM Tickets WHERE WaveId = $wave AND Used = 1", id));

        await platform.StartAgainAsync();
        var again = await Task.WhenAll(tickets.Select(ticket => SendAsync(collect, ticket, answers)));
        Assert.Equal(kept, again.Count(status => status == HttpStatusCode.Gone));
        Assert.Equal(Members - kept, again.Count(status => status == HttpStatusCode.OK));
        await platform.StopAsync();
        return (id, Members);
    }

    private async Task CloseWhileDyingAsync(EmbeddedProcess platform, Guid wave, int round)
    {
        var point = WhileClosing[round % WhileClosing.Length];

        // What the outboxes retain is published again at the start, so the point is reached that many times before.
        var retained = new[] { "tenancy", "assessment", "reporting" }.Sum(s => Count(platform, s, "SELECT count(*) FROM Outbox", wave));
        await platform.StartAgainAsync(point switch
        {
            null => null,
            "outbox-after-publish" => $"{point}:{retained + 1}",
            _ => point,
        });
        var acknowledged = await CloseAsync(wave);
        if (point is null)
        {
            await platform.KillAsync();
        }

        await EndAsync(platform);
        var closed = Count(platform, "assessment", "SELECT count(*) FROM Outbox WHERE Payload LIKE '%' || $waveText || '%'", wave);
        Assert.True(closed <= 1, $"round {round} ({point}): the closing is told {closed} times");
        Assert.True(closed == 1 || !acknowledged, $"round {round} ({point}): the closing was accepted and its event is missing");
        if (closed == 0)
        {
            await platform.StartAgainAsync();
            Assert.True(await CloseAsync(wave));
            await platform.StopAsync();
        }
    }

    /// <summary>Counts a kill when the process dies at its point, and kills it when the point was not reached.</summary>
    private async Task EndAsync(EmbeddedProcess platform)
    {
        if (platform.Runs)
        {
            await platform.KillAsync();
        }

        await platform.WaitUntilEndedAsync();
        _kills++;
    }

    private async Task<bool> CloseAsync(Guid wave)
    {
        try
        {
            await _coordinator!.PostAsync($"/api/assessment/v1/waves/{wave}/close");
            return true;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static async Task<HttpStatusCode?> SendAsync(HttpClient collect, string ticket, Dictionary<string, int> answers)
    {
        try
        {
            using var answer = await collect.PostAsJsonAsync(new Uri("/collect/v1/answers", UriKind.Relative), new { ticket, lang = "en", answers });
            return answer.StatusCode;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    /// <summary>Access tokens last ten minutes, the rounds together longer.</summary>
    private async Task StaySignedInAsync(EmbeddedProcess platform)
    {
        if (DateTime.UtcNow - _signedInAt < TimeSpan.FromMinutes(3))
        {
            return;
        }

        _coordinator = await SignedIn.AsAsync(platform.Portal, "casey.coordinator@massup.example", Demonstration.Password);
        _members = await Task.WhenAll(_emails.Select(e => SignedIn.AsAsync(platform.Portal, e, Demonstration.Password)));
        _signedInAt = DateTime.UtcNow;
    }

    private static int Count(EmbeddedProcess platform, string service, string sql, Guid wave)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(platform.Folder, $"{service}.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Parameters.AddWithValue("$wave", wave);
        command.Parameters.AddWithValue("$waveText", wave.ToString());
        return Convert.ToInt32(command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture);
    }
}
