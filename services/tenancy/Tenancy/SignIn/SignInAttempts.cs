using System.Security.Cryptography;
using System.Text;
using PeerPlatform.Platform;

namespace PeerPlatform.Tenancy.SignIn;

/// <summary>
/// Attempts to sign in with one e-mail address since the last success. Kept for addresses that nobody has, too:
/// a known and an unknown one answer alike, lock alike and cost the same work.
/// </summary>
[NetworkWide("Counted before anybody knows whose tenant the e-mail address is in.")]
internal sealed class SignInAttempts
{
    /// <summary>How many may fail in a row.</summary>
    public const int Allowed = 5;

    public static readonly TimeSpan LockedFor = TimeSpan.FromMinutes(5);

    /// <summary>After this long without an attempt the count starts over.</summary>
    public static readonly TimeSpan Remembered = TimeSpan.FromHours(1);

    private SignInAttempts()
    {
    }

    public SignInAttempts(string email) => EmailHash = HashOf(email);

    /// <summary>SHA-256 of the address in lower case.</summary>
    public string EmailHash { get; private set; } = "";

    public int Count { get; private set; }

    public DateTimeOffset LastAt { get; private set; }

    public DateTimeOffset? LockedUntil { get; private set; }

    /// <summary>Changes with every attempt, so that two at once cannot be counted as one.</summary>
    public int Version { get; private set; }

    public static string HashOf(string email) =>
        Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(Account.KeyOf(email))));

    /// <summary>
    /// Counts an attempt before its password is looked at, so that guesses sent at once do not slip through.
    /// False while the address is locked.
    /// </summary>
    public bool Begin(DateTimeOffset now)
    {
        if (LockedUntil > now)
        {
            return false;
        }

        if (LockedUntil is not null || LastAt + Remembered <= now)
        {
            Count = 0;
            LockedUntil = null;
        }

        Version++;
        Count++;
        LastAt = now;
        LockedUntil = Count >= Allowed ? now + LockedFor : null;
        return true;
    }
}
