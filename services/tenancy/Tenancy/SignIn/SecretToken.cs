using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace PeerPlatform.Tenancy.SignIn;

/// <summary>A secret handed out once: 256 random bits; only its SHA-256 is kept.</summary>
internal static class SecretToken
{
    public static string Make() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    public static string HashOf(string token) => Convert.ToHexString(BytesOf(token));

    public static byte[] BytesOf(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
