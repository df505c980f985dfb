using System.IO.Compression;

namespace Grpc.Net.Compression;

/// <summary>A message encoding that client and server can agree on by name.</summary>
public interface ICompressionProvider
{
    /// <summary>The name in <c>grpc-encoding</c> and <c>grpc-accept-encoding</c>.</summary>
    string EncodingName { get; }

    /// <summary>Compresses what is written into <paramref name="stream"/>, which stays open; null takes the provider's own level.</summary>
    Stream CreateCompressionStream(Stream stream, CompressionLevel? compressionLevel);

    /// <summary>Reads decompressed bytes out of <paramref name="stream"/>, which stays open.</summary>
    Stream CreateDecompressionStream(Stream stream);
}

/// <summary>The encoding <c>gzip</c> (RFC 1952).</summary>
public sealed class GzipCompressionProvider(CompressionLevel defaultCompressionLevel) : ICompressionProvider
{
    private static readonly byte[] CompressedNothing = Convert.FromHexString("1F8B080000000000000303000000000000000000");

    public string EncodingName => "gzip";

    public Stream CreateCompressionStream(Stream stream, CompressionLevel? compressionLevel) =>
        new NeverEmptyStream(
            new GZipStream(stream, compressionLevel ?? defaultCompressionLevel, leaveOpen: true), stream, CompressedNothing);

    public Stream CreateDecompressionStream(Stream stream) =>
        new GZipStream(stream, CompressionMode.Decompress, leaveOpen: true);
}

/// <summary>The encoding <c>deflate</c>, which in HTTP and gRPC means the zlib format (RFC 1950).</summary>
public sealed class DeflateCompressionProvider(CompressionLevel defaultCompressionLevel) : ICompressionProvider
{
    private static readonly byte[] CompressedNothing = Convert.FromHexString("789C030000000001");

    public string EncodingName => "deflate";

    public Stream CreateCompressionStream(Stream stream, CompressionLevel? compressionLevel) =>
        new NeverEmptyStream(
            new ZLibStream(stream, compressionLevel ?? defaultCompressionLevel, leaveOpen: true), stream, CompressedNothing);

    public Stream CreateDecompressionStream(Stream stream) =>
        new ZLibStream(stream, CompressionMode.Decompress, leaveOpen: true);
}

/// <summary>Writes the compressed form of nothing where nothing was written: .NET's own streams would leave the target empty,
/// which is no valid gzip or zlib, and clients in other languages refuse an empty message sent that way.</summary>
internal sealed class NeverEmptyStream(Stream compressor, Stream target, byte[] compressedNothing) : Stream
{
    private bool isEmpty = true;

    public override bool CanRead => false;
    public override bool CanSeek => false;
    public override bool CanWrite => true;
    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        isEmpty &= buffer.IsEmpty;
        compressor.Write(buffer);
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));
    public override void Flush() => compressor.Flush();
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            compressor.Dispose();
            if (isEmpty)
            {
                target.Write(compressedNothing);
                isEmpty = false;
            }
        }

        base.Dispose(disposing);
    }
}
