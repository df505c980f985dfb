using System.Net;
using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PeerPlatform.Contracts.Events;
using PeerPlatform.Training.Data;
using PeerPlatform.Testing;

namespace PeerPlatform.Training.Tests;

/// <summary>The first command of an agency and the event that tells of it, on PostgreSQL, where neither waits for the other.</summary>
public sealed class FirstCommandTests
{
    [Fact]
    public async Task An_agency_that_is_told_of_while_its_first_command_asks_for_it_is_kept_once_and_the_command_goes_through()
    {
        await using var world = await TrainingWorld.StartAsync(("Database:Provider", "postgres"));
        var mayBeTold = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        world.People.AgencyMayBeTold = mayBeTold.Task;
        var (id, _) = world.Person("Sam Rivera");

        var command = world.Coordinator.PostAsJsonAsync($"{TrainingWorld.Api}/supporters", new { memberId = id });
        await world.People.AgencyAsked.Task.WaitAsync(TimeSpan.FromMinutes(1));
        await world.Platform.Services.GetRequiredService<MassTransit.IBus>().Publish(
            new AgencyOnboarded(TrainingWorld.Agency, TrainingWorld.Network, "RIVER", "Riverside Support", "America/New_York", null, 1));
        await Eventually.HoldsAsync(() => IsKeptAsync(world), "the event has kept the agency");
        mayBeTold.SetResult();

        Assert.Equal(HttpStatusCode.Created, (await command).StatusCode);
    }

    private static async Task<bool> IsKeptAsync(TrainingWorld world)
    {
        await using var scope = world.Platform.Scope(TrainingWorld.Agency, TrainingWorld.Network);
        return await scope.ServiceProvider.GetRequiredService<TrainingDbContext>().Agencies.AnyAsync();
    }
}
