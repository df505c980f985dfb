using System.IO.Compression;
using System.Text.Json;
using Grpc.Core;

namespace Grpc.Tests;

/// <summary>Our server against a client that is not ours: grpc-js, which makes each call once and says what it saw.</summary>
public sealed class NodeClientTests(NodeClientTests.Run run) : IClassFixture<NodeClientTests.Run>
{
    [Fact]
    public void A_unary_call_is_answered()
    {
        var seen = run.Outcomes["ask"];

        Assert.Equal(0, seen.Code);
        Assert.Equal([("hello", 5)], seen.Texts);
        Assert.Equal("node-ask", seen.Headers["x-call"]);
        Assert.Equal("node-ask", seen.Trailers["x-call"]);
    }

    [Fact]
    public void A_client_stream_is_gathered()
    {
        var seen = run.Outcomes["gather"];

        Assert.Equal(0, seen.Code);
        Assert.Equal([("one two three", 3)], seen.Texts);
    }

    [Fact]
    public void A_server_stream_comes_complete_and_in_order()
    {
        var seen = run.Outcomes["count"];

        Assert.Equal(0, seen.Code);
        Assert.Equal([0, 1, 2, 3, 4], seen.Answers.Select(answer => answer.Number));
        Assert.Equal("node-count", seen.Trailers["x-call"]);
    }

    [Fact]
    public void A_duplex_call_answers_each_question_before_the_next_is_asked()
    {
        var seen = run.Outcomes["chat"];

        Assert.Equal(0, seen.Code);
        Assert.Equal([("question 0", 0), ("question 1", 1), ("question 2", 2)], seen.Texts);
    }

    [Fact]
    public async Task A_deadline_that_passes_gives_DeadlineExceeded_and_our_handler_gives_up()
    {
        Assert.Equal((int)StatusCode.DeadlineExceeded, run.Outcomes["deadline"].Code);
        var deadline = await run.Server.Calls.Of("node-deadline").GivenUp.Task.WaitAsync(Given.Patience, Given.Token);
        // The server counts it from the arrival of the call, so that a client who gives up in time does so a little earlier.
        Assert.InRange(deadline, DateTime.UtcNow.AddMinutes(-5), DateTime.UtcNow.AddMinutes(1));
    }

    [Fact]
    public async Task A_call_that_is_cancelled_is_cancelled_in_our_handler()
    {
        Assert.Equal((int)StatusCode.Cancelled, run.Outcomes["cancel"].Code);
        await run.Server.Calls.Of("node-cancel").GivenUp.Task.WaitAsync(Given.Patience, Given.Token);
    }

    [Fact]
    public void A_status_comes_with_its_detail_and_its_trailers()
    {
        var seen = run.Outcomes["status"];

        Assert.Equal((int)StatusCode.FailedPrecondition, seen.Code);
        Assert.Equal("no: 100 % “not now” — später", seen.Details);
        Assert.Equal("asked", seen.Trailers["x-reason"]);
        Assert.Equal("node-status", seen.Trailers["x-call"]);
        Assert.Empty(seen.Answers);
    }

    [Fact]
    public async Task Gzip_is_really_used_in_both_directions_and_the_text_stays_whole()
    {
        var answer = Assert.Single(run.Outcomes["gzip"].Answers);

        Assert.Equal(new string('a', 10_000), answer.Text);
        var seen = await run.Server.Calls.Of("node-gzip").Ended.Task.WaitAsync(Given.Patience, Given.Token);
        Assert.Equal(new SeenOnTheWire("gzip", RequestFlagged: true, "gzip"), seen);
    }

    [Fact]
    public void Binary_metadata_comes_back_byte_for_byte_in_headers_and_trailers()
    {
        var seen = run.Outcomes["binary"];
        var bytes = Convert.ToBase64String([.. Enumerable.Range(0, 256).Select(number => (byte)number)]);

        Assert.Equal(bytes, seen.Headers["x-data-bin"]);
        Assert.Equal(bytes, seen.Trailers["x-data-bin"]);
    }

    /// <summary>One run of the client against one server.</summary>
    public sealed class Run : IAsyncLifetime
    {
        internal TalkServer Server { get; private set; } = null!;

        internal Dictionary<string, Outcome> Outcomes { get; private set; } = [];

        public async ValueTask InitializeAsync()
        {
            Server = await TalkServer.StartAsync(options =>
            {
                options.ResponseCompressionAlgorithm = "gzip";
                options.ResponseCompressionLevel = CompressionLevel.Optimal;
            });
            await using var node = await NodeProcess.StartAsync("client.mjs", Server.Address.Authority);
            var report = await node.LineAsync("report ");
            Outcomes = JsonSerializer.Deserialize<Dictionary<string, Outcome>>(report, JsonSerializerOptions.Web)!;
        }

        public async ValueTask DisposeAsync()
        {
            if (Server is not null)
            {
                await Server.DisposeAsync();
            }
        }
    }

    /// <summary>What the client saw of one call; a binary entry in base64.</summary>
    internal sealed record Outcome(
        IReadOnlyList<Said> Answers, int Code, string Details, Dictionary<string, string> Headers, Dictionary<string, string> Trailers)
    {
        public IEnumerable<(string Text, int Number)> Texts => Answers.Select(answer => (answer.Text, answer.Number));
    }

    internal sealed record Said(string Text, int Number);
}
