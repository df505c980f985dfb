using System.Diagnostics;
using StackExchange.Redis;

namespace Redis.Tests;

public sealed class FailureTests
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(15);

    [Theory(Timeout = Poll.LongestTest)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task After_the_server_was_killed_and_is_back_the_client_works_again_subscriptions_included(bool tls)
    {
        await using var server = await RedisServer.StartAsync(tls);
        await using var client = await ConnectionMultiplexer.ConnectAsync(Impatient(server));
        var database = client.GetDatabase();
        var channel = RedisChannel.Literal("waves");
        var heard = 0;
        await client.GetSubscriber().SubscribeAsync(channel, (_, _) => Interlocked.Increment(ref heard));
        await database.StringSetAsync("wave", "open");

        await server.KillAsync();
        await FailsInTimeAsync(() => database.StringGetAsync("wave"));
        await server.StartAgainAsync();

        Assert.True(
            await Poll.UntilAsync(() => WorksAsync(() => database.StringSetAsync("wave", "closed"))),
            $"The client never came back: {client.GetStatus()}");
        Assert.Equal("closed", await database.StringGetAsync("wave"));
        Assert.True(
            await Poll.UntilAsync(async () =>
                await WorksAsync(() => client.GetSubscriber().PublishAsync(channel, "again")) && Volatile.Read(ref heard) > 0),
            "The subscription did not come back.");
    }

    [Theory(Timeout = Poll.LongestTest)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_server_that_hangs_lets_calls_time_out_and_is_used_again_when_it_goes_on(bool ownThreads)
    {
        await using var server = await RedisServer.StartAsync();
        var options = Impatient(server);
        options.SocketManager = ownThreads ? SocketManager.Shared : SocketManager.ThreadPool;
        await using var client = await ConnectionMultiplexer.ConnectAsync(options);
        var database = client.GetDatabase();
        await database.StringSetAsync("wave", "open");

        await server.HangAsync();
        var waited = Stopwatch.StartNew();
        await Assert.ThrowsAsync<RedisTimeoutException>(() => database.StringGetAsync("wave"));
        Assert.True(waited.Elapsed < Bound, $"The call took {waited.Elapsed}.");
        await server.ContinueAsync();

        Assert.True(
            await Poll.UntilAsync(() => WorksAsync(() => database.StringGetAsync("wave"))),
            $"The client never came back: {client.GetStatus()}");
        Assert.Equal("open", await database.StringGetAsync("wave"));
    }

    [Fact(Timeout = Poll.LongestTest)]
    public async Task Callers_that_write_more_than_a_hanging_server_takes_are_not_held_up_for_long()
    {
        await using var server = await RedisServer.StartAsync();
        await using var client = await ConnectionMultiplexer.ConnectAsync(Impatient(server));
        var database = client.GetDatabase();
        var value = new byte[1_000_000];
        await database.StringSetAsync("large", value);

        await server.HangAsync();
        var waited = Stopwatch.StartNew();
        var writes = Enumerable.Range(0, 30).Select(number => database.StringSetAsync($"large:{number}", value)).ToList();
        await Assert.ThrowsAnyAsync<Exception>(() => Task.WhenAll(writes));
        Assert.True(waited.Elapsed < Bound, $"The calls took {waited.Elapsed}.");
        await server.ContinueAsync();

        Assert.True(
            await Poll.UntilAsync(() => WorksAsync(() => database.StringSetAsync("large", value))),
            $"The client never came back: {client.GetStatus()}");
        Assert.Equal(value.Length, await database.StringLengthAsync("large"));
    }

    [Fact(Timeout = Poll.LongestTest)]
    public async Task Where_nobody_listens_connecting_ends_in_time_and_succeeds_once_the_server_is_there()
    {
        await using var server = await RedisServer.StartAsync();
        await server.KillAsync();
        var waited = Stopwatch.StartNew();
        await using var client = await ConnectionMultiplexer.ConnectAsync(Impatient(server));
        Assert.False(client.IsConnected);
        Assert.True(waited.Elapsed < Bound, $"Connecting took {waited.Elapsed}.");

        await server.StartAgainAsync();
        Assert.True(await Poll.UntilAsync(() => WorksAsync(() => client.GetDatabase().StringSetAsync("wave", "open"))));
    }

    [Fact(Timeout = Poll.LongestTest)]
    public async Task A_certificate_that_nobody_vouched_for_is_refused()
    {
        await using var server = await RedisServer.StartAsync(tls: true);
        await using var other = await RedisServer.StartAsync(tls: true);
        var options = Impatient(server);
        options.EndPoints.Clear();
        options.EndPoints.Add("127.0.0.1", other.Port);
        await using var client = await ConnectionMultiplexer.ConnectAsync(options);

        Assert.False(client.IsConnected);
    }

    private static ConfigurationOptions Impatient(RedisServer server)
    {
        var options = Connecting.To(server);
        options.ConnectTimeout = 2000;
        options.AsyncTimeout = 1000;
        options.SyncTimeout = 1000;
        options.HeartbeatInterval = TimeSpan.FromMilliseconds(200);
        return options;
    }

    private static async Task FailsInTimeAsync(Func<Task> call)
    {
        var waited = Stopwatch.StartNew();
        var failure = await Assert.ThrowsAnyAsync<Exception>(call);
        Assert.True(failure is RedisException or RedisTimeoutException, $"Not a failure that a caller expects: {failure}");
        Assert.True(waited.Elapsed < Bound, $"The call took {waited.Elapsed}.");
    }

    private static async Task<bool> WorksAsync(Func<Task> call)
    {
        try
        {
            await call();
            return true;
        }
        catch (Exception failure) when (failure is RedisException or RedisTimeoutException)
        {
            return false;
        }
    }
}
