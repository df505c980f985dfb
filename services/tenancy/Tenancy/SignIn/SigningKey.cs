using PeerPlatform.Platform;

namespace PeerPlatform.Tenancy.SignIn;

/// <summary>A key that signs members' tokens. Everybody may have its public half; the private one is sealed.</summary>
[NetworkWide("One deployment has one issuer of tokens.")]
internal sealed class SigningKey
{
    private SigningKey()
    {
    }

    public SigningKey(string keyId, byte[] publicKey, byte[] sealedPrivateKey, DateTimeOffset signsFrom)
    {
        KeyId = keyId;
        PublicKey = publicKey;
        SealedPrivateKey = sealedPrivateKey;
        SignsFrom = signsFrom;
    }

    public string KeyId { get; private set; } = "";

    /// <summary>SubjectPublicKeyInfo of a P-256 key.</summary>
    public byte[] PublicKey { get; private set; } = [];

    /// <summary>PKCS#8, sealed with the deployment's service key, which is not in this database.</summary>
    public byte[] SealedPrivateKey { get; private set; } = [];

    /// <summary>A key is published before it signs, so that nobody meets a token of a key not yet known.</summary>
    public DateTimeOffset SignsFrom { get; private set; }
}
