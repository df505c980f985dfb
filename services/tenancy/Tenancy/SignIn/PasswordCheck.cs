using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace PeerPlatform.Tenancy.SignIn;

/// <summary>Hashes and compares passwords: PBKDF2 with HMAC-SHA-512, 210,000 rounds (OWASP Password Storage, 2023).</summary>
internal sealed class PasswordCheck
{
    private const int Rounds = 210_000;
    private static readonly object Nobody = new();

    private readonly PasswordHasher<object> _hasher = new(Options.Create(new PasswordHasherOptions { IterationCount = Rounds }));
    private readonly string _hashOfNobody = HashThatNothingMatches();

    public string Hash(string password) => _hasher.HashPassword(Nobody, Normal(password));

    /// <summary>With no hash to compare, the same work is done and the answer is false.</summary>
    public bool Matches(string? hash, string password) =>
        _hasher.VerifyHashedPassword(Nobody, hash ?? _hashOfNobody, Normal(password)) != PasswordVerificationResult.Failed
        && hash is not null;

    /// <summary>The same characters may be typed in different code points on two devices.</summary>
    private static string Normal(string password) => password.Normalize(NormalizationForm.FormKC);

    /// <summary>The hasher's third format: marker, function, rounds, length of salt, salt, key.</summary>
    private static string HashThatNothingMatches()
    {
        const int salt = 16;
        const int key = 32;
        var hash = new byte[13 + salt + key];
        hash[0] = 1;
        BinaryPrimitives.WriteUInt32BigEndian(hash.AsSpan(1), 2);
        BinaryPrimitives.WriteUInt32BigEndian(hash.AsSpan(5), Rounds);
        BinaryPrimitives.WriteUInt32BigEndian(hash.AsSpan(9), salt);
        RandomNumberGenerator.Fill(hash.AsSpan(13));
        return Convert.ToBase64String(hash);
    }
}
