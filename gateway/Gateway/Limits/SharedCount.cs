using System.Globalization;
using PeerPlatform.Platform.Caching;
using StackExchange.Redis;

namespace PeerPlatform.Gateway.Limits;

/// <summary>One permit of one limit for one key.</summary>
internal readonly record struct Permit(Limit Limit, UInt128 Key);

/// <summary>
/// What all replicas of the gateway have let through, in Redis: one script takes one permit of every limit asked for, or none.
/// It goes by Redis's own clock; a key lives no longer than its limit's time and holds nothing but a time.
/// </summary>
internal sealed class SharedCount(SharedRedis redis)
{
    /// <summary>
    /// A time further ahead than a full bucket allows comes from a clock that was set back: the bucket counts as empty, once.
    /// Times are microseconds; the answer is how many milliseconds to wait, 0 when the permits were taken.
    /// </summary>
    private const string Script = """
        local t = redis.call('TIME')
        local now = t[1] * 1000000 + t[2]
        local wait = 0
        local after = {}
        for i, key in ipairs(KEYS) do
          local interval = tonumber(ARGV[2 * i - 1])
          local window = tonumber(ARGV[2 * i])
          local full = tonumber(redis.call('GET', key)) or now
          if full < now then
            full = now
          elseif full > now + window then
            full = now + window
            redis.call('SET', key, string.format('%.0f', full), 'PX', math.ceil(window / 1000))
          end
          after[i] = full + interval
          wait = math.max(wait, after[i] - now - window)
        end
        if wait > 0 then
          return math.ceil(wait / 1000)
        end
        for i, key in ipairs(KEYS) do
          redis.call('SET', key, string.format('%.0f', after[i]), 'PX', math.ceil((after[i] - now) / 1000))
        end
        return 0
        """;

    public bool IsConfigured => redis.IsConfigured;

    /// <summary>Not answered when Redis is gone or slow; a wait when a permit is missing.</summary>
    public async ValueTask<(bool Answered, TimeSpan? Wait)> TakeAsync(IReadOnlyList<Permit> permits)
    {
        var keys = new RedisKey[permits.Count];
        var values = new RedisValue[permits.Count * 2];
        for (var i = 0; i < permits.Count; i++)
        {
            // One hash tag, so that a cluster holds them in one place and the script may touch them together.
            keys[i] = string.Create(CultureInfo.InvariantCulture, $"{{limits}}:{permits[i].Key:x32}");
            values[2 * i] = permits[i].Limit.Interval / (double)TimeSpan.TicksPerMicrosecond;
            values[2 * i + 1] = permits[i].Limit.Per.Ticks / TimeSpan.TicksPerMicrosecond;
        }

        var (answered, result) = await redis.AskAsync(db => db.ScriptEvaluateAsync(Script, keys, values));
        return (answered, answered && (long)result! is > 0 and var wait ? TimeSpan.FromMilliseconds(wait) : null);
    }
}
