using System.Text;
using PeerPlatform.Platform.Refusals;

namespace PeerPlatform.Tenancy.SetupLinks;

/// <summary>What a password must be: long, not one of the worst, not the name it belongs to (NIST SP 800-63B, 5.1.1).</summary>
internal static class PasswordRules
{
    public const int Shortest = 12;
    public const int Longest = 200;

    /// <summary>The commonest passwords and stems of twelve and more characters, in lower case and without separators.</summary>
    private static readonly string[] Worst =
    [
        "123456789012", "1234567890123", "12345678901234", "123456789123", "111111111111", "000000000000",
        "passwordpassword", "password1234", "password12345", "password123456", "mypassword123", "mypassword1234",
        "qwertyuiop12", "qwertyuiop123", "qwertyuiop1234", "qwerty123456", "qwerty1234567", "1q2w3e4r5t6y", "1qaz2wsx3edc",
        "1qaz2wsx3edc4rfv", "qazwsxedcrfv", "asdfghjkl123", "abcdefghijkl", "abcdefghijklm", "abc123456789", "abcd12345678",
        "iloveyou1234", "iloveyou12345", "letmein12345", "letmein123456", "welcome12345", "welcome123456", "changeme1234",
        "changeme12345", "administrator", "administrator1", "unknown12345", "peerplatform", "peersupport1", "peersupport12", "peersupport123",
        "peersupport1234", "contraseña123", "contraseña1234", "contrasena123", "contrasena1234",
    ];

    public static Refusal? Check(string? password, string email)
    {
        if (password is null || password.EnumerateRunes().Count() < Shortest)
        {
            return Refused($"The password has fewer than {Shortest} characters.", "A sentence of four or more words is easy to remember and hard to guess.");
        }

        if (password.Length > Longest || password.EnumerateRunes().Any(r => r == Rune.ReplacementChar || Rune.IsControl(r)))
        {
            return Refused($"The password is longer than {Longest} characters or has characters that cannot be typed.", "Choose a shorter one.");
        }

        var name = email.Split('@')[0];
        if (name.Length >= 3 && password.Contains(name, StringComparison.OrdinalIgnoreCase))
        {
            return Refused("The password contains the name in your e-mail address.", "Choose words that have nothing to do with you.");
        }

        var plain = string.Concat(password.ToLowerInvariant().Where(char.IsLetterOrDigit));
        return Worst.Contains(plain) || password.EnumerateRunes().Distinct().Count() < 4
            ? Refused("This password is one of those that are guessed first.", "A sentence of four or more words is easy to remember and hard to guess.")
            : null;
    }

    private static FieldRefused Refused(string reason, string remedy) => new("password", reason, remedy);
}
