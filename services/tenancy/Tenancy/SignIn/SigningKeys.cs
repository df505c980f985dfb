using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.IdentityModel.Tokens;
using PeerPlatform.Tenancy.Data;

namespace PeerPlatform.Tenancy.SignIn;

/// <summary>The key that signs now, made at the first start and kept in the database.</summary>
internal sealed class SigningKeys(KeySeal seal) : IDisposable
{
    private ECDsa? _private;

    /// <summary>Signs members' tokens (ES256).</summary>
    public SigningCredentials Current { get; private set; } = null!;

    /// <summary>Takes the newest key that may sign and can be opened; makes one when there is none.</summary>
    public async Task LoadAsync(TenancyDbContext db, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var kept = await db.SigningKeys.Where(k => k.SignsFrom <= now).OrderByDescending(k => k.SignsFrom).ToListAsync(cancellationToken);
        foreach (var key in kept)
        {
            if (seal.TryOpen(key.SealedPrivateKey, out var open))
            {
                Use(key.KeyId, open);
                return;
            }
        }

        using var made = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var secret = made.ExportPkcs8PrivateKey();
        var id = Base64UrlEncoder.Encode(RandomNumberGenerator.GetBytes(12));
        db.SigningKeys.Add(new SigningKey(id, made.ExportSubjectPublicKeyInfo(), seal.Seal(secret), now));
        await db.SaveChangesAsync(cancellationToken);
        Use(id, secret);
    }

    public void Dispose() => _private?.Dispose();

    private void Use(string id, byte[] secret)
    {
        _private = ECDsa.Create();
        _private.ImportPkcs8PrivateKey(secret, out _);
        CryptographicOperations.ZeroMemory(secret);
        Current = new SigningCredentials(new ECDsaSecurityKey(_private) { KeyId = id }, SecurityAlgorithms.EcdsaSha256)
        {
            // The library's own cache is the process's and would go on with a key that another host has disposed of.
            CryptoProviderFactory = new CryptoProviderFactory { CacheSignatureProviders = false },
        };
    }
}
