using PeerPlatform.Tenancy.ApiClients;

namespace PeerPlatform.Tenancy.Tests.Pure;

public sealed class ApiClientRulesTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly DateOnly Today = new(2026, 3, 1);
    private static readonly Guid Casey = Guid.NewGuid();

    [Fact]
    public void A_client_knows_its_secret_and_nothing_else()
    {
        var client = Make(out var secret);

        Assert.Equal(43, secret.Length);
        Assert.True(client.Knows(secret, Now));
        Assert.False(client.Knows(secret + "A", Now));
        Assert.False(client.Knows("", Now));
        Assert.DoesNotContain(secret, Convert.ToBase64String(client.SecretHash), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(30)]
    public void After_a_rotation_both_secrets_work_for_the_days_chosen(int days)
    {
        var client = Make(out var earlier);

        Assert.Null(client.Rotate(days, Casey, Today, Now, out var next));

        Assert.True(client.Knows(next, Now));
        Assert.True(client.Knows(earlier, Now.AddDays(days).AddTicks(-1)));
        Assert.False(client.Knows(earlier, Now.AddDays(days)));
        Assert.True(client.Knows(next, Now.AddDays(400)));
    }

    [Fact]
    public void A_rotation_without_overlap_ends_the_earlier_secret_at_once()
    {
        var client = Make(out var earlier);

        client.Rotate(0, Casey, Today, Now, out var next);

        Assert.False(client.Knows(earlier, Now));
        Assert.True(client.Knows(next, Now));
    }

    [Fact]
    public void At_most_two_secrets_work_a_second_rotation_ends_the_first_one()
    {
        var client = Make(out var first);
        client.Rotate(30, Casey, Today, Now, out var second);

        client.Rotate(30, Casey, Today, Now, out var third);

        Assert.Equal([false, true, true], new[] { first, second, third }.Select(s => client.Knows(s, Now)));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(31)]
    public void An_overlap_outside_its_bounds_changes_nothing(int days)
    {
        var client = Make(out var secret);

        var refusal = client.Rotate(days, Casey, Today, Now, out var next);

        Assert.Equal("overlapDays", refusal?.Field);
        Assert.Equal("", next);
        Assert.True(client.Knows(secret, Now));
        Assert.Null(client.RotatedOn);
    }

    [Fact]
    public void A_revoked_client_knows_no_secret_and_says_who_ended_it()
    {
        var client = Make(out var first);
        client.Rotate(30, Casey, Today, Now, out var second);

        Assert.Null(client.Revoke(Casey, Today.AddDays(1)));

        Assert.False(client.Knows(first, Now));
        Assert.False(client.Knows(second, Now));
        Assert.Equal((Today.AddDays(1), Casey), (client.RevokedOn!.Value, client.RevokedBy!.Value));
        Assert.IsType<ClientRevoked>(client.Revoke(Casey, Today));
        Assert.IsType<ClientRevoked>(client.Rotate(7, Casey, Today, Now, out _));
    }

    private static ApiClient Make(out string secret) => ApiClient.Make("Roster system", ["assessment:run-waves"], Casey, Today, out secret);
}
