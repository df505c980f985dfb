using PeerPlatform.Testing;
using StackExchange.Redis;

namespace PeerPlatform.Gateway.Tests;

/// <summary>Two replicas with one Redis, which is killed, hung, wiped and given nonsense.</summary>
public sealed class SharedLimitTests
{
    private static readonly (string, string)[] TenInAnHour = [("Gateway:Limits:Account:Permits", "10"), ("Gateway:Limits:Account:Seconds", "3600")];

    [Fact]
    public async Task Replicas_let_through_one_limit_together()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var replicas = await SharingAsync(redis);

        await AssertTenTogetherAsync(replicas);
    }

    [Fact]
    public async Task Without_redis_each_replica_lets_through_its_share()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var replicas = await SharingAsync(redis);
        await redis.KillAsync();
        await UntilItDoesNotShareAsync(replicas);

        await AssertTenTogetherAsync(replicas);
    }

    [Fact]
    public async Task Without_redis_nobody_gets_more_than_was_left()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var replicas = await SharingAsync(redis);
        var token = replicas.TokenOf(Guid.NewGuid());
        Assert.Equal(10, await replicas.LetThroughAsync(20, token));
        await redis.KillAsync();

        Assert.InRange(await replicas.LetThroughAsync(60, token), 0, 10);
    }

    [Fact]
    public async Task A_redis_that_hangs_slows_nobody_down_for_long_and_opens_nothing()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var replicas = await SharingAsync(redis);
        await redis.HangAsync();

        Assert.InRange(await replicas.LetThroughAsync(60, replicas.TokenOf(Guid.NewGuid())), 1, 10);
        await redis.ContinueAsync();
        await UntilItSharesAsync(replicas);
        await AssertTenTogetherAsync(replicas);
    }

    [Fact]
    public async Task A_redis_that_comes_back_empty_is_used_again_and_gives_no_replica_more_than_the_limit()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var replicas = await SharingAsync(redis);
        var token = replicas.TokenOf(Guid.NewGuid());
        var used = 0;
        for (var i = 0; i < 10; i++)
        {
            used += await replicas.AskAsync(0, token) == 200 ? 1 : 0;
        }

        Assert.Equal(10, used);
        await redis.KillAsync();
        await redis.StartAgainAsync();
        await UntilItSharesAsync(replicas);

        Assert.Equal(429, await replicas.AskAsync(0, token));
        await AssertTenTogetherAsync(replicas);
    }

    [Theory]
    [InlineData("99999999999999999")]
    [InlineData("17")]
    [InlineData("nonsense")]
    public async Task What_stands_in_redis_wrongly_opens_nothing_and_closes_nothing_for_longer_than_the_limit_lasts(string value)
    {
        await using var redis = await RedisServer.StartAsync();
        await using var replicas = await SharingAsync(redis);
        var token = replicas.TokenOf(Guid.NewGuid());
        await replicas.LetThroughAsync(4, token);
        await using var connection = await ConnectionMultiplexer.ConnectAsync(redis.Address);
        var keys = await KeysAsync(connection, redis);
        Assert.NotEmpty(keys);
        foreach (var key in keys)
        {
            await connection.GetDatabase().StringSetAsync(key, value, TimeSpan.FromDays(30));
        }

        Assert.InRange(await replicas.LetThroughAsync(60, token), 0, 16);
        foreach (var key in keys)
        {
            await AssertRunsOutAsync(connection.GetDatabase(), key);
        }
    }

    [Fact]
    public async Task Redis_holds_hashes_and_times_and_no_longer_than_the_limit_lasts()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var replicas = await SharingAsync(redis);
        var member = Guid.NewGuid();
        await replicas.LetThroughAsync(4, replicas.TokenOf(member));
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["email"] = "casey@massup.example" });
        using var answer = await replicas.SignedIn[0].PostAsync("/sign-in", form);

        await using var connection = await ConnectionMultiplexer.ConnectAsync(redis.Address);
        var db = connection.GetDatabase();
        var keys = await KeysAsync(connection, redis);
        Assert.InRange(keys.Count, 2, 4);
        foreach (var key in keys)
        {
            Assert.Matches(@"^\{limits\}:[0-9a-f]{32}$", key.ToString());
            // A key without a value has run out in the meantime.
            Assert.Matches("^([0-9]{16})?$", (await db.StringGetAsync(key)).ToString());
            await AssertRunsOutAsync(db, key);
        }
    }

    [Fact]
    public async Task The_collecting_side_is_limited_and_redis_never_hears_of_it()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var replicas = await SharingAsync(redis, ("Gateway:Limits:Collect:Permits", "2"), ("Gateway:Limits:Collect:Seconds", "3600"));
        await using var connection = await ConnectionMultiplexer.ConnectAsync(redis.Address);
        var statuses = new List<int>();
        for (var i = 0; i < 3; i++)
        {
            using var answer = await replicas.Collect[0].GetAsync("/collect/s/a-ticket");
            statuses.Add((int)answer.StatusCode);
        }

        Assert.Equal([200, 200, 429], statuses);
        Assert.Empty(await KeysAsync(connection, redis));
    }

    [Fact]
    public async Task With_redis_the_key_of_the_hashes_must_be_given()
    {
        await using var redis = await RedisServer.StartAsync();
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => Replicas.StartAsync(1, redis, ("Gateway:Limits:Key", "")));
        Assert.Contains("Gateway:Limits:Key", refused.Message, StringComparison.Ordinal);
    }

    private static async Task<Replicas> SharingAsync(RedisServer redis, params (string, string)[] settings)
    {
        var replicas = await Replicas.StartAsync(2, redis, [.. TenInAnHour, .. settings]);
        await UntilItSharesAsync(replicas);
        await using var connection = await ConnectionMultiplexer.ConnectAsync($"{redis.Address},allowAdmin=true");
        await connection.GetServers()[0].FlushAllDatabasesAsync();
        return replicas;
    }

    /// <summary>Never more than ten; fewer when Redis was too slow for a moment.</summary>
    private static Task AssertTenTogetherAsync(Replicas replicas) =>
        Eventually.HoldsAsync(
            async () =>
            {
                var through = await replicas.LetThroughAsync(60, replicas.TokenOf(Guid.NewGuid()));
                Assert.InRange(through, 1, 10);
                return through == 10;
            },
            "the replicas let through ten together");

    /// <summary>What one replica has used up, the other refuses.</summary>
    private static Task UntilItSharesAsync(Replicas replicas) =>
        Eventually.HoldsAsync(async () => await LetThroughInTurnAsync(replicas) == (10, 0), "the replicas count together");

    private static Task UntilItDoesNotShareAsync(Replicas replicas) =>
        Eventually.HoldsAsync(async () => await LetThroughInTurnAsync(replicas) == (5, 5), "the replicas count apart");

    private static async Task<(int First, int Second)> LetThroughInTurnAsync(Replicas replicas)
    {
        var token = replicas.TokenOf(Guid.NewGuid());
        var let = (First: 0, Second: 0);
        for (var i = 0; i < 11; i++)
        {
            let.First += await replicas.AskAsync(0, token) == 200 ? 1 : 0;
        }

        for (var i = 0; i < 11; i++)
        {
            let.Second += await replicas.AskAsync(1, token) == 200 ? 1 : 0;
        }

        return let;
    }

    private static async Task AssertRunsOutAsync(IDatabase db, RedisKey key)
    {
        var left = (TimeSpan?)await db.KeyTimeToLiveAsync(key);
        Assert.True(left <= TimeSpan.FromHours(1) || !await db.KeyExistsAsync(key), $"{key} lives for {left} more.");
    }

    private static async Task<List<RedisKey>> KeysAsync(ConnectionMultiplexer connection, RedisServer redis) =>
        await connection.GetServer(redis.Address).KeysAsync().ToListAsync();
}
