using System.IO.Compression;
using Grpc.Core;
using Grpc.Net.Compression;
using Grpc.Tests.Protos;

namespace Grpc.Tests;

/// <summary>What goes over the wire beside the messages: compression and metadata.</summary>
public sealed class WireTests
{
    private static readonly string LongText = new('a', 10_000);

    /// <summary>Asks the client to compress what it sends; it does not cross the wire itself.</summary>
    private static readonly (string, string) AskForGzip = ("grpc-internal-encoding-request", "gzip");

    [Fact]
    public async Task Gzip_is_really_used_in_both_directions_and_the_text_stays_whole()
    {
        await using var server = await TalkServer.StartAsync(UseGzip);
        using var channel = server.Connect();

        var answer = await new Talk.TalkClient(channel).AskAsync(
            new Question { Text = LongText }, Given.Call("gzip", AskForGzip));

        Assert.Equal(LongText, answer.Text);
        var seen = await server.Calls.Of("gzip").Ended.Task.WaitAsync(Given.Patience, Given.Token);
        Assert.Equal(new SeenOnTheWire("gzip", RequestFlagged: true, "gzip"), seen);
    }

    [Fact]
    public async Task Gzip_is_used_for_every_message_of_a_duplex_call()
    {
        await using var server = await TalkServer.StartAsync(UseGzip);
        using var channel = server.Connect();

        using var call = new Talk.TalkClient(channel).Chat(Given.Call("gzip-chat", AskForGzip));
        for (var number = 0; number < 3; number++)
        {
            await call.RequestStream.WriteAsync(new Question { Text = LongText }, Given.Token);
            Assert.True(await call.ResponseStream.MoveNext(Given.Token));
            Assert.Equal(LongText, call.ResponseStream.Current.Text);
        }

        await call.RequestStream.CompleteAsync();
        Assert.False(await call.ResponseStream.MoveNext(Given.Token));
        var seen = await server.Calls.Of("gzip-chat").Ended.Task.WaitAsync(Given.Patience, Given.Token);
        Assert.Equal(new SeenOnTheWire("gzip", RequestFlagged: true, "gzip"), seen);
    }

    [Fact]
    public async Task A_message_written_with_NoCompress_goes_plain()
    {
        await using var server = await TalkServer.StartAsync();
        using var channel = server.Connect();
        var options = Given.Call("plain", AskForGzip).WithWriteOptions(new WriteOptions(WriteFlags.NoCompress));

        var answer = await new Talk.TalkClient(channel).AskAsync(new Question { Text = LongText }, options);

        Assert.Equal(LongText, answer.Text);
        var seen = await server.Calls.Of("plain").Ended.Task.WaitAsync(Given.Patience, Given.Token);
        Assert.Equal(new SeenOnTheWire("gzip", RequestFlagged: false, null), seen);
    }

    [Fact]
    public async Task A_server_reads_and_writes_gzip_that_any_other_gzip_understands()
    {
        await using var server = await TalkServer.StartAsync(UseGzip);

        var reply = await RawCall.SendAsync(
            server.Address, "Ask", new Question { Text = LongText }, compress: true,
            ("grpc-encoding", "gzip"), ("grpc-accept-encoding", "identity,gzip"));

        Assert.Equal(StatusCode.OK, reply.Status);
        Assert.Equal("gzip", reply.Encoding);
        Assert.True(reply.Flagged);
        Assert.True(reply.Payload.Length < 200, $"{reply.Payload.Length} bytes are not compressed.");
        Assert.Equal(LongText, Answer.Parser.ParseFrom(RawCall.Gunzip(reply.Payload)).Text);
    }

    [Fact]
    public async Task A_server_does_not_compress_for_a_caller_that_cannot_read_it()
    {
        await using var server = await TalkServer.StartAsync(UseGzip);

        var reply = await RawCall.SendAsync(server.Address, "Ask", new Question { Text = LongText }, compress: false);

        Assert.Equal(StatusCode.OK, reply.Status);
        Assert.False(reply.Flagged);
        Assert.Equal(LongText, Answer.Parser.ParseFrom(reply.Payload).Text);
    }

    [Fact]
    public async Task A_server_refuses_an_encoding_it_does_not_know_as_Unimplemented()
    {
        await using var server = await TalkServer.StartAsync();

        var reply = await RawCall.SendAsync(
            server.Address, "Ask", new Question { Text = LongText }, compress: true, ("grpc-encoding", "unheard-of"));

        Assert.Equal(StatusCode.Unimplemented, reply.Status);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    public void A_compression_provider_gives_back_what_it_took_and_leaves_the_stream_open(string name)
    {
        var provider = ProviderOf(name);
        var bytes = Enumerable.Range(0, 100_000).Select(number => (byte)(number / 100)).ToArray();
        using var packed = new MemoryStream();

        using (var compression = provider.CreateCompressionStream(packed, CompressionLevel.Fastest))
        {
            compression.Write(bytes);
        }

        packed.Position = 0;
        using var plain = new MemoryStream();
        using (var decompression = provider.CreateDecompressionStream(packed))
        {
            decompression.CopyTo(plain);
        }

        Assert.Equal(name, provider.EncodingName);
        Assert.True(packed.CanRead);
        Assert.True(packed.Length < bytes.Length / 10);
        Assert.Equal(bytes, plain.ToArray());
    }

    [Fact]
    public async Task An_empty_message_is_valid_gzip_too()
    {
        await using var server = await TalkServer.StartAsync(UseGzip);

        var reply = await RawCall.SendAsync(
            server.Address, "Ask", new Question(), compress: false, ("grpc-accept-encoding", "gzip"));

        Assert.True(reply.Flagged);
        Assert.Equal([0x1F, 0x8B], reply.Payload.Take(2));
        Assert.Empty(RawCall.Gunzip(reply.Payload));
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    public void Nothing_compresses_to_what_reads_as_nothing(string name)
    {
        var provider = ProviderOf(name);
        using var packed = new MemoryStream();

        provider.CreateCompressionStream(packed, null).Dispose();

        Assert.NotEqual(0, packed.Length);
        packed.Position = 0;
        using var decompression = provider.CreateDecompressionStream(packed);
        Assert.Equal(-1, decompression.ReadByte());
        Assert.Equal(packed.Length, packed.Position);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(256)]
    public async Task Binary_metadata_comes_back_byte_for_byte_in_headers_and_trailers(int length)
    {
        await using var server = await TalkServer.StartAsync();
        using var channel = server.Connect();
        var bytes = Enumerable.Range(0, length).Select(number => (byte)(255 - number)).ToArray();
        var headers = new Metadata { { "x-data-bin", bytes }, { "X-Text", "plain" } };

        using var call = new Talk.TalkClient(channel).AskAsync(new Question(), headers, cancellationToken: Given.Token);
        await call;

        foreach (var received in new[] { await call.ResponseHeadersAsync, call.GetTrailers() })
        {
            Assert.Equal(bytes, received.GetValueBytes("x-data-bin"));
            Assert.True(received.Get("x-data-bin")!.IsBinary);
            Assert.Equal("plain", received.GetValue("x-text"));
        }
    }

    [Fact]
    public void A_key_may_come_twice_and_the_last_is_the_one_that_is_got()
    {
        var metadata = new Metadata { { "key", "first" }, { "other", "between" }, { "KEY", "second" } };

        Assert.Equal(["first", "second"], metadata.GetAll("Key").Select(entry => entry.Value));
        Assert.Equal("second", metadata.GetValue("key"));
        Assert.Null(metadata.GetValue("none"));
        Assert.Null(metadata.GetValueBytes("none-bin"));
    }

    [Fact]
    public void Metadata_refuses_what_could_not_cross_the_wire()
    {
        Assert.Throws<ArgumentException>(() => new Metadata { { "two words", "value" } });
        Assert.Throws<ArgumentException>(() => new Metadata { { "", "value" } });
        Assert.Throws<ArgumentException>(() => new Metadata { { "text-bin", "value" } });
        Assert.Throws<ArgumentException>(() => new Metadata { { "bytes", [1] } });
        Assert.Throws<InvalidOperationException>(() => Metadata.Empty.Add("key", "value"));
        Assert.Throws<InvalidOperationException>(() => new Metadata.Entry("key-bin", [1]).Value);
    }

    [Fact]
    public void Metadata_keeps_its_bytes_to_itself()
    {
        byte[] given = [1, 2, 3];
        var entry = new Metadata.Entry("key-bin", given);

        given[0] = 9;
        entry.ValueBytes[1] = 9;

        Assert.Equal([1, 2, 3], entry.ValueBytes);
    }

    private static ICompressionProvider ProviderOf(string name) => name == "gzip"
        ? new GzipCompressionProvider(CompressionLevel.Optimal)
        : new DeflateCompressionProvider(CompressionLevel.Optimal);

    private static void UseGzip(AspNetCore.Server.GrpcServiceOptions options)
    {
        options.ResponseCompressionAlgorithm = "gzip";
        options.ResponseCompressionLevel = CompressionLevel.Optimal;
    }
}
