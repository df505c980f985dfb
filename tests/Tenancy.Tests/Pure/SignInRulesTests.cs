using Microsoft.Extensions.Configuration;
using PeerPlatform.Tenancy.SignIn;

namespace PeerPlatform.Tenancy.Tests.Pure;

public sealed class SignInRulesTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Five_attempts_in_a_row_and_the_address_is_locked_for_five_minutes()
    {
        var attempts = new SignInAttempts("Ana@Elms.example");
        Assert.All(Enumerable.Range(0, 5), n => Assert.True(attempts.Begin(Now.AddSeconds(n))));

        Assert.False(attempts.Begin(Now.AddSeconds(5)));
        Assert.False(attempts.Begin(Now.AddMinutes(5)));
        Assert.True(attempts.Begin(Now.AddMinutes(5).AddSeconds(4)));
        Assert.True(attempts.Begin(Now.AddMinutes(5).AddSeconds(5)));
    }

    [Fact]
    public void Attempts_of_an_hour_ago_no_longer_count()
    {
        var attempts = new SignInAttempts("ana@elms.example");
        Assert.All(Enumerable.Range(0, 4), _ => Assert.True(attempts.Begin(Now)));

        Assert.True(attempts.Begin(Now.AddHours(1)));
        Assert.True(attempts.Begin(Now.AddHours(1)));
    }

    [Fact]
    public void Addresses_are_counted_whatever_their_capitals() =>
        Assert.Equal(SignInAttempts.HashOf(" ANA@elms.example"), SignInAttempts.HashOf("ana@Elms.example"));

    [Fact]
    public void A_refresh_token_lasts_twelve_hours_and_never_longer_than_its_family()
    {
        var family = new RefreshFamily(Guid.NewGuid(), Now);
        Assert.Equal(Now.AddHours(12), family.Next(Now, null, out _).ExpiresAt);
        Assert.Equal(Now.AddDays(7), family.Next(Now.AddDays(7).AddHours(-1), null, out _).ExpiresAt);
    }

    [Fact]
    public void A_token_used_again_later_ends_its_family_and_the_next_token_with_it()
    {
        var family = new RefreshFamily(Guid.NewGuid(), Now);
        var first = family.Next(Now, null, out _);
        Assert.True(first.Use(family, overtaken: false, Now));
        var second = family.Next(Now, first, out _);

        Assert.True(first.Use(family, overtaken: false, Now.AddSeconds(10)));
        Assert.False(first.Use(family, overtaken: false, Now.AddSeconds(11)));
        Assert.True(family.Revoked);
        Assert.False(second.Use(family, overtaken: false, Now));
    }

    [Fact]
    public void A_token_that_was_overtaken_ends_its_family()
    {
        var family = new RefreshFamily(Guid.NewGuid(), Now);
        Assert.False(family.Next(Now, null, out _).Use(family, overtaken: true, Now));
        Assert.True(family.Revoked);
    }

    [Fact]
    public void A_token_that_is_too_old_is_refused_and_its_family_is_not_blamed()
    {
        var family = new RefreshFamily(Guid.NewGuid(), Now);
        Assert.False(family.Next(Now, null, out _).Use(family, overtaken: false, Now.AddHours(12)));
        Assert.False(family.Revoked);
    }

    [Fact]
    public void Nobody_s_password_matches_nothing_and_the_same_letters_match_in_any_form()
    {
        var passwords = new PasswordCheck();
        var hash = passwords.Hash("cafe\u0301 con leche y pan");

        Assert.True(passwords.Matches(hash, "café con leche y pan"));
        Assert.False(passwords.Matches(hash, "cafe con leche y pan"));
        Assert.False(passwords.Matches(null, "café con leche y pan"));
    }

    [Fact]
    public void What_is_sealed_under_one_service_key_does_not_open_under_another()
    {
        var seal = Seal(1);
        var closed = seal.Seal("a private key"u8);

        Assert.True(seal.TryOpen(closed, out var open));
        Assert.Equal("a private key"u8.ToArray(), open);
        Assert.False(Seal(2).TryOpen(closed, out _));
        closed[^1] ^= 1;
        Assert.False(seal.TryOpen(closed, out _));
    }

    private static KeySeal Seal(byte key) => new(new ConfigurationBuilder()
        .AddInMemoryCollection(new Dictionary<string, string?> { ["Identity:ServiceKey"] = Convert.ToBase64String(Enumerable.Repeat(key, 32).ToArray()) })
        .Build());
}
