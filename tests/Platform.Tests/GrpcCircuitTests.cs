using System.Diagnostics.Metrics;
using System.Globalization;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using PeerPlatform.Contracts.Tenancy.V1;
using PeerPlatform.Platform.Tests.Notes;
using PeerPlatform.Testing;

namespace PeerPlatform.Platform.Tests;

public sealed class GrpcCircuitTests
{
    [Fact]
    public async Task A_service_that_does_not_answer_is_left_alone_and_asked_again_later()
    {
        var clock = new ShiftedClock();
        await using var world = await NotesWorld.StartAsync(clock: clock);
        using var client = world.Member();
        world.Service.Rpc.BeUnavailable(times: 20);
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, (await client.GetAsync("/api/notes/v1/agency")).StatusCode);
        }

        var asked = world.Service.Rpc.Arrived.Count;
        Assert.Equal(20, asked);
        Assert.Equal(2, StateOnTheMeter());
        var answer = await client.GetAsync("/api/notes/v1/agency");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.InRange(int.Parse(answer.Headers.GetValues("Retry-After").Single(), CultureInfo.InvariantCulture), 1, 10);
        Assert.Contains("urn:peerplatform:needed-service-silent", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(asked, world.Service.Rpc.Arrived.Count);

        clock.Move(TimeSpan.FromSeconds(10));
        Assert.Equal(1, StateOnTheMeter());
        Assert.Equal($"{world.Agency}", await client.GetStringAsync("/api/notes/v1/agency"));
        Assert.Equal(0, StateOnTheMeter());
    }

    [Fact]
    public async Task A_refusal_is_an_answer_and_opens_nothing()
    {
        await using var world = await NotesWorld.StartAsync();
        using var client = world.Member();
        for (var i = 0; i < 10; i++)
        {
            await client.GetAsync("/api/notes/v1/refused-facts");
        }

        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/api/notes/v1/agency")).StatusCode);
    }

    [Fact]
    public async Task A_question_asked_on_the_way_gets_no_more_time_than_the_caller_has()
    {
        await using var world = await NotesWorld.StartAsync();
        world.Service.Rpc.AsksOn = true;
        await using var scope = world.Platform.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<TenantScope>().Enter(world.Agency, NotesWorld.Network);
        var directory = scope.ServiceProvider.GetRequiredService<DirectoryService.DirectoryServiceClient>();

        await directory.GetAgencyAsync(new GetAgencyRequest(), deadline: DateTime.UtcNow.AddSeconds(3));

        var arrived = world.Service.Rpc.Arrived.Select(a => a.Deadline).ToList();
        Assert.Equal(2, arrived.Count);
        Assert.InRange(arrived[1], DateTime.UtcNow, arrived[0].AddMilliseconds(100));
    }

    private static int StateOnTheMeter()
    {
        var state = -1;
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, l) =>
        {
            if (instrument.Name == "peerplatform.circuit.state")
            {
                l.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<int>((_, measured, tags, _) => state = tags[0].Value as string == "notes" ? Math.Max(state, measured) : state);
        listener.Start();
        listener.RecordObservableInstruments();
        return state;
    }
}
