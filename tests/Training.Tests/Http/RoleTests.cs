using System.Net.Http.Json;
using System.Text.Json;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using PeerPlatform.Contracts.Events;
using PeerPlatform.Testing;

namespace PeerPlatform.Training.Tests;

/// <summary>What recruitment says of the role, heard by training on a real host.</summary>
public sealed class RoleTests : IAsyncLifetime
{
    private const string Api = TrainingWorld.Api;
    private TrainingWorld _world = null!;

    public async ValueTask InitializeAsync() => _world = await TrainingWorld.StartAsync();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task Whoever_is_selected_has_a_path_from_that_day()
    {
        var (id, client) = _world.Person("Sam Rivera");

        await TellAsync(new SupporterSelected(TrainingWorld.Agency, TrainingWorld.Network, id, _world.Today, 1));

        await Eventually.HoldsAsync(async () => (await client.GetAsync($"{Api}/my-path")).IsSuccessStatusCode, "a path");
        Assert.Equal("Sam Rivera", (await client.GetJsonAsync($"{Api}/my-path")).GetProperty("name").GetString());
    }

    [Fact]
    public async Task Whoever_stands_down_is_not_qualified_from_that_moment_and_an_older_word_changes_nothing()
    {
        var (id, client) = await _world.QualifiedAsync("Sam Rivera");

        await TellAsync(new SupporterStoodDown(TrainingWorld.Agency, TrainingWorld.Network, id, _world.Today, 2));
        var told = await Eventually.GetAsync(() => Task.FromResult(_world.Heard.Of(id)), heard => heard.Count == 2, "SupporterQualificationLapsed");
        Assert.IsType<SupporterQualificationLapsed>(told[^1]);
        Assert.Equal(0, (await _world.Coordinator.GetJsonAsync($"{Api}/board")).GetProperty("counts").GetProperty("supporters").GetInt32());

        await TellAsync(new SupporterSelected(TrainingWorld.Agency, TrainingWorld.Network, id, _world.Today, 1));
        await TellAsync(new SupporterSelected(TrainingWorld.Agency, TrainingWorld.Network, id, _world.Today, 3));

        await Eventually.HoldsAsync(async () => (await client.GetAsync($"{Api}/my-path")).IsSuccessStatusCode, "the path, again");
        Assert.IsType<SupporterQualified>((await Eventually.GetAsync(() => Task.FromResult(_world.Heard.Of(id)), heard => heard.Count == 3, "SupporterQualified"))[^1]);
    }

    [Fact]
    public async Task Whoever_stands_down_gives_back_the_seat_and_the_team()
    {
        var (id, client) = await _world.SupporterAsync("Sam Rivera");
        var (next, waiting) = await _world.SupporterAsync("Ada Okafor");
        await _world.Coordinator.PutAsJsonAsync($"{Api}/supporters/{id}/supervising", new { supervises = true });
        await _world.Coordinator.PutAsJsonAsync($"{Api}/supporters/{next}/supervisor", new { supervisorId = id });
        var session = await _world.PlanAsync(seats: 1);
        await client.PostAsync($"{Api}/my-sessions/{session}/enrolment", null);
        await waiting.PostAsync($"{Api}/my-sessions/{session}/enrolment", null);

        await TellAsync(new SupporterStoodDown(TrainingWorld.Agency, TrainingWorld.Network, id, _world.Today, 1));

        var teams = await Eventually.GetAsync(
            () => _world.Coordinator.GetJsonAsync($"{Api}/teams"),
            t => t.GetProperty("people").GetProperty("total").GetInt32() == 1 && t.GetProperty("supervisors").GetArrayLength() == 0,
            "one person in the teams, and no supervisor");
        Assert.Equal(JsonValueKind.Null, teams.GetProperty("people").GetProperty("items")[0].GetProperty("supervisorId").ValueKind);
        var list = await _world.Trainer.GetJsonAsync($"{Api}/sessions/{session}");
        var seat = Assert.Single(list.GetProperty("people").EnumerateArray());
        Assert.Equal("Ada Okafor", seat.GetProperty("name").GetString());
        Assert.True(seat.GetProperty("hasSeat").GetBoolean());
    }

    private Task TellAsync<TEvent>(TEvent happened)
        where TEvent : class, IEvent => _world.Platform.Services.GetRequiredService<IBus>().Publish(happened);
}
