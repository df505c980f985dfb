using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using PeerPlatform.Portal.Session;

namespace PeerPlatform.Portal.Tests;

public sealed class SessionKeysTests
{
    private static readonly string Old = Convert.ToBase64String(SHA256.HashData("old"u8));
    private static readonly string New = Convert.ToBase64String(SHA256.HashData("new"u8));

    [Fact]
    public void The_first_key_seals_and_all_of_them_open()
    {
        var before = Protector("cookies", Old).Protect("a session");

        Assert.Equal("a session", Protector("cookies", New, Old).Unprotect(before));
        var after = Protector("cookies", New, Old).Protect("a session");
        Assert.Equal("a session", Protector("cookies", New).Unprotect(after));
    }

    [Fact]
    public void A_key_that_was_taken_away_opens_nothing_any_more()
    {
        var before = Protector("cookies", Old).Protect("a session");
        Assert.Throws<CryptographicException>(() => Protector("cookies", New).Unprotect(before));
    }

    [Fact]
    public void What_was_sealed_for_one_purpose_opens_for_no_other()
    {
        var keys = new SessionKeys([Old]);
        var form = keys.CreateProtector("a").CreateProtector("bc").Protect("a form"u8.ToArray());

        Assert.Throws<CryptographicException>(() => keys.CreateProtector("ab").CreateProtector("c").Unprotect(form));
        Assert.Throws<CryptographicException>(() => keys.CreateProtector("a").Unprotect(form));
    }

    [Fact]
    public void What_was_changed_in_any_place_does_not_open()
    {
        var keys = new SessionKeys([Old]).CreateProtector("cookies");
        var sealedData = keys.Protect("a session"u8.ToArray());
        for (var i = 0; i < sealedData.Length; i++)
        {
            var changed = (byte[])sealedData.Clone();
            changed[i] ^= 1;
            Assert.Throws<CryptographicException>(() => keys.Unprotect(changed));
        }

        Assert.Throws<CryptographicException>(() => keys.Unprotect([]));
    }

    [Fact]
    public void The_same_text_is_never_sealed_the_same() =>
        Assert.NotEqual(Protector("cookies", Old).Protect("a session"), Protector("cookies", Old).Protect("a session"));

    [Fact]
    public void A_key_that_is_too_short_stops_the_start() =>
        Assert.Throws<InvalidOperationException>(() => new SessionKeys([Convert.ToBase64String(Encoding.ASCII.GetBytes("short"))]));

    private static IDataProtector Protector(string purpose, params string[] keys) => new SessionKeys(keys).CreateProtector(purpose);
}
