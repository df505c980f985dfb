using System.Buffers.Binary;
using System.Numerics;

namespace System.IO.Hashing;

/// <summary>
/// XXH3 with 64 bits of the xxHash specification (github.com/Cyan4973/xxHash, doc/xxhash_spec.md), with its default secret.
/// Fast, not cryptographic: never for anything an attacker could gain from by finding a collision.
/// </summary>
public static class XxHash3
{
    private const ulong Prime32First = 0x9E3779B1;
    private const ulong Prime32Second = 0x85EBCA77;
    private const ulong Prime32Third = 0xC2B2AE3D;
    private const ulong PrimeMix1 = 0x165667919E3779F9;
    private const ulong PrimeMix2 = 0x9FB21C651E98DF25;

    private const int Lanes = 8;
    private const int StripeLength = 64;
    private const int SecretLength = 192;
    private const int SecretStep = 8;
    private const int StripesPerBlock = (SecretLength - StripeLength) / SecretStep;
    private const int BlockLength = StripeLength * StripesPerBlock;

    private static ReadOnlySpan<byte> DefaultSecret =>
    [
        0xb8, 0xfe, 0x6c, 0x39, 0x23, 0xa4, 0x4b, 0xbe, 0x7c, 0x01, 0x81, 0x2c, 0xf7, 0x21, 0xad, 0x1c,
        0xde, 0xd4, 0x6d, 0xe9, 0x83, 0x90, 0x97, 0xdb, 0x72, 0x40, 0xa4, 0xa4, 0xb7, 0xb3, 0x67, 0x1f,
        0xcb, 0x79, 0xe6, 0x4e, 0xcc, 0xc0, 0xe5, 0x78, 0x82, 0x5a, 0xd0, 0x7d, 0xcc, 0xff, 0x72, 0x21,
        0xb8, 0x08, 0x46, 0x74, 0xf7, 0x43, 0x24, 0x8e, 0xe0, 0x35, 0x90, 0xe6, 0x81, 0x3a, 0x26, 0x4c,
        0x3c, 0x28, 0x52, 0xbb, 0x91, 0xc3, 0x00, 0xcb, 0x88, 0xd0, 0x65, 0x8b, 0x1b, 0x53, 0x2e, 0xa3,
        0x71, 0x64, 0x48, 0x97, 0xa2, 0x0d, 0xf9, 0x4e, 0x38, 0x19, 0xef, 0x46, 0xa9, 0xde, 0xac, 0xd8,
        0xa8, 0xfa, 0x76, 0x3f, 0xe3, 0x9c, 0x34, 0x3f, 0xf9, 0xdc, 0xbb, 0xc7, 0xc7, 0x0b, 0x4f, 0x1d,
        0x8a, 0x51, 0xe0, 0x4b, 0xcd, 0xb4, 0x59, 0x31, 0xc8, 0x9f, 0x7e, 0xc9, 0xd9, 0x78, 0x73, 0x64,
        0xea, 0xc5, 0xac, 0x83, 0x34, 0xd3, 0xeb, 0xc3, 0xc5, 0x81, 0xa0, 0xff, 0xfa, 0x13, 0x63, 0xeb,
        0x17, 0x0d, 0xdd, 0x51, 0xb7, 0xf0, 0xda, 0x49, 0xd3, 0x16, 0x55, 0x26, 0x29, 0xd4, 0x68, 0x9e,
        0x2b, 0x16, 0xbe, 0x58, 0x7d, 0x47, 0xa1, 0xfc, 0x8f, 0xf8, 0xb8, 0xd1, 0x7a, 0xd0, 0x31, 0xce,
        0x45, 0xcb, 0x3a, 0x8f, 0x95, 0x16, 0x04, 0x28, 0xaf, 0xd7, 0xfb, 0xca, 0xbb, 0x4b, 0x40, 0x7e,
    ];

    /// <summary>The hash as a number.</summary>
    public static ulong HashToUInt64(ReadOnlySpan<byte> source, long seed = 0)
    {
        var start = unchecked((ulong)seed);
        return source.Length switch
        {
            0 => XxHash64.Avalanche(start ^ Word(DefaultSecret, 56) ^ Word(DefaultSecret, 64)),
            <= 3 => UpTo3(source, start),
            <= 8 => From4To8(source, start),
            <= 16 => From9To16(source, start),
            <= 128 => From17To128(source, start),
            <= 240 => From129To240(source, start),
            _ => Long(source, start),
        };
    }

    private static ulong UpTo3(ReadOnlySpan<byte> source, ulong seed)
    {
        var combined = ((uint)source[0] << 16) | ((uint)source[source.Length >> 1] << 24)
            | source[^1] | ((uint)source.Length << 8);
        var flip = unchecked((HalfWord(DefaultSecret, 0) ^ HalfWord(DefaultSecret, 4)) + seed);
        return XxHash64.Avalanche(combined ^ flip);
    }

    private static ulong From4To8(ReadOnlySpan<byte> source, ulong seed)
    {
        unchecked
        {
            seed ^= (ulong)BinaryPrimitives.ReverseEndianness((uint)seed) << 32;
            var flip = (Word(DefaultSecret, 8) ^ Word(DefaultSecret, 16)) - seed;
            var hash = (HalfWord(source, source.Length - 4) + (HalfWord(source, 0) << 32)) ^ flip;
            hash ^= BitOperations.RotateLeft(hash, 49) ^ BitOperations.RotateLeft(hash, 24);
            hash *= PrimeMix2;
            hash ^= (hash >> 35) + (ulong)source.Length;
            hash *= PrimeMix2;
            return hash ^ (hash >> 28);
        }
    }

    private static ulong From9To16(ReadOnlySpan<byte> source, ulong seed)
    {
        unchecked
        {
            var low = Word(source, 0) ^ ((Word(DefaultSecret, 24) ^ Word(DefaultSecret, 32)) + seed);
            var high = Word(source, source.Length - 8) ^ ((Word(DefaultSecret, 40) ^ Word(DefaultSecret, 48)) - seed);
            return Avalanche((ulong)source.Length + BinaryPrimitives.ReverseEndianness(low) + high + FoldedProduct(low, high));
        }
    }

    private static ulong From17To128(ReadOnlySpan<byte> source, ulong seed)
    {
        unchecked
        {
            var hash = (ulong)source.Length * XxHash64.Prime1;
            for (var pair = (source.Length - 1) / 32; pair >= 0; pair--)
            {
                hash += Mix(source, 16 * pair, 32 * pair, seed);
                hash += Mix(source, source.Length - (16 * (pair + 1)), (32 * pair) + 16, seed);
            }

            return Avalanche(hash);
        }
    }

    private static ulong From129To240(ReadOnlySpan<byte> source, ulong seed)
    {
        const int FirstRounds = 8;
        const int SecretOffset = 3;
        const int LastSecretOffset = 136 - 17;
        unchecked
        {
            var hash = (ulong)source.Length * XxHash64.Prime1;
            for (var round = 0; round < FirstRounds; round++)
            {
                hash += Mix(source, 16 * round, 16 * round, seed);
            }

            hash = Avalanche(hash);
            for (var round = FirstRounds; round < source.Length / 16; round++)
            {
                hash += Mix(source, 16 * round, (16 * (round - FirstRounds)) + SecretOffset, seed);
            }

            return Avalanche(hash + Mix(source, source.Length - 16, LastSecretOffset, seed));
        }
    }

    private static ulong Long(ReadOnlySpan<byte> source, ulong seed)
    {
        Span<byte> secret = stackalloc byte[SecretLength];
        DeriveSecret(secret, seed);
        Span<ulong> lanes =
        [
            Prime32Third, XxHash64.Prime1, XxHash64.Prime2, XxHash64.Prime3,
            XxHash64.Prime4, Prime32Second, XxHash64.Prime5, Prime32First,
        ];

        var rest = source;
        for (; rest.Length > BlockLength; rest = rest[BlockLength..])
        {
            AccumulateStripes(lanes, rest, secret, StripesPerBlock);
            Scramble(lanes, secret[^StripeLength..]);
        }

        AccumulateStripes(lanes, rest, secret, (rest.Length - 1) / StripeLength);
        Accumulate(lanes, source[^StripeLength..], secret[(SecretLength - StripeLength - 7)..]);
        return Merge(lanes, secret[11..], unchecked((ulong)source.Length * XxHash64.Prime1));
    }

    private static void DeriveSecret(Span<byte> secret, ulong seed)
    {
        for (var at = 0; at < SecretLength; at += 16)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(secret[at..], unchecked(Word(DefaultSecret, at) + seed));
            BinaryPrimitives.WriteUInt64LittleEndian(secret[(at + 8)..], unchecked(Word(DefaultSecret, at + 8) - seed));
        }
    }

    private static void AccumulateStripes(Span<ulong> lanes, ReadOnlySpan<byte> source, ReadOnlySpan<byte> secret, int stripes)
    {
        for (var stripe = 0; stripe < stripes; stripe++)
        {
            Accumulate(lanes, source[(stripe * StripeLength)..], secret[(stripe * SecretStep)..]);
        }
    }

    private static void Accumulate(Span<ulong> lanes, ReadOnlySpan<byte> stripe, ReadOnlySpan<byte> secret)
    {
        for (var lane = 0; lane < Lanes; lane++)
        {
            var value = Word(stripe, 8 * lane);
            var keyed = value ^ Word(secret, 8 * lane);
            unchecked
            {
                lanes[lane ^ 1] += value;
                lanes[lane] += (uint)keyed * (keyed >> 32);
            }
        }
    }

    private static void Scramble(Span<ulong> lanes, ReadOnlySpan<byte> secret)
    {
        for (var lane = 0; lane < Lanes; lane++)
        {
            var value = lanes[lane];
            lanes[lane] = unchecked((value ^ (value >> 47) ^ Word(secret, 8 * lane)) * Prime32First);
        }
    }

    private static ulong Merge(ReadOnlySpan<ulong> lanes, ReadOnlySpan<byte> secret, ulong start)
    {
        for (var lane = 0; lane < Lanes; lane += 2)
        {
            start = unchecked(start
                + FoldedProduct(lanes[lane] ^ Word(secret, 8 * lane), lanes[lane + 1] ^ Word(secret, (8 * lane) + 8)));
        }

        return Avalanche(start);
    }

    private static ulong Mix(ReadOnlySpan<byte> source, int at, int secretAt, ulong seed) => unchecked(FoldedProduct(
        Word(source, at) ^ (Word(DefaultSecret, secretAt) + seed),
        Word(source, at + 8) ^ (Word(DefaultSecret, secretAt + 8) - seed)));

    private static ulong FoldedProduct(ulong left, ulong right) => Math.BigMul(left, right, out var low) ^ low;

    private static ulong Avalanche(ulong hash)
    {
        hash ^= hash >> 37;
        hash = unchecked(hash * PrimeMix1);
        return hash ^ (hash >> 32);
    }

    private static ulong Word(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt64LittleEndian(bytes[at..]);

    private static ulong HalfWord(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]);
}
