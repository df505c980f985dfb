using System.Buffers.Binary;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using Google.Protobuf;
using Grpc.Core;

namespace Grpc.Tests;

/// <summary>A call written by hand on HTTP/2, to see the bytes that a client hides.</summary>
internal sealed record RawCall(StatusCode Status, string? Encoding, bool Flagged, byte[] Payload)
{
    /// <summary>The length of the flag and the length before each message.</summary>
    private const int PrefixLength = 5;

    public static async Task<RawCall> SendAsync(
        Uri address, string method, IMessage message, bool compress, params (string Key, string Value)[] headers)
    {
        var payload = compress ? Gzip(message.ToByteArray()) : message.ToByteArray();
        var frame = new byte[PrefixLength + payload.Length];
        frame[0] = compress ? (byte)1 : (byte)0;
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), payload.Length);
        payload.CopyTo(frame, PrefixLength);

        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(address, $"/grpctests.talk.v1.Talk/{method}"))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(frame) { Headers = { ContentType = new MediaTypeHeaderValue("application/grpc") } },
        };
        request.Headers.TE.ParseAdd("trailers");
        foreach (var (key, value) in headers)
        {
            request.Headers.Add(key, value);
        }

        using var http = new HttpClient();
        using var response = await http.SendAsync(request, Given.Token);
        var body = await response.Content.ReadAsByteArrayAsync(Given.Token);
        var status = response.TrailingHeaders.TryGetValues("grpc-status", out var trailing)
            ? trailing.Single()
            : response.Headers.GetValues("grpc-status").Single();
        var encoding = response.Headers.TryGetValues("grpc-encoding", out var named) ? named.Single() : null;
        return new RawCall(
            Enum.Parse<StatusCode>(status), encoding, body.Length > 0 && body[0] == 1, [.. body.Skip(PrefixLength)]);
    }

    public static byte[] Gzip(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal))
        {
            gzip.Write(bytes);
        }

        return packed.ToArray();
    }

    public static byte[] Gunzip(byte[] bytes)
    {
        using var gzip = new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress);
        using var plain = new MemoryStream();
        gzip.CopyTo(plain);
        return plain.ToArray();
    }
}
