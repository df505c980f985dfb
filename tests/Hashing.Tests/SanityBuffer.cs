namespace Hashing.Tests;

/// <summary>
/// The pseudo-random input that the xxHash project's own sanity check hashes: the top byte of a generator that starts
/// at PRIME32 and is multiplied by PRIME64 at each step.
/// </summary>
internal static class SanityBuffer
{
    public const ulong Prime32 = 2654435761;
    public const ulong Prime64 = 11400714785074694797;

    private static readonly byte[] Bytes = Generate(300_000);

    public static ReadOnlySpan<byte> Take(int length) => Bytes.AsSpan(0, length);

    private static byte[] Generate(int length)
    {
        var bytes = new byte[length];
        var generator = Prime32;
        for (var at = 0; at < length; at++)
        {
            bytes[at] = (byte)(generator >> 56);
            generator = unchecked(generator * Prime64);
        }

        return bytes;
    }
}
