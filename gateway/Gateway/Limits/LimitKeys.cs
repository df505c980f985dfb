using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Configuration;

namespace PeerPlatform.Gateway.Limits;

/// <summary>
/// Turns whom a limit is about into a keyed hash: neither Redis nor this process's memory holds an address, a name or an id.
/// The key is <c>Gateway:Limits:Key</c>, the same for all replicas; without Redis it is made at the start and never leaves.
/// </summary>
internal sealed class LimitKeys
{
    private static readonly TimeSpan CollectKeyLives = TimeSpan.FromHours(1);
    private readonly byte[] _key;
    private readonly TimeProvider _clock;
    private readonly Lock _changing = new();
    private CollectKey _collect;

    public LimitKeys(IConfiguration configuration, TimeProvider clock)
    {
        _clock = clock;
        _collect = new CollectKey(clock.GetTimestamp());
        _key = configuration["Gateway:Limits:Key"] is { Length: > 0 } given
            ? Convert.FromBase64String(given)
            : configuration["Redis:Connection"] is { Length: > 0 }
                ? throw new InvalidOperationException(
                    "Gateway:Limits:Key, 32 random bytes in Base64 shared by the gateway's replicas, is not set; with Redis:Connection it must be.")
                : RandomNumberGenerator.GetBytes(32);
        if (_key.Length < 32)
        {
            throw new InvalidOperationException("Gateway:Limits:Key is shorter than 32 bytes.");
        }
    }

    public UInt128 Of(Limit limit, string whom) => Hash(_key, limit, whom);

    /// <summary>
    /// For the collecting side: hashed under a key that no one ever sees, that changes every hour and is then gone.
    /// </summary>
    public UInt128 OfCollecting(Limit limit, string address)
    {
        var current = _collect;
        if (_clock.GetElapsedTime(current.Since) >= CollectKeyLives)
        {
            lock (_changing)
            {
                if (ReferenceEquals(current, _collect))
                {
                    _collect = new CollectKey(_clock.GetTimestamp());
                    CryptographicOperations.ZeroMemory(current.Secret);
                }

                current = _collect;
            }
        }

        return Hash(current.Secret, limit, address);
    }

    private static UInt128 Hash(byte[] key, Limit limit, string whom)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{limit.Name}\n{whom}"), hash);
        return BinaryPrimitives.ReadUInt128BigEndian(hash);
    }

    private sealed record CollectKey(long Since)
    {
        public byte[] Secret { get; } = RandomNumberGenerator.GetBytes(32);
    }
}
