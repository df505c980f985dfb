using System.Globalization;
using System.IO.Hashing;
using System.Text;
using StackExchange.Redis;

namespace Redis.Tests;

#pragma warning disable SER002 // Value conditions are a preview in the client; only the digest itself is of interest here.

/// <summary>
/// A digest guards a write against a change in between; the server computes the same one from Redis 8.4 on, older than
/// which the tests' server may be. So the client's side is held to xxHash's published values.
/// </summary>
public sealed class DigestTests
{
    [Fact]
    public void The_digest_of_a_value_is_its_XXH3_in_hexadecimal()
    {
        RedisValue value = "Where there is one supporter there is a team.";
        var expected = XxHash3.HashToUInt64(Encoding.UTF8.GetBytes(value!), 0).ToString("x16", CultureInfo.InvariantCulture);

        Assert.Contains(expected, ValueCondition.DigestEqual(value).ToString(), StringComparison.OrdinalIgnoreCase);
        Assert.Equal(ValueCondition.DigestEqual(value), ValueCondition.ParseDigest(expected));
    }

    [Fact]
    public void The_digest_of_nothing_is_the_published_one() =>
        Assert.Equal(ValueCondition.ParseDigest("2d06800538d394c2"), ValueCondition.CalculateDigest([]));
}
