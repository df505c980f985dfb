using System.Buffers.Binary;
using System.Numerics;

namespace System.IO.Hashing;

/// <summary>
/// XXH64 of the xxHash specification (github.com/Cyan4973/xxHash, doc/xxhash_spec.md). Fast, not cryptographic: never for
/// anything an attacker could gain from by finding a collision.
/// </summary>
public static class XxHash64
{
    internal const ulong Prime1 = 0x9E3779B185EBCA87;
    internal const ulong Prime2 = 0xC2B2AE3D27D4EB4F;
    internal const ulong Prime3 = 0x165667B19E3779F9;
    internal const ulong Prime4 = 0x85EBCA77C2B2AE63;
    internal const ulong Prime5 = 0x27D4EB2F165667C5;

    private const int StripeLength = 32;

    /// <summary>The hash with seed 0 as 8 bytes, most significant first (the specification's canonical form).</summary>
    public static byte[] Hash(byte[] source)
    {
        ArgumentNullException.ThrowIfNull(source);
        var canonical = new byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(canonical, HashToUInt64(source));
        return canonical;
    }

    /// <summary>The hash as a number.</summary>
    public static ulong HashToUInt64(ReadOnlySpan<byte> source, long seed = 0)
    {
        var start = unchecked((ulong)seed);
        var rest = source;
        ulong hash;

        unchecked
        {
            if (source.Length < StripeLength)
            {
                hash = start + Prime5;
            }
            else
            {
                var lane1 = start + Prime1 + Prime2;
                var lane2 = start + Prime2;
                var lane3 = start;
                var lane4 = start - Prime1;
                for (; rest.Length >= StripeLength; rest = rest[StripeLength..])
                {
                    lane1 = Round(lane1, BinaryPrimitives.ReadUInt64LittleEndian(rest));
                    lane2 = Round(lane2, BinaryPrimitives.ReadUInt64LittleEndian(rest[8..]));
                    lane3 = Round(lane3, BinaryPrimitives.ReadUInt64LittleEndian(rest[16..]));
                    lane4 = Round(lane4, BinaryPrimitives.ReadUInt64LittleEndian(rest[24..]));
                }

                hash = BitOperations.RotateLeft(lane1, 1) + BitOperations.RotateLeft(lane2, 7)
                    + BitOperations.RotateLeft(lane3, 12) + BitOperations.RotateLeft(lane4, 18);
                hash = Merge(hash, lane1);
                hash = Merge(hash, lane2);
                hash = Merge(hash, lane3);
                hash = Merge(hash, lane4);
            }

            hash += (ulong)source.Length;
        }

        return Avalanche(Absorb(hash, rest));
    }

    internal static ulong Avalanche(ulong hash)
    {
        hash ^= hash >> 33;
        hash = unchecked(hash * Prime2);
        hash ^= hash >> 29;
        hash = unchecked(hash * Prime3);
        return hash ^ (hash >> 32);
    }

    private static ulong Round(ulong lane, ulong input) =>
        unchecked(BitOperations.RotateLeft(lane + (input * Prime2), 31) * Prime1);

    private static ulong Merge(ulong hash, ulong lane) => unchecked(((hash ^ Round(0, lane)) * Prime1) + Prime4);

    private static ulong Absorb(ulong hash, ReadOnlySpan<byte> rest)
    {
        unchecked
        {
            for (; rest.Length >= 8; rest = rest[8..])
            {
                hash ^= Round(0, BinaryPrimitives.ReadUInt64LittleEndian(rest));
                hash = (BitOperations.RotateLeft(hash, 27) * Prime1) + Prime4;
            }

            if (rest.Length >= 4)
            {
                hash ^= BinaryPrimitives.ReadUInt32LittleEndian(rest) * Prime1;
                hash = (BitOperations.RotateLeft(hash, 23) * Prime2) + Prime3;
                rest = rest[4..];
            }

            foreach (var last in rest)
            {
                hash ^= last * Prime5;
                hash = BitOperations.RotateLeft(hash, 11) * Prime1;
            }
        }

        return hash;
    }
}
