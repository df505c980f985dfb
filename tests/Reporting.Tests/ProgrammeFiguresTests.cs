using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PeerPlatform.Contracts.Access;
using PeerPlatform.Contracts.Events;
using PeerPlatform.Platform.Calendar;
using PeerPlatform.Reporting.Data;
using PeerPlatform.Reporting.Figures;
using PeerPlatform.Testing;

namespace PeerPlatform.Reporting.Tests;

/// <summary>From the events of recruitment and training to the figures that an agency's coordinator reads (P-6.1).</summary>
public sealed class ProgrammeFiguresTests : IAsyncLifetime
{
    private static readonly Guid Agency = Waves.AgencyId("One");

    private readonly ShiftedClock _clock = new();
    private ReportingWorld _world = null!;

    private DateOnly Today => DateOnly.FromDateTime(_clock.GetUtcNow().UtcDateTime);

    public async ValueTask InitializeAsync()
    {
        GoTo(Quarter.Of(Today).Next.First.AddDays(40));
        _world = await ReportingWorld.StartAsync(clock: _clock);
    }

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task What_is_told_twice_and_in_any_order_is_counted_once()
    {
        var (sam, alex, lee) = (Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());
        IEvent[] told =
        [
            Selected(sam, 1), Selected(alex, 1), Selected(lee, 1), Qualified(sam, 1), Qualified(alex, 1), Lapsed(alex, 2), Qualified(lee, 1),
            StoodDown(lee, 2), Lapsed(lee, 2), Qualified(Guid.NewGuid(), 1),
        ];
        var deliveries = told.Concat(told).Concat(told).ToArray();
        new Random(20261122).Shuffle(deliveries);

        await Task.WhenAll(deliveries.Select(d => _world.PublishAsync(d)));
        await TurnsAreAsync(told.Length);

        var quarter = Assert.Single(await QuartersAsync());
        Assert.Equal((2, 1, 3, 1, 1), FiguresOf(quarter));
        Assert.False((bool)quarter["isFixed"]!);
    }

    [Fact]
    public async Task A_fixed_quarter_stays_as_it_was_and_what_comes_late_is_in_the_next()
    {
        var (sam, alex, firstDay) = (Guid.NewGuid(), Guid.NewGuid(), Today);
        await _world.PublishAsync(Selected(sam, 1));
        await _world.PublishAsync(Qualified(sam, 1));
        await TurnsAreAsync(2);
        GoTo(Quarter.Of(Today).Next.First.AddDays(30));
        var before = (await QuartersAsync())[1];
        Assert.True((bool)before["isFixed"]!);

        await _world.PublishAsync(new SupporterStoodDown(Agency, _world.Network, sam, firstDay, 2));
        await _world.PublishAsync(new SupporterSelected(Agency, _world.Network, alex, firstDay, 1));
        await TurnsAreAsync(4);

        var quarters = await QuartersAsync();
        Assert.Equal(before.ToJsonString(), quarters[1].ToJsonString());
        Assert.Equal((1, 0, 1, 1, 0), FiguresOf(quarters[0]));
        Assert.Equal(1, await InAgencyAsync(db => db.QuarterFigures.CountAsync()));
    }

    [Fact]
    public async Task Whoever_stood_down_is_erased_from_the_rows_after_another_quarter()
    {
        var sam = Guid.NewGuid();
        await _world.PublishAsync(Selected(sam, 1));
        await _world.PublishAsync(StoodDown(sam, 2));
        await TurnsAreAsync(2);
        GoTo(Quarter.Of(Today).Next.Next.First.AddDays(30));

        await _world.PublishAsync(Selected(Guid.NewGuid(), 1));

        await Eventually.HoldsAsync(
            () => InAgencyAsync(async db => await db.SupporterTurns.AnyAsync() && !await db.SupporterTurns.AnyAsync(t => t.MemberId == sam)), "the id is gone");
        Assert.Equal([(1, 0, 1, 0, 0), (0, 0, 0, 0, 0), (0, 0, 1, 1, 0)], (await QuartersAsync()).Select(FiguresOf));
    }

    [Fact]
    public async Task Another_agency_and_the_network_see_nothing_of_it()
    {
        await _world.PublishAsync(Selected(Guid.NewGuid(), 1));
        await TurnsAreAsync(1);

        using var other = _world.Platform.Client(Waves.AgencyId("Two"), _world.Network, null, Role.Coordinator);
        using var network = _world.Coordinator();

        Assert.Empty((await other.GetFromJsonAsync<JsonObject>("/api/reporting/v1/figures"))!["quarters"]!.AsArray());
        Assert.Equal(HttpStatusCode.Forbidden, (await network.GetAsync("/api/reporting/v1/figures")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await network.GetAsync("/api/reporting/v1/figures.csv")).StatusCode);
    }

    [Fact]
    public async Task An_agencys_own_system_does_not_come_in_with_the_scope_of_surveys()
    {
        using var client = _world.Platform.Anonymous();
        client.DefaultRequestHeaders.Authorization = new("Bearer", _world.Platform.Issuer.ClientToken(
            Agency, _world.Network, ServiceName.BySubscription, [.. AccessTable.ClientScopes.Select(s => s.Name)]));

        Assert.Equal(HttpStatusCode.Forbidden, (await client.GetAsync("/api/reporting/v1/figures")).StatusCode);
    }

    [Fact]
    public async Task The_answer_and_the_file_hold_counts_with_their_definitions_and_nobodys_id()
    {
        var sam = Guid.NewGuid();
        await _world.PublishAsync(Selected(sam, 1));
        await TurnsAreAsync(1);
        using var casey = Casey();

        var answer = await casey.GetStringAsync("/api/reporting/v1/figures?lang=es");
        var file = await casey.GetAsync("/api/reporting/v1/figures.csv");

        var lines = (await file.Content.ReadAsStringAsync()).TrimStart('\uFEFF').Split("\r\n");
        Assert.Equal("text/csv", file.Content.Headers.ContentType?.MediaType);
        Assert.Equal("quarter,from,through,state,supporters,qualifiedSupporters,othersQualified,selected,stoodDown", lines[0]);
        Assert.EndsWith(",so far,1,0,0,1,0", lines[1], StringComparison.Ordinal);
        Assert.Equal("", lines[2]);
        Assert.Equal(1 + FigureDefinition.All.Count, lines.Skip(3).Count(l => l.Length > 0));
        Assert.Contains("Personas de apoyo", JsonNode.Parse(answer)!["definitions"]![0]!["name"]!.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(sam.ToString(), answer + string.Concat(lines), StringComparison.OrdinalIgnoreCase);
    }

    private static (int Supporters, int Qualified, int Selected, int StoodDown, int Others) FiguresOf(JsonObject quarter)
    {
        int Of(string code) => (int)quarter["figures"]![code]!;
        return (Of("supporters"), Of("qualifiedSupporters"), Of("selected"), Of("stoodDown"), Of("othersQualified"));
    }

    private SupporterSelected Selected(Guid member, int turn) => new(Agency, _world.Network, member, Today, turn);

    private SupporterStoodDown StoodDown(Guid member, int turn) => new(Agency, _world.Network, member, Today, turn);

    private SupporterQualified Qualified(Guid member, int turn) => new(Agency, _world.Network, member, Today, turn);

    private SupporterQualificationLapsed Lapsed(Guid member, int turn) => new(Agency, _world.Network, member, Today, turn);

    private HttpClient Casey() => _world.Platform.Client(Agency, _world.Network, null, Role.Coordinator);

    private void GoTo(DateOnly day) => _clock.Move(TimeSpan.FromDays(day.DayNumber - Today.DayNumber));

    private async Task<List<JsonObject>> QuartersAsync()
    {
        using var casey = Casey();
        return [.. (await casey.GetFromJsonAsync<JsonObject>("/api/reporting/v1/figures"))!["quarters"]!.AsArray().Select(q => q!.AsObject())];
    }

    private Task<int> TurnsAreAsync(int count) =>
        Eventually.GetAsync(() => InAgencyAsync(db => db.SupporterTurns.CountAsync()), turns => turns == count, $"{count} turns are known");

    private async Task<T> InAgencyAsync<T>(Func<ReportingDbContext, Task<T>> look)
    {
        await using var scope = _world.Platform.Scope(Agency, _world.Network);
        return await look(scope.ServiceProvider.GetRequiredService<ReportingDbContext>());
    }
}
