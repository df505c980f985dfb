using Microsoft.Extensions.Configuration;
using PeerPlatform.Gateway.Limits;
using PeerPlatform.Testing;

namespace PeerPlatform.Gateway.Tests;

public sealed class CountTests
{
    private static readonly Limit SixAMinute = new("Any", 6, TimeSpan.FromMinutes(1));

    [Fact]
    public void Permits_come_back_evenly_and_never_more_than_the_limit_at_once()
    {
        var clock = new HandClock();
        var count = new OwnCount(clock);
        Assert.Equal(6, Taken(count, 1, 20));
        Assert.Equal(TimeSpan.FromSeconds(10), count.Take(1, SixAMinute));

        clock.Move(TimeSpan.FromSeconds(20));
        Assert.Equal(2, Taken(count, 1, 20));
        clock.Move(TimeSpan.FromHours(1));
        Assert.Equal(6, Taken(count, 1, 20));
    }

    [Theory]
    [InlineData(2, 3)]
    [InlineData(3, 2)]
    [InlineData(100, 1)]
    public void A_share_of_a_limit_is_the_limit_divided_but_never_nothing(int replicas, int share)
    {
        var count = new OwnCount(new HandClock());
        Assert.Equal(share, Enumerable.Range(0, 20).Count(_ => count.Take(1, SixAMinute, replicas) is null));
    }

    [Fact]
    public void At_once_or_one_after_the_other_the_limit_is_the_same()
    {
        var count = new OwnCount(new HandClock());
        var taken = 0;
        Parallel.For(0, 1000, _ =>
        {
            if (count.Take(1, SixAMinute) is null)
            {
                Interlocked.Increment(ref taken);
            }
        });
        Assert.Equal(6, taken);
    }

    [Fact]
    public void More_keys_than_are_kept_share_buckets_instead_of_going_uncounted()
    {
        var count = new OwnCount(new HandClock(), keptAtMost: 100);
        var taken = Enumerable.Range(0, 100_000).Count(key => count.Take((UInt128)key * 7919, SixAMinute) is null);
        Assert.InRange(taken, 100, (100 + 256) * 6);
    }

    [Fact]
    public void Hashes_of_the_collecting_side_change_every_hour_and_differ_from_process_to_process()
    {
        var clock = new HandClock();
        var keys = new LimitKeys(new ConfigurationBuilder().Build(), clock);
        var other = new LimitKeys(new ConfigurationBuilder().Build(), clock);
        var first = keys.OfCollecting(SixAMinute, "203.0.113.9");
        clock.Move(TimeSpan.FromMinutes(59));
        Assert.Equal(first, keys.OfCollecting(SixAMinute, "203.0.113.9"));
        Assert.NotEqual(first, other.OfCollecting(SixAMinute, "203.0.113.9"));

        clock.Move(TimeSpan.FromMinutes(1));
        Assert.NotEqual(first, keys.OfCollecting(SixAMinute, "203.0.113.9"));
    }

    [Theory]
    [InlineData("Gateway:Limits:Account:Permits", "0")]
    [InlineData("Gateway:Limits:Collect:Seconds", "0")]
    public void A_limit_that_is_none_stops_the_start(string key, string value)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new(key, value)]).Build();
        Assert.Throws<InvalidOperationException>(() => new LimitSettings(configuration));
    }

    private static int Taken(OwnCount count, UInt128 key, int tries) => Enumerable.Range(0, tries).Count(_ => count.Take(key, SixAMinute) is null);
}
