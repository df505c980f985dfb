using System.Security.Cryptography;
using StackExchange.Redis;

namespace Redis.Tests;

/// <summary>The official client against a real server; each derived class connects in another way.</summary>
public abstract class ClientTests : IAsyncLifetime
{
    private RedisServer? _server;
    private ConnectionMultiplexer? _client;

    private ConnectionMultiplexer Client => _client!;

    private IDatabase Database => Client.GetDatabase();

    public async ValueTask InitializeAsync()
    {
        _server = await RedisServer.StartAsync(OverTls);
        var options = Connecting.To(_server);
        Configure(options);
        _client = await ConnectionMultiplexer.ConnectAsync(options);
    }

    public async ValueTask DisposeAsync()
    {
        if (_client is not null)
        {
            await _client.DisposeAsync();
        }

        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }

    [Fact(Timeout = Poll.LongestTest)]
    public async Task A_value_that_was_set_is_read_back()
    {
        Assert.True(await Database.StringSetAsync("wave", "open"));
        Assert.Equal("open", await Database.StringGetAsync("wave"));
    }

    [Fact]
    public void A_caller_that_waits_for_the_answer_gets_it()
    {
        Assert.True(Database.StringSet("wave", "open"));
        Assert.Equal("open", Database.StringGet("wave"));
    }

    [Fact(Timeout = Poll.LongestTest)]
    public async Task A_key_that_was_never_set_is_null() => Assert.True((await Database.StringGetAsync("nothing")).IsNull);

    [Fact(Timeout = Poll.LongestTest)]
    public async Task A_key_with_an_expiry_is_gone_after_it()
    {
        var expiry = TimeSpan.FromMilliseconds(300);
        await Database.StringSetAsync("lease", "held", expiry);
        var left = await Database.KeyTimeToLiveAsync("lease");

        Assert.True(left <= expiry, $"The server gave it {left}.");
        Assert.True(await Poll.UntilAsync(async () => !await Database.KeyExistsAsync("lease")));
    }

    [Fact(Timeout = Poll.LongestTest)]
    public async Task A_key_with_a_long_expiry_is_still_there_and_knows_how_long()
    {
        await Database.StringSetAsync("lease", "held", TimeSpan.FromHours(1));
        var left = await Database.KeyTimeToLiveAsync("lease");

        Assert.InRange(left!.Value, TimeSpan.FromMinutes(59), TimeSpan.FromHours(1));
        Assert.Equal("held", await Database.StringGetAsync("lease"));
    }

    [Fact(Timeout = Poll.LongestTest)]
    public async Task A_script_answers_with_arrays_inside_arrays()
    {
        const string Script = "redis.call('INCRBY', KEYS[1], ARGV[1]); return {redis.call('GET', KEYS[1]), {1, {2, 'three'}}, false}";
        var answer = (RedisResult[])(await Database.ScriptEvaluateAsync(Script, ["count"], [7]))!;

        Assert.Equal(7, (int)answer[0]);
        Assert.Equal(1, (int)answer[1][0]);
        Assert.Equal("three", (string?)answer[1][1][1]);
        Assert.True(answer[2].IsNull);
    }

    [Fact(Timeout = Poll.LongestTest)]
    public async Task A_transaction_whose_condition_holds_applies_everything()
    {
        await Database.StringSetAsync("version", 1);
        var transaction = Database.CreateTransaction();
        transaction.AddCondition(Condition.StringEqual("version", 1));
        var raised = transaction.StringIncrementAsync("version");
        var written = transaction.StringSetAsync("content", "second");

        Assert.True(await transaction.ExecuteAsync());
        Assert.Equal(2, await raised);
        Assert.True(await written);
        Assert.Equal("second", await Database.StringGetAsync("content"));
    }

    [Fact(Timeout = Poll.LongestTest)]
    public async Task A_transaction_whose_condition_fails_applies_nothing()
    {
        await Database.StringSetAsync("version", 2);
        var transaction = Database.CreateTransaction();
        transaction.AddCondition(Condition.StringEqual("version", 1));
        var written = transaction.StringSetAsync("content", "second");

        Assert.False(await transaction.ExecuteAsync());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => written);
        Assert.False(await Database.KeyExistsAsync("content"));
    }

    [Fact(Timeout = Poll.LongestTest)]
    public async Task Messages_reach_every_handler_of_a_channel_and_a_queue_in_their_order()
    {
        const int Messages = 200;
        var channel = RedisChannel.Literal("waves");
        var subscriber = Client.GetSubscriber();
        var heard = new int[2];
        var reading = await subscriber.SubscribeAsync(channel);
        await subscriber.SubscribeAsync(channel, (_, _) => Interlocked.Increment(ref heard[0]));
        await subscriber.SubscribeAsync(channel, (_, _) => Interlocked.Increment(ref heard[1]));
        for (var message = 0; message < Messages; message++)
        {
            await subscriber.PublishAsync(channel, message);
        }

        for (var message = 0; message < Messages; message++)
        {
            Assert.Equal(message, (int)(await reading.ReadAsync(TestContext.Current.CancellationToken)).Message);
        }

        Assert.True(await Poll.UntilAsync(() => Task.FromResult(heard is [Messages, Messages])));
    }

    [Fact(Timeout = Poll.LongestTest)]
    public async Task A_value_of_many_megabytes_comes_back_unharmed()
    {
        var value = RandomNumberGenerator.GetBytes(20_000_000);
        await Database.StringSetAsync("large", value);
        byte[]? back = await Database.StringGetAsync("large");

        Assert.True(value.AsSpan().SequenceEqual(back));
    }

    [Fact(Timeout = Poll.LongestTest)]
    public async Task Answers_of_many_elements_are_complete_whatever_their_shape()
    {
        const int Elements = 20_000;
        var numbers = Enumerable.Range(0, Elements).ToArray();
        await Database.HashSetAsync("hash", [.. numbers.Select(number => new HashEntry(number, -number))]);
        await Database.SortedSetAddAsync("scores", [.. numbers.Select(number => new SortedSetEntry(number, number / 2d))]);
        await Database.ListRightPushAsync("list", [.. numbers.Select(number => (RedisValue)number)]);

        var hash = await Database.HashGetAllAsync("hash");
        var scores = await Database.SortedSetRangeByRankWithScoresAsync("scores");
        var list = await Database.ListRangeAsync("list");
        var scanned = await Database.HashScanAsync("hash", pageSize: 777).CountAsync(TestContext.Current.CancellationToken);

        Assert.Equal(Elements, hash.Length);
        Assert.All(hash, entry => Assert.Equal(-(int)entry.Name, (int)entry.Value));
        Assert.Equal(numbers.Select(number => number / 2d), scores.Select(entry => entry.Score));
        Assert.Equal(numbers, list.Select(value => (int)value));
        Assert.Equal(Elements, scanned);
    }

    [Fact(Timeout = Poll.LongestTest)]
    public async Task Streams_and_places_are_parsed_element_by_element()
    {
        await Database.StreamAddAsync("log", [new("a", 1), new("b", 2)]);
        await Database.StreamAddAsync("log", [new("c", 3)]);
        await Database.GeoAddAsync("places", [new(-77.03, 38.9, "north"), new(-77.02, 38.8, "south")]);

        var entries = await Database.StreamRangeAsync("log");
        var near = await Database.GeoSearchAsync("places", "north", new GeoSearchCircle(50, GeoUnit.Kilometers));

        Assert.Equal([2, 1], entries.Select(entry => entry.Values.Length));
        Assert.Equal(3, (int)entries[1].Values[0].Value);
        Assert.Equal(["north", "south"], near.Select(place => (string?)place.Member).Order());
    }

    [Fact(Timeout = Poll.LongestTest)]
    public async Task Many_tasks_at_once_each_get_their_own_answer()
    {
        var tasks = Enumerable.Range(0, 100).Select(task => Task.Run(async () =>
        {
            for (var round = 0; round < 100; round++)
            {
                var key = $"{task}:{round}";
                var value = new string((char)('a' + (task % 26)), 1 + (task * round % 5000)) + key;
                await Database.StringSetAsync(key, value);
                Assert.Equal(value, await Database.StringGetAsync(key));
            }
        }));

        await Task.WhenAll(tasks);
    }

    private protected abstract bool OverTls { get; }

    private protected abstract void Configure(ConfigurationOptions options);
}

public sealed class ClientAsConfiguredByDefaultTests : ClientTests
{
    private protected override bool OverTls => false;

    private protected override void Configure(ConfigurationOptions options)
    {
    }
}

public sealed class ClientOnTheThreadPoolTests : ClientTests
{
    private protected override bool OverTls => false;

    private protected override void Configure(ConfigurationOptions options) => options.SocketManager = SocketManager.ThreadPool;
}

public sealed class ClientOnThreadsOfItsOwnTests : ClientTests
{
    private protected override bool OverTls => false;

    private protected override void Configure(ConfigurationOptions options)
    {
        options.SocketManager = SocketManager.Shared;
        options.Protocol = RedisProtocol.Resp3;
    }
}

public sealed class ClientOverTlsTests : ClientTests
{
    private protected override bool OverTls => true;

    private protected override void Configure(ConfigurationOptions options)
    {
    }
}
