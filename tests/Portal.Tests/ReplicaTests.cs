using System.Net;
using System.Security.Cryptography;
using PeerPlatform.Testing;

namespace PeerPlatform.Portal.Tests;

/// <summary>Two replicas of the portal with the same keys, before the same services.</summary>
public sealed class ReplicaTests(RunningPortal portal)
{
    private const string Session = "__Host-session";
    private static readonly (string, string?) Key = ("Portal:SessionKeys:0", Convert.ToBase64String(SHA256.HashData("a key of sessions"u8)));

    [Fact]
    public async Task A_session_and_a_form_of_one_replica_are_known_to_the_other()
    {
        await using var one = await portal.StartPortalAsync(null, Key);
        await using var two = await portal.StartPortalAsync(null, Key);
        using var here = await Visitor.SignedInAsync(one.HttpAddress, RunningPortal.Casey);
        using var there = new Visitor(two.HttpAddress);
        foreach (var (name, value) in here.Cookies)
        {
            there.Cookies[name] = value;
        }

        Assert.Equal(HttpStatusCode.OK, (await there.GetAsync("/listening")).Status);
        Assert.Equal(HttpStatusCode.SeeOther, (await there.SendFormAsync("/", "/sign-out")).Status);
        Assert.False(Directory.Exists(Path.Combine(one.Folder, "portal-keys")));
    }

    [Fact]
    public async Task With_redis_replicas_share_one_renewal_of_a_session()
    {
        await using var redis = await RedisServer.StartAsync();
        var clock = new MovedClock();
        await using var one = await portal.StartPortalAsync(clock, Key, ("Redis:Connection", redis.Address));
        await using var two = await portal.StartPortalAsync(clock, Key, ("Redis:Connection", redis.Address));
        await Eventually.HoldsAsync(() => ShareAsync(clock, one, two), "the replicas share a renewal, once both are connected to redis");
    }

    [Fact]
    public async Task With_redis_gone_nobody_is_signed_out()
    {
        await using var redis = await RedisServer.StartAsync();
        var clock = new MovedClock();
        await using var one = await portal.StartPortalAsync(clock, Key, ("Redis:Connection", redis.Address));
        await using var two = await portal.StartPortalAsync(clock, Key, ("Redis:Connection", redis.Address));
        using var visitor = await Visitor.SignedInAsync(one.HttpAddress, RunningPortal.Casey);
        await redis.KillAsync();

        clock.Ahead = TimeSpan.FromMinutes(9.5);
        var answers = await AtOnceAsync(one, two, visitor.Cookies[Session]);
        Assert.All(answers, a => Assert.Equal(HttpStatusCode.OK, a.Status));

        // A browser keeps the cookie that came last.
        clock.Ahead = TimeSpan.FromMinutes(19);
        Assert.Equal(HttpStatusCode.OK, (await OnceAsync(one, SessionOf(answers[^1]))).Status);
    }

    /// <summary>Tokens of two renewals could not both be used: tenancy would end the sign-in.</summary>
    private static async Task<bool> ShareAsync(MovedClock clock, TestPlatform one, TestPlatform two)
    {
        clock.Ahead = TimeSpan.Zero;
        using var visitor = await Visitor.SignedInAsync(one.HttpAddress, RunningPortal.Casey);
        clock.Ahead = TimeSpan.FromMinutes(9.5);
        var answers = await AtOnceAsync(one, two, visitor.Cookies[Session]);
        Assert.All(answers, a => Assert.Equal(HttpStatusCode.OK, a.Status));
        clock.Ahead = TimeSpan.FromMinutes(19);
        foreach (var answer in answers)
        {
            if ((await OnceAsync(two, SessionOf(answer))).Status != HttpStatusCode.OK)
            {
                return false;
            }
        }

        return true;
    }

    private static Task<Answer[]> AtOnceAsync(TestPlatform one, TestPlatform two, string session) =>
        Task.WhenAll(Enumerable.Range(0, 8).Select(i => OnceAsync(i % 2 == 0 ? one : two, session)));

    private static string SessionOf(Answer answer) =>
        answer.SetCookies.First(c => c.StartsWith(Session + "=", StringComparison.Ordinal)).Split('=', 2)[1].Split(';')[0];

    private static async Task<Answer> OnceAsync(TestPlatform replica, string session)
    {
        using var visitor = new Visitor(replica.HttpAddress);
        visitor.Cookies[Session] = session;
        return await visitor.GetAsync("/listening");
    }
}
