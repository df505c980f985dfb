using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Microsoft.Extensions.Configuration;

namespace PeerPlatform.Tenancy.SignIn;

/// <summary>
/// Seals private keys with AES-GCM under a key derived from <c>Identity:ServiceKey</c>: whoever has only the
/// database, or a copy of it, cannot sign.
/// </summary>
internal sealed class KeySeal
{
    private const int NonceLength = 12;
    private const int TagLength = 16;
    private readonly byte[] _key;

    public KeySeal(IConfiguration configuration)
    {
        var secret = configuration["Identity:ServiceKey"]
            ?? throw new InvalidOperationException("Identity:ServiceKey, 32 random bytes in Base64, is not set.");
        _key = HKDF.DeriveKey(HashAlgorithmName.SHA256, Convert.FromBase64String(secret), 32, info: "tenancy signing keys"u8.ToArray());
    }

    public byte[] Seal(ReadOnlySpan<byte> open)
    {
        var output = new byte[NonceLength + TagLength + open.Length];
        var nonce = output.AsSpan(0, NonceLength);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(_key, TagLength);
        aes.Encrypt(nonce, open, output.AsSpan(NonceLength + TagLength), output.AsSpan(NonceLength, TagLength));
        return output;
    }

    /// <summary>False when it was sealed under another service key.</summary>
    public bool TryOpen(ReadOnlySpan<byte> closed, [NotNullWhen(true)] out byte[]? open)
    {
        open = new byte[closed.Length - NonceLength - TagLength];
        try
        {
            using var aes = new AesGcm(_key, TagLength);
            aes.Decrypt(closed[..NonceLength], closed[(NonceLength + TagLength)..], closed.Slice(NonceLength, TagLength), open);
            return true;
        }
        catch (AuthenticationTagMismatchException)
        {
            open = null;
            return false;
        }
    }
}
