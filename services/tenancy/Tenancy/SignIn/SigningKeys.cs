using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.IdentityModel.Tokens;
using PeerPlatform.Tenancy.Data;

namespace PeerPlatform.Tenancy.SignIn;

/// <summary>
/// The keys that sign members' tokens. Which one signs is read from the database for each token, so that in every replica a
/// retired key signs nothing from the commit on that retired it.
/// </summary>
internal sealed class SigningKeys(KeySeal seal) : IDisposable
{
    private readonly ConcurrentDictionary<string, Lazy<OpenedKey>> _opened = new(StringComparer.Ordinal);

    /// <summary>Signs members' tokens now (ES256).</summary>
    public async Task<SigningCredentials> CurrentAsync(TenancyDbContext db, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var current = SigningOf(await KeptAsync(db, cancellationToken), now)
            ?? throw new InvalidOperationException("There is no key that Identity:ServiceKey opens; one is made at the start.");
        return _opened.GetOrAdd(current.KeyId, _ => new Lazy<OpenedKey>(() => OpenedKey.Of(current.KeyId, Open(current)!))).Value.Credentials;
    }

    /// <summary>Makes the first key, and one when the service key is another than that which sealed those that are there.</summary>
    public async Task EnsureAsync(TenancyDbContext db, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (!(await KeptAsync(db, cancellationToken)).Exists(k => k.SignsFrom <= now && CanOpen(k)))
        {
            db.SigningKeys.Add(Make(now));
            await db.SaveChangesAsync(cancellationToken);
        }
    }

    /// <summary>Every key that verifies tokens, the newest first.</summary>
    public static Task<List<SigningKey>> KeptAsync(TenancyDbContext db, CancellationToken cancellationToken) =>
        db.SigningKeys.AsNoTracking().OrderByDescending(k => k.SignsFrom).ThenBy(k => k.KeyId).ToListAsync(cancellationToken);

    /// <summary>
    /// The newest that may sign and can be opened. Before any may, as by a clock that was set back, the oldest: it is known longest.
    /// </summary>
    public SigningKey? SigningOf(List<SigningKey> kept, DateTimeOffset now) =>
        kept.Find(k => k.SignsFrom <= now && CanOpen(k)) ?? kept.FindLast(CanOpen);

    /// <summary>False when it was sealed under another service key.</summary>
    public bool CanOpen(SigningKey key)
    {
        if (Open(key) is not { } secret)
        {
            return false;
        }

        CryptographicOperations.ZeroMemory(secret);
        return true;
    }

    /// <summary>A new key, not saved yet.</summary>
    public SigningKey Make(DateTimeOffset signsFrom)
    {
        using var made = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var secret = made.ExportPkcs8PrivateKey();
        try
        {
            return new SigningKey(Base64UrlEncoder.Encode(RandomNumberGenerator.GetBytes(12)), made.ExportSubjectPublicKeyInfo(), seal.Seal(secret), signsFrom);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(secret);
        }
    }

    public void Dispose()
    {
        foreach (var opened in _opened.Values.Where(o => o.IsValueCreated))
        {
            opened.Value.Dispose();
        }
    }

    private byte[]? Open(SigningKey key) => seal.TryOpen(key.SealedPrivateKey, out var secret) ? secret : null;

    private sealed class OpenedKey : IDisposable
    {
        private readonly ECDsa _key = ECDsa.Create();

        private OpenedKey(string id, byte[] secret)
        {
            _key.ImportPkcs8PrivateKey(secret, out _);
            Credentials = new SigningCredentials(new ECDsaSecurityKey(_key) { KeyId = id }, SecurityAlgorithms.EcdsaSha256)
            {
                // The library's own cache is the process's and would go on with a key that another host has disposed of.
                CryptoProviderFactory = new CryptoProviderFactory { CacheSignatureProviders = false },
            };
        }

        public SigningCredentials Credentials { get; }

        public static OpenedKey Of(string id, byte[] secret)
        {
            try
            {
                return new OpenedKey(id, secret);
            }
            finally
            {
                CryptographicOperations.ZeroMemory(secret);
            }
        }

        public void Dispose() => _key.Dispose();
    }
}
