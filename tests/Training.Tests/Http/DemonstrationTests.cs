using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using PeerPlatform.Contracts.Events;
using PeerPlatform.Testing;

namespace PeerPlatform.Training.Tests.Http;

/// <summary>Where a deployment names agencies of a demonstration, their supporters stand differently; anywhere else nobody is imagined.</summary>
public sealed class DemonstrationTests
{
    private const string Api = TrainingWorld.Api;

    [Fact]
    public async Task The_supporters_of_a_demonstration_stand_in_every_way_that_there_is()
    {
        await using var world = await TrainingWorld.StartAsync(("Training:Start:DemonstrationAgencies", "OTHER,RIVER"));
        foreach (var name in Enumerable.Range(1, 8).Select(n => $"Person {n}"))
        {
            world.Person(name);
        }

        await OnboardAsync(world, "RIVER");

        var board = await Eventually.GetAsync(
            () => world.Coordinator.GetJsonAsync($"{Api}/board"), b => b.GetProperty("supporters").GetProperty("total").GetInt32() > 0, "supporters are there");
        var states = board.GetProperty("supporters").GetProperty("items").EnumerateArray().Select(r => r.GetProperty("state").GetString()).ToList();
        Assert.Equal(8, states.Count);
        Assert.Equal(3, states.Count(s => s == "notQualified"));
        Assert.Contains(states, s => s is "qualified" or "lapsing");
        var sessions = await world.Trainer.GetJsonAsync($"{Api}/sessions");
        Assert.Equal(3, sessions.GetProperty("total").GetInt32());
        Assert.Contains(sessions.GetProperty("items").EnumerateArray(), s => s.GetProperty("waiting").GetInt32() == 1);
        Assert.True((await world.Trainer.GetJsonAsync($"{Api}/sessions?over=true")).GetProperty("total").GetInt32() >= 4);
    }

    [Fact]
    public async Task The_same_agency_told_again_or_another_one_imagines_nobody_more()
    {
        await using var world = await TrainingWorld.StartAsync(("Training:Start:DemonstrationAgencies", "RIVER"));
        world.Person("Only One");
        await OnboardAsync(world, "LAKE");
        await OnboardAsync(world, "RIVER", version: 1);
        await Eventually.GetAsync(
            () => world.Coordinator.GetJsonAsync($"{Api}/board"), b => b.GetProperty("supporters").GetProperty("total").GetInt32() == 1, "one supporter is there");
        world.Person("Another One");

        await OnboardAsync(world, "RIVER", version: 2, zone: "Asia/Tokyo");

        await Eventually.HoldsAsync(
            async () => (await world.Trainer.GetJsonAsync($"{Api}/sessions")).GetProperty("items")[0].GetProperty("startsAt").GetDateTimeOffset().Offset == TimeSpan.FromHours(9),
            "the second word is heard");
        Assert.Equal(1, (await world.Coordinator.GetJsonAsync($"{Api}/board")).GetProperty("supporters").GetProperty("total").GetInt32());
    }

    private static Task OnboardAsync(TrainingWorld world, string code, int version = 0, string zone = "America/New_York") =>
        world.Platform.Services.GetRequiredService<IBus>().Publish(
            new AgencyOnboarded(TrainingWorld.Agency, TrainingWorld.Network, code, "Riverside Support", zone, null, version));
}
