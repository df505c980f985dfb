using System.Net;
using System.Text;
using Ical.Net;
using PeerPlatform.Contracts.Access;
using PeerPlatform.Testing;

namespace PeerPlatform.Training.Tests.Http;

/// <summary>What people take away: a session for their own calendar, the board as a table.</summary>
public sealed class FileTests : IAsyncLifetime
{
    private const string Api = TrainingWorld.Api;
    private TrainingWorld _world = null!;

    public async ValueTask InitializeAsync() => _world = await TrainingWorld.StartAsync();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task A_live_session_is_in_ones_calendar_from_its_beginning_to_its_end_with_the_way_in()
    {
        var (session, text) = await CalendarFileAsync(live: true);

        var entry = Assert.Single(Calendar.Load(text)!.Events);
        var begins = (await _world.Trainer.GetJsonAsync($"{Api}/sessions/{session}")).GetProperty("startsAt").GetDateTimeOffset();
        Assert.Equal($"{session}@training", entry.Uid);
        Assert.Equal(("Listening to a colleague", "Room 2", "https://meet.example/room"), (entry.Summary, entry.Location, entry.Url!.ToString()));
        Assert.Equal(begins.ToUnixTimeSeconds(), new DateTimeOffset(entry.Start!.AsUtc).ToUnixTimeSeconds());
        Assert.Equal(TimeSpan.FromHours(2), entry.End!.AsUtc - entry.Start.AsUtc);
    }

    [Fact]
    public async Task A_session_at_ones_own_pace_is_there_on_its_last_day()
    {
        var (_, text) = await CalendarFileAsync(live: false);

        var last = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(_world.Clock.GetUtcNow().AddHours(3), TimeZoneInfo.FindSystemTimeZoneById("America/New_York")).DateTime);
        Assert.Contains($"DTSTART;VALUE=DATE:{last:yyyyMMdd}\r\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_file_keeps_the_formats_rules_and_names_nobody_who_comes()
    {
        var (_, text) = await CalendarFileAsync(live: true);

        var lines = text.Split("\r\n");
        Assert.Equal(["BEGIN:VCALENDAR", "END:VCALENDAR", ""], [lines[0], lines[^2], lines[^1]]);
        Assert.DoesNotContain(lines, line => line.Contains('\n', StringComparison.Ordinal) || Encoding.UTF8.GetByteCount(line) > 75);
        Assert.All(["VERSION:2.0", "PRODID:", "UID:", "DTSTAMP:", "DTSTART:", "DTEND:"], start => Assert.Single(lines, line => line.StartsWith(start, StringComparison.Ordinal)));
        Assert.DoesNotContain("Sam", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_waits_for_a_seat_has_no_file()
    {
        var (first, second) = (await _world.SupporterAsync("First"), await _world.SupporterAsync("Second"));
        var session = await _world.PlanAsync(seats: 1);
        await first.Client.PostAsync($"{Api}/my-sessions/{session}/enrolment");
        await second.Client.PostAsync($"{Api}/my-sessions/{session}/enrolment");

        Assert.Equal(HttpStatusCode.NotFound, (await second.Client.GetAsync($"{Api}/my-sessions/{session}/calendar.ics")).StatusCode);
    }

    [Fact]
    public async Task The_boards_file_has_everybody_who_is_asked_for_and_no_formula()
    {
        await _world.SupporterAsync("=cmd|' /C calc'!A0");
        await _world.QualifiedAsync("Ben Qualified");

        using var all = await _world.Coordinator.GetAsync($"{Api}/board.csv?lang=es");
        using var some = await _world.Coordinator.GetAsync($"{Api}/board.csv?state=notQualified");

        var lines = (await all.Content.ReadAsStringAsync()).TrimEnd().Split("\r\n");
        Assert.Equal("text/csv", all.Content.Headers.ContentType?.MediaType);
        Assert.Equal("name,state,lapses_on,summary,missing", lines[0].TrimStart('\uFEFF'));
        Assert.StartsWith("'=cmd", lines[1], StringComparison.Ordinal);
        Assert.StartsWith("Ben Qualified,", lines[2], StringComparison.Ordinal);
        Assert.Equal(3, lines.Length);
        Assert.Equal(2, (await some.Content.ReadAsStringAsync()).TrimEnd().Split("\r\n").Length);
        Assert.Equal(HttpStatusCode.BadRequest, (await _world.Coordinator.GetAsync($"{Api}/board.csv?state=good")).StatusCode);
        using var member = _world.Platform.Client(TrainingWorld.Agency, TrainingWorld.Network, Guid.NewGuid(), Role.Member);
        Assert.Equal(HttpStatusCode.Forbidden, (await member.GetAsync($"{Api}/board.csv")).StatusCode);
    }

    private async Task<(Guid Session, string Text)> CalendarFileAsync(bool live)
    {
        var sam = await _world.SupporterAsync("Sam");
        var session = await _world.PlanAsync(live: live);
        await sam.Client.PostAsync($"{Api}/my-sessions/{session}/enrolment");
        using var answer = await sam.Client.GetAsync($"{Api}/my-sessions/{session}/calendar.ics");
        Assert.Equal("text/calendar", answer.Content.Headers.ContentType?.MediaType);
        return (session, await answer.Content.ReadAsStringAsync());
    }
}
