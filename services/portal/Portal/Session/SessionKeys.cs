using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Configuration;

namespace PeerPlatform.Portal.Session;

/// <summary>
/// Seals cookies and forms under keys of the configuration, so that every replica opens what another has sealed:
/// <c>Portal:SessionKeys:0</c> seals, all of them open. Each seal has a salt of its own, from which key and nonce of AES-256-GCM
/// are derived, bound to the purpose; so no key ever comes near its limit of messages.
/// </summary>
internal sealed class SessionKeys : IDataProtectionProvider
{
    private const int KeyLength = 32;
    private readonly IReadOnlyList<byte[]> _keys;

    public SessionKeys(IReadOnlyList<string> keys)
    {
        _keys = [.. keys.Select(Convert.FromBase64String)];
        if (_keys.Any(k => k.Length < KeyLength))
        {
            throw new InvalidOperationException("Each of Portal:SessionKeys is 32 random bytes in Base64.");
        }
    }

    /// <summary>Null when none is configured.</summary>
    public static SessionKeys? From(IConfiguration configuration)
    {
        var keys = configuration.GetSection("Portal:SessionKeys").GetChildren().Select(k => k.Value).OfType<string>().Where(k => k.Length > 0).ToList();
        return keys.Count > 0 ? new SessionKeys(keys) : null;
    }

    public IDataProtector CreateProtector(string purpose) => new Protector(_keys, Named("", purpose));

    /// <summary>With its length, so that "a" below "bc" is not "ab" below "c".</summary>
    private static string Named(string before, string purpose) => $"{before}{purpose.Length}:{purpose};";

    private sealed class Protector(IReadOnlyList<byte[]> keys, string purpose) : IDataProtector
    {
        private const byte Form = 1;
        private const int SaltLength = 32;
        private const int NonceLength = 12;
        private const int TagLength = 16;
        private const int Overhead = 1 + SaltLength + TagLength;

        public IDataProtector CreateProtector(string inner) => new Protector(keys, Named(purpose, inner));

        public byte[] Protect(byte[] plaintext)
        {
            var sealedData = new byte[Overhead + plaintext.Length];
            sealedData[0] = Form;
            var salt = sealedData.AsSpan(1, SaltLength);
            RandomNumberGenerator.Fill(salt);
            Span<byte> secret = stackalloc byte[KeyLength + NonceLength];
            Derive(keys[0], salt, secret);
            using var aes = new AesGcm(secret[..KeyLength], TagLength);
            aes.Encrypt(
                secret[KeyLength..], plaintext, sealedData.AsSpan(Overhead), sealedData.AsSpan(1 + SaltLength, TagLength));
            return sealedData;
        }

        public byte[] Unprotect(byte[] protectedData)
        {
            if (protectedData.Length < Overhead || protectedData[0] != Form)
            {
                throw new CryptographicException("This was not sealed here.");
            }

            var open = new byte[protectedData.Length - Overhead];
            Span<byte> secret = stackalloc byte[KeyLength + NonceLength];
            foreach (var key in keys)
            {
                Derive(key, protectedData.AsSpan(1, SaltLength), secret);
                using var aes = new AesGcm(secret[..KeyLength], TagLength);
                try
                {
                    aes.Decrypt(
                        secret[KeyLength..], protectedData.AsSpan(Overhead), protectedData.AsSpan(1 + SaltLength, TagLength), open);
                    return open;
                }
                catch (AuthenticationTagMismatchException)
                {
                    // Another key's, or nobody's.
                }
            }

            throw new CryptographicException("None of the keys opens this.");
        }

        private void Derive(byte[] key, ReadOnlySpan<byte> salt, Span<byte> secret) =>
            HKDF.DeriveKey(HashAlgorithmName.SHA256, key, secret, salt, Encoding.UTF8.GetBytes(purpose));
    }
}
