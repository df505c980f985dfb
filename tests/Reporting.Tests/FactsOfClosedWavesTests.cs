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
}
