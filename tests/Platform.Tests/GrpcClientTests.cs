using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Npgsql;
using PeerPlatform.Platform.Tests.Notes;
using PeerPlatform.Testing;

namespace PeerPlatform.Platform.Tests;

public sealed class GrpcClientTests
{
    [Theory]
    [InlineData("/api/notes/v1/agency", 5)]
    [InlineData("/api/notes/v1/facts", 60)]
    public async Task A_call_has_a_deadline_when_none_is_given(string path, int seconds)
    {
        await using var world = await NotesWorld.StartAsync();
        using var client = world.Member();

        await client.GetStringAsync(path);

        var left = Assert.Single(world.Service.Rpc.Arrived).Deadline - DateTime.UtcNow;
        Assert.InRange(left.TotalSeconds, seconds - 4, seconds);
    }

    [Fact]
    public async Task A_call_that_did_not_get_through_is_tried_again()
    {
        await using var world = await NotesWorld.StartAsync();
        world.Service.Rpc.BeUnavailable(times: 2);
        using var client = world.Member();

        Assert.Equal($"{world.Agency}", await client.GetStringAsync("/api/notes/v1/agency"));
        Assert.Equal(3, world.Service.Rpc.Arrived.Count);
    }

    [Fact]
    public async Task A_service_that_is_not_there_gives_a_problem_in_words()
    {
        await using var world = await NotesWorld.StartAsync(
            new Dictionary<string, string?> { ["Services:notes:Grpc"] = $"http://localhost:{FreePort.Next()}" });
        using var client = world.Member();

        await AssertSilentAsync(await client.GetAsync("/api/notes/v1/agency"));
    }

    [Fact]
    public async Task A_service_that_hangs_gives_the_same_problem_at_the_deadline()
    {
        await using var world = await NotesWorld.StartAsync();
        world.Service.Rpc.Hangs = new TaskCompletionSource();
        using var client = world.Member();

        await AssertSilentAsync(await client.GetAsync("/api/notes/v1/silent"));
        world.Service.Rpc.Hangs.SetResult();
    }

    /// <summary>Out of room; a connection that PostgreSQL ends at once because its disk is full; a stopping server.</summary>
    [Theory]
    [InlineData("agency", "ERROR", PostgresErrorCodes.DiskFull)]
    [InlineData("facts", "ERROR", PostgresErrorCodes.DiskFull)]
    [InlineData("agency", "FATAL", PostgresErrorCodes.InternalError)]
    [InlineData("facts", "FATAL", PostgresErrorCodes.InternalError)]
    [InlineData("facts", "FATAL", PostgresErrorCodes.AdminShutdown)]
    public async Task A_service_whose_database_is_silent_is_silent_itself(string path, string severity, string state)
    {
        await using var world = await NotesWorld.StartAsync();
        world.Service.Rpc.Fault = new InvalidOperationException(
            "An exception has been raised that is likely due to a transient failure.", new PostgresException("could not write", severity, severity, state));
        using var client = world.Member();

        await AssertSilentAsync(await client.GetAsync($"/api/notes/v1/{path}"));

        world.Service.Rpc.Fault = new PostgresException("column does not exist", "ERROR", "ERROR", PostgresErrorCodes.UndefinedColumn);
        Assert.Equal(HttpStatusCode.InternalServerError, (await client.GetAsync($"/api/notes/v1/{path}")).StatusCode);
    }

    private static async Task AssertSilentAsync(HttpResponseMessage answer)
    {
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        var problem = (await answer.Content.ReadFromJsonAsync<JsonObject>())!;
        Assert.Equal("urn:peerplatform:needed-service-silent", (string?)problem["type"]);
        Assert.NotNull(problem["remedy"]);
    }
}
