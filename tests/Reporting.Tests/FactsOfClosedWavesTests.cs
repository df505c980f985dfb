using Microsoft.EntityFrameworkCore;
using PeerPlatform.Testing;

namespace PeerPlatform.Reporting.Tests;

public sealed class FactsOfClosedWavesTests
{
    private static readonly Facts.ScaleFact Large = Waves.Scale("personal", 40, 40, 20);

    [Fact]
    public async Task A_wave_that_is_told_three_times_has_one_effect()
    {
        await using var world = await ReportingWorld.StartAsync();
        var wave = Waves.Of("One", 150, Large);
        var marker = Waves.Of("Marker", 150, Large);
        world.Assessment.Keep(wave);
        world.Assessment.Keep(marker);
        await world.OnboardAsync("One");
        await world.OnboardAsync("Marker");
        var messageId = Guid.CreateVersion7();

        await world.PublishAsync(world.ClosedEvent(wave), messageId);
        await world.PublishAsync(world.ClosedEvent(wave), messageId);
        await world.WaitingIsAsync(1);
        await world.PublishAsync(world.ClosedEvent(wave), messageId);
        await world.PublishAsync(world.ClosedEvent(wave));
        await world.PublishAsync(world.ClosedEvent(marker));
        await world.WaitingIsAsync(2);

        Assert.Equal(2, await world.FactsAsync());
        var release = await world.ReleaseAsync();
        Assert.Equal(2, release["table"]!["rows"]!.AsArray().Count);
    }

    [Fact]
    public async Task Facts_arrive_once_assessment_is_back()
    {
        await using var world = await ReportingWorld.StartAsync(assessmentRuns: false);
        var wave = Waves.Of("One", 150, Large);
        world.Assessment.Keep(wave);
        await world.OnboardAsync("One");
        await world.PublishAsync(world.ClosedEvent(wave));
        await Eventually.HoldsAsync(() => world.InDatabaseAsync(db => db.Agencies.AnyAsync()), "the agency's name arrives meanwhile");
        Assert.Equal(0, await world.FactsAsync());

        await world.Assessment.StartAsync();

        await world.WaitingIsAsync(1);
    }

    [Fact]
    public async Task Assessment_is_asked_as_the_agency_and_the_rows_are_the_networks()
    {
        await using var world = await ReportingWorld.StartAsync();
        var wave = Waves.Of("One", 150, Large);
        await world.CloseAsync(wave);

        var asked = Assert.Single(world.Assessment.Asked);
        Assert.Equal((wave.Fact.WaveId.ToString(), wave.Fact.AgencyId.ToString()), asked);
        Assert.Equal(1, await world.FactsAsync());
    }

    [Fact]
    public async Task A_wave_waits_until_its_agencys_name_is_known()
    {
        await using var world = await ReportingWorld.StartAsync();
        var wave = Waves.Of("One", 150, Large);
        world.Assessment.Keep(wave);
        await world.PublishAsync(world.ClosedEvent(wave));
        await Eventually.GetAsync(world.FactsAsync, facts => facts == 1, "the facts arrive");
        await world.WaitingIsAsync(0);

        await world.OnboardAsync("One");

        await world.WaitingIsAsync(1);
    }

    [Fact]
    public async Task Facts_of_another_wave_than_the_one_asked_for_are_not_kept()
    {
        await using var world = await ReportingWorld.StartAsync();
        var wave = Waves.Of("One", 150, Large);
        world.Assessment.Keep(wave);
        await world.OnboardAsync("One");

        await world.PublishAsync(world.ClosedEvent(wave) with { InstrumentVersion = 2 });
        await Eventually.HoldsAsync(() => Task.FromResult(world.Assessment.Asked.Count >= 2), "the delivery comes again");

        Assert.Equal(0, await world.FactsAsync());
    }

    [Fact]
    public async Task A_wave_that_closes_while_its_agency_does_not_subscribe_is_in_no_release()
    {
        await using var world = await ReportingWorld.StartAsync();
        var (before, meanwhile, after) = (Waves.Of("One", 150, Large), Waves.Of("One", 140, Large), Waves.Of("One", 130, Large));
        await world.CloseAsync(before);
        world.Assessment.Keep(meanwhile);
        world.Assessment.Keep(after);

        await world.SubscribeAsync("One", 1, false);
        await world.SubscribeAsync("One", 1, true);
        await Eventually.HoldsAsync(() => world.InDatabaseAsync(db => db.Participations.AnyAsync(p => !p.TakesPart)), "the end is known");
        var message = Guid.CreateVersion7();
        await world.PublishAsync(world.ClosedEvent(meanwhile), message);
        await Eventually.HoldsAsync(
            () => world.InDatabaseAsync(async db => await db.Database.SqlQuery<int>(
                $"""SELECT COUNT(*) AS "Value" FROM "Inbox" WHERE "MessageId" = {message}""").SingleAsync() > 0),
            "the closed wave was looked at");
        Assert.Equal(1, await world.FactsAsync());

        await world.SubscribeAsync("One", 2, true);
        await Eventually.HoldsAsync(() => world.InDatabaseAsync(db => db.Participations.AnyAsync(p => p.TakesPart)), "the new period is known");
        await world.PublishAsync(world.ClosedEvent(after));
        await world.WaitingIsAsync(2);
        Assert.False(await world.InDatabaseAsync(db => db.Facts.AnyAsync(f => f.WaveId == meanwhile.Fact.WaveId)));
    }

    [Fact]
    public async Task Another_service_that_ends_and_an_end_that_arrives_late_change_nothing()
    {
        await using var world = await ReportingWorld.StartAsync();
        await world.SubscribeAsync("One", 1, false, "assessment");
        await world.SubscribeAsync("One", 2, true);
        await world.SubscribeAsync("One", 1, false);
        await world.CloseAsync(Waves.Of("One", 150, Large));
    }
}
